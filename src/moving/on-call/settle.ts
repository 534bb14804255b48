import { finalShifts, gaps } from '../../domain/on-call/final.ts';
import { type Interval, lay, type Period, uncovered, within } from '../../domain/on-call/intervals.ts';
import { instantOf } from '../../domain/on-call/moments.ts';
import { rotationShiftAt, zoneOf } from '../../domain/on-call/rotation.ts';
import { type Layer, nobody, type Override, type Schedule } from '../../domain/on-call/schedule.ts';
import { localAt } from './rotation.ts';

/** The most overrides that people can read. */
const mostOverrides = 500;

export interface Settled {
  readonly layers: readonly Layer[];
  readonly overrides: readonly Override[];
  /** Periods in which the other system has nobody on call, and this schedule has somebody. */
  readonly filled: readonly Period[];
  /** How many overrides would be needed for what layers cannot express, when they are too many to add. */
  readonly leftOut: number;
}

/**
 * Turns layers that begin in the middle of a shift, and exceptions, into what a file can express: layers that begin with a
 * hand-over, and overrides. Where the two would differ, overrides say who is on call.
 *
 * @param schedule with `from` and `until` on its layers
 * @param exceptions who is on call instead of the layers' people; a later one replaces an earlier one; `undefined`: nobody
 */
export function settle(
  schedule: Schedule,
  now: Date,
  exceptions: readonly { readonly person: string | undefined; readonly from: Date; readonly to: Date }[] = [],
): Settled {
  const current = schedule.layers.filter(({ until }) => !until || until > now);
  const turning = current.flatMap((layer) => fileLayer(layer, schedule.timezone, now) ?? []);
  const layers = turning.length > 0 ? turning : current.slice(0, 1).map((layer) => onlyShift(layer, schedule.timezone));
  const ends = [
    ...current.flatMap((layer) => handOverAfterStart(layer, schedule.timezone, now) ?? []),
    ...exceptions.map(({ to }) => to.getTime()),
  ];
  const none = { layers, overrides: schedule.overrides, filled: [], leftOut: 0 };
  const end = Math.max(...ends, 0);
  if (layers.length === 0 || end <= now.getTime()) return none;
  const range = { from: Math.min(now.getTime(), ...exceptions.map(({ from }) => from.getTime())), to: end };
  const expected = exceptions.reduce<Interval[]>(laidOver, shiftsOf({ ...schedule, layers: current }, range));
  const plain = shiftsOf({ ...schedule, layers }, range);
  const overrides = difference(expected, plain, schedule.timezone);
  if (overrides.length > mostOverrides) {
    return { ...none, leftOut: overrides.length };
  }
  const filled = within(plain, uncovered(expected, range));
  return { ...none, overrides: [...schedule.overrides, ...overrides], filled };
}

function shiftsOf(schedule: Schedule, { from, to }: Period): Interval[] {
  return finalShifts(schedule, new Date(from), new Date(to)).map((shift) => ({
    person: shift.person,
    from: shift.from.getTime(),
    to: shift.to.getTime(),
  }));
}

function laidOver(
  below: Interval[],
  { person, from, to }: { readonly person: string | undefined; readonly from: Date; readonly to: Date },
): Interval[] {
  const period = { from: from.getTime(), to: to.getTime() };
  if (person !== undefined) return lay(below, [{ person, ...period }]);
  return within(below, uncovered([period], { from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY }));
}

/** Returns the overrides that turn `plain` into `expected`. */
function difference(expected: readonly Interval[], plain: readonly Interval[], zone: string): Override[] {
  return expected.flatMap((shift) => {
    const already = plain.filter(({ person }) => person === shift.person);
    return uncovered(
      already.filter(({ from, to }) => from < shift.to && to > shift.from),
      shift,
    )
      .filter(({ from, to }) => from < to)
      .map(({ from, to }) => ({ person: shift.person, from: spellMoment(from, zone), to: spellMoment(to, zone) }));
  });
}

/** Returns the moment for an override: a local time, or an exact moment when that local time occurs twice. */
export function spellMoment(at: number, zone: string): string {
  const local = localAt(new Date(at), zone);
  return instantOf(local, zone).getTime() === at ? local : new Date(at).toISOString().replace(/:00\.000Z$/, 'Z');
}

/**
 * Returns the layer as a file can express it; undefined when it ends before its first hand-over. A future layer begins at
 * its hand-over.
 */
function fileLayer(layer: Layer, scheduleZone: string, now: Date): Layer | undefined {
  const { from: _, until, ...said } = layer;
  const zone = zoneOf(layer, scheduleZone);
  const ends = until ? { ends: spellMoment(until.getTime(), zone) } : {};
  const first = handOverAfterStart(layer, zone, now);
  if (first === undefined) return { ...said, ...ends };
  if (until && until.getTime() <= first) return undefined;
  const shift = rotationShiftAt(layer, zone, first);
  const position = (shift?.nextPosition ?? 0) % layer.people.length;
  const people = [...layer.people.slice(position), ...layer.people.slice(0, position)];
  return { ...said, people, starts: localAt(new Date(first), zone), ...ends };
}

/** Returns a layer that ends before its first hand-over: one shift of one person. */
function onlyShift({ from, until, ...layer }: Layer, scheduleZone: string): Layer {
  const zone = zoneOf(layer, scheduleZone);
  const shift = from && rotationShiftAt(layer, zone, from.getTime());
  return {
    ...layer,
    ...(shift?.person && shift.person !== nobody && { people: [shift.person] }),
    ...(from && { starts: localAt(from, zone) }),
    ...(until && { ends: spellMoment(until.getTime(), zone) }),
  };
}

/** Returns the first hand-over at or after the layer's start; undefined when the layer has started. */
function handOverAfterStart(layer: Layer, zone: string, now: Date): number | undefined {
  if (!layer.from || layer.from <= now) return undefined;
  const at = layer.from.getTime();
  const shift = rotationShiftAt(layer, zone, at);
  if (!shift) return undefined;
  return shift.from === at ? at : shift.to;
}

/** Returns whether nobody is on call at some time in the coming weeks. */
export function hasGaps(schedule: Schedule, now: Date, days: number): boolean {
  return gaps(schedule, now, new Date(now.getTime() + days * 86_400_000)).length > 0;
}
