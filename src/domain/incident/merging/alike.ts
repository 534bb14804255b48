import type { Listed } from '../listed.ts';

/** Words that say nothing about what is wrong. */
const usual = new Set(
  'the a an is are was on in at of for to and or not no with from has have be been down up slow broken error errors fails failing failed issue problem alert'.split(
    ' ',
  ),
);
/** The share of words of both titles that both have. */
const leastShared = 0.5;

/**
 * Returns the open incident that a new one may be a part of: the latest of the same service, else the one whose title has
 * the most words of it, if that is at least half of them.
 *
 * @param open other open incidents, newest first
 */
export function likeIncident<T extends Pick<Listed, 'number' | 'title' | 'service'>>(
  { number, title, service }: Pick<Listed, 'number' | 'title' | 'service'>,
  open: readonly T[],
): T | undefined {
  const others = open.filter((one) => one.number !== number);
  const ofService = service !== undefined && others.find((one) => one.service === service);
  if (ofService) return ofService;
  const words = wordsOf(title);
  const rated = others.map((one) => ({ one, shared: sharedWords(words, wordsOf(one.title)) }));
  const best = rated.reduce((first, next) => (next.shared > first.shared ? next : first), {
    one: undefined as T | undefined,
    shared: 0,
  });
  return best.shared >= leastShared ? best.one : undefined;
}

function wordsOf(title: string): ReadonlySet<string> {
  const words = title.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  return new Set(words.filter((word) => word.length > 1 && !usual.has(word)));
}

function sharedWords(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  const shared = [...one].filter((word) => other.has(word)).length;
  const all = one.size + other.size - shared;
  // One common word is chance, unless a title has only one.
  return all === 0 || (shared < 2 && shared < Math.min(one.size, other.size)) ? 0 : shared / all;
}
