import type { PersonId } from '../people.ts';

/** Among whom a turn goes on a level that pages one person at a time; at least one of them can be paged. */
export interface Candidates {
  /** Everybody of the level, in its order. */
  readonly people: readonly PersonId[];
  /** Those who can be paged now. */
  readonly able: readonly PersonId[];
}

/** Who had the last turn, and their place in the order then; without a person, the place that is next. */
export interface LastPaged {
  readonly person?: PersonId;
  readonly position: number;
}

/**
 * Returns who has the next turn: the first who can be paged after whoever had the last one. Where that person is not of the
 * level any more, whoever has their place is next.
 */
export function nextInOrder({ people, able }: Candidates, last: LastPaged): PersonId {
  const found = last.person === undefined ? -1 : people.indexOf(last.person);
  const first = found === -1 ? last.position : found + 1;
  const inOrder = people.map((_, index) => people[(first + index) % people.length]!);
  return inOrder.find((person) => able.includes(person)) ?? able[0]!;
}
