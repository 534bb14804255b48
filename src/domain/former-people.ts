import type { PersonId } from './people.ts';

const pseudonym = /^former-([0-9a-f]{6})$/;

/** How many bytes of chance a code is made of. */
export const formerCodeBytes = 3;

/**
 * Returns the id under which the history keeps somebody who was erased. Each has their own, so that two of them are never
 * taken for one.
 *
 * @param code six hexadecimal digits of chance
 */
export function formerPerson(code: string): PersonId {
  return `former-${code}`;
}

/** Returns the code of somebody who was erased; undefined for everybody else. */
export function formerCode(person: PersonId): string | undefined {
  return pseudonym.exec(person)?.[1];
}

/**
 * Returns the person as people know them; who has left the file is called by their id.
 *
 * @param former what somebody with this code is called who was erased
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
