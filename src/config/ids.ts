import { formerCode } from '../domain/former-people.ts';
import { nobody } from '../domain/on-call/schedule.ts';
import { looksLikeToken, shown } from './mistakes.ts';

/**
 * Returns what is wrong with an id, which stands in the file, in commands, in links and in the database; undefined when it
 * is right.
 */
export function idMistake(id: string, kind: string): string | undefined {
  const expected = 'expected letters, digits, “-” and “_”, at most 64, beginning with a letter or digit';
  if (looksLikeToken(id)) return `is not a good id for a ${kind}; ${expected}`;
  if (!/^[A-Za-z0-9][\w-]{0,63}$/.test(id)) return `${shown(id)} is not a good id for a ${kind}; ${expected}`;
  if (kind === 'person' && id.toLowerCase() === 'bot') return '“bot” is Tocsin itself; expected another id';
  if (kind === 'person' && id === nobody)
    return `“${nobody}” is for turns of a layer that no person has; expected another id`;
  if (kind === 'person' && formerCode(id) !== undefined) {
    return `${shown(id)} is kept for somebody who was erased; expected another id`;
  }
  // Ids are the keys of plain objects such as `paged`, in which these names have another meaning.
  if (id in {}) return `${shown(id)} has a special meaning in JavaScript; expected another id; choose one`;
  return undefined;
}
