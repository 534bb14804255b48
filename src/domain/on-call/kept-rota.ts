import type { PersonId } from '../people.ts';
import { endOfLayer } from './rotation.ts';
import { type Layer, nobody, type Override, type Schedule } from './schedule.ts';

/** The shifts of a schedule in the configuration file. */
export type FileRota = Pick<Schedule, 'timezone' | 'layers' | 'overrides'>;

/**
 * A schedule's shifts through time: the past stays as the file said at that time, and a change of the file begins at a
 * hand-over. All processes read it from the database.
 */
export interface KeptRota {
  /** What the file said when this was last revised. */
  readonly file: FileRota;
  /**
   * One list for each layer: its versions, each in force until the next. A list without an open end is of a layer that the
   * file has no more. Those with one stand in the order of the file.
   */
  readonly layers: readonly (readonly Layer[])[];
  /** Overrides that the file has no more, as far as they have been in force. */
  readonly overrides: readonly Override[];
}

/** Returns what the file says of the schedule's shifts. */
export function fileRota({ timezone, layers, overrides }: FileRota): FileRota {
  return { timezone, layers, overrides };
}

/** Returns the schedule with its shifts as they are kept, past ones included. */
export function withKeptRota(schedule: Schedule, { file, layers, overrides }: KeptRota): Schedule {
  return {
    ...schedule,
    timezone: file.timezone,
    layers: layers.flat(),
    overrides: [...overrides, ...file.overrides],
  };
}

/**
 * Returns the people who have shifts to come by the layers, in their order.
 *
 * @param at only of layers that have not ended by then; absent: also of those that end
 */
export function peopleInLayers({ layers, timezone }: Pick<Schedule, 'layers' | 'timezone'>, at?: Date): PersonId[] {
  const lasting = layers.filter((one) => !one.until && (!at || endOfLayer(one, timezone) > at.getTime()));
  return [...new Set(lasting.flatMap(({ people }) => people))].filter((person) => person !== nobody);
}

/** Whether two say the same, whatever the order of their keys. */
export function isEqual(one: unknown, other: unknown): boolean {
  return spell(one) === spell(other);
}

function spell(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
