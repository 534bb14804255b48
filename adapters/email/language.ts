import { type Directory, personByAccount } from '../../src/domain/directory.ts';
import { type Language, languageOfHeader, languages } from '../../src/domain/languages.ts';

/**
 * Returns the language for the reader of a mail or of a page behind its links: the person's choice, else the browser's, else
 * the configuration file's, else English.
 *
 * @param address undefined for a page that belongs to no person
 */
export function languageOf(address: string | undefined, directory: Directory, request?: Request): Language {
  const person = address === undefined ? undefined : personByAccount(directory, 'email', address);
  const header = request?.headers.get('accept-language');
  return person?.language ?? languageOfHeader(header) ?? directory.language ?? languages[0];
}
