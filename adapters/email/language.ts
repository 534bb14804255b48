import { type Directory, personByAccount } from '../../src/domain/directory.ts';
import { type Language, languageOfHeader, languages } from '../../src/domain/languages.ts';

/**
 * Returns the language of whoever reads a mail or a page behind one of its links: what the person chose, else the
 * browser's, else the file's, else English.
 *
 * @param address undefined for a page that belongs to no person
 */
export function languageOf(address: string | undefined, directory: Directory, request?: Request): Language {
  const person = address === undefined ? undefined : personByAccount(directory, 'email', address);
  const header = request?.headers.get('accept-language');
  return person?.language ?? languageOfHeader(header) ?? directory.language ?? languages[0];
}
