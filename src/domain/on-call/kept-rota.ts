import { isRecord } from '../../lib/values/json.ts';
import type { PersonId } from '../people.ts';
import { endOfLayer } from './rotation.ts';
import { type Layer, nobody, type Override, type Schedule } from './schedule.ts';

/** The shifts of a schedule in the configuration file. */
export type FileRota = Pick<Schedule, 'timezone' | 'layers' | 'overrides'>;

/**
 * The shifts of a schedule over time. The past stays as the file was then, and a change of the file takes effect at a
 * hand-over. All processes read it from the database.
 */
export interface KeptRota {
  /** The file's shifts at the last revision. */
  readonly file: FileRota;
  /**
   * One list per layer: its versions, each in force until the next. The last version of a layer in the file has no end;
   * these lists are in the order of the file. A list without such a version belongs to a layer that was removed.
   */
  readonly layers: readonly (readonly Layer[])[];
  /** Overrides that were removed from the file, for the time that they were in force. */
  readonly overrides: readonly Override[];
}

/** Returns the schedule's shifts according to the file. */
export function fileRota({ timezone, layers, overrides }: FileRota): FileRota {
  return { timezone, layers, overrides };
}

/** Returns the schedule with its kept shifts, including past ones. */
export function withKeptRota(schedule: Schedule, { file, layers, overrides }: KeptRota): Schedule {
  return {
    ...schedule,
    timezone: file.timezone,
    layers: layers.flat(),
    overrides: [...overrides, ...file.overrides],
  };
}

/**
 * Returns the people who have future shifts by the layers, in order.
 *
 * @param at only of layers that have not ended by then; absent: also of layers that will end
 */
export function peopleInLayers({ layers, timezone }: Pick<Schedule, 'layers' | 'timezone'>, at?: Date): PersonId[] {
  const lasting = layers.filter((one) => !one.until && (!at || endOfLayer(one, timezone) > at.getTime()));
  return [...new Set(lasting.flatMap(({ people }) => people))].filter((person) => person !== nobody);
}

/** Returns whether two values are equal, whatever the order of their keys. */
export function isEqual(one: unknown, other: unknown): boolean {
  return spell(one) === spell(other);
}

function spell(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    isRecord(part) ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1))) : part,
  );
}
