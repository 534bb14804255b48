import type { Layer } from '../../domain/on-call/schedule.ts';

/** A time in which other people are on call than the layers say. */
export interface Exception {
  /** Together on call; none: nobody. */
  readonly people: readonly string[];
  readonly from: Date;
  readonly to: Date;
  /** Only instead of these layers; absent: instead of whoever is on call. */
  readonly layers?: readonly Layer[];
}

/** Who of them is on call on the schedule with this number, when several schedules share them. */
export function personOn(index: number, { people }: Exception): string | undefined {
  return people[index] ?? people[0];
}
