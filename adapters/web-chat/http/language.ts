import type { Directory } from '../../../src/domain/directory.ts';
import { type Language, languageOfHeader, languages } from '../../../src/domain/languages.ts';
import type { Person } from '../../../src/domain/people.ts';

/**
 * Returns the language for a request: the person's choice, else the browser's, else the configuration file's, else English.
 *
 * @param person undefined when nobody is signed in
 */
export function languageFor(request: Request, person: Person | undefined, directory: Directory): Language {
  return (
    person?.language ?? languageOfHeader(request.headers.get('accept-language')) ?? directory.language ?? languages[0]
  );
}
