import type { Layer } from '../../domain/on-call/schedule.ts';

/** A period in which other people are on call than the layers say. */
export interface Exception {
  /** People who are on call together; empty: nobody. */
  readonly people: readonly string[];
  readonly from: Date;
  readonly to: Date;
  /** The layers that the exception replaces; absent: all layers. */
  readonly layers?: readonly Layer[];
}

/** Returns who of the people is on call in the schedule with this number, when several schedules share them. */
export function personOn(index: number, { people }: Exception): string | undefined {
  return people[index] ?? people[0];
}
