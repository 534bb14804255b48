import type { PersonId } from './people.ts';

const pseudonym = /^former-([0-9a-f]{6})$/;

/** Length of a code in random bytes. */
export const formerCodeBytes = 3;

/**
 * Returns the id of an erased person in the history. Each erased person gets a separate one, so that two are never confused.
 *
 * @param code six random hexadecimal digits
 */
export function formerPerson(code: string): PersonId {
  return `former-${code}`;
}

/** Returns the code of an erased person; undefined for everybody else. */
export function formerCode(person: PersonId): string | undefined {
  return pseudonym.exec(person)?.[1];
}

/**
 * Returns the name of a person; a person who was removed from the file is called by their id.
 *
 * @param former returns the name of an erased person with this code
 */
export function nameOfPerson(
  person: PersonId,
  people: Pick<ReadonlyMap<PersonId, { readonly name: string }>, 'get'>,
  former: (code: string) => string,
): string {
  const known = people.get(person);
  if (known) return known.name;
  const code = formerCode(person);
  return code === undefined ? person : former(code);
}
