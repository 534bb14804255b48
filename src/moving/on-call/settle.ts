import { finalShifts, gaps } from '../../domain/on-call/final.ts';
import { type Interval, lay, type Period, uncovered, within } from '../../domain/on-call/intervals.ts';
import { instantOf } from '../../domain/on-call/moments.ts';
import { rotationShiftAt } from '../../domain/on-call/rotation.ts';
import type { Layer, Override, Schedule } from '../../domain/on-call/schedule.ts';
import { localAt } from './rotation.ts';

/** So many more overrides nobody could read. */
const mostOverrides = 500;

export interface Settled {
  readonly layers: readonly Layer[];
  readonly overrides: readonly Override[];
  /** Times in which the other system has nobody on call, and this has somebody. */
  readonly filled: readonly Period[];
  /** Layers that end so late that their end is left out. */
  readonly endless: readonly Layer[];
}

/**
 * Brings layers that begin or end, and exceptions, into what a file can say: layers without an end, and overrides. Where the
 * two would differ, overrides say who is on call.
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
  const lasting = current.flatMap((layer) => fileLayer(layer, schedule.timezone, now) ?? []);
  const layers = lasting.length > 0 ? lasting : current.slice(0, 1).map(withoutTimes);
  const ends = [
    ...current.flatMap(({ until }) => until?.getTime() ?? []),
    ...current.flatMap((layer) => handOverAfterStart(layer, schedule.timezone, now) ?? []),
    ...exceptions.map(({ to }) => to.getTime()),
  ];
  const none = { layers, overrides: schedule.overrides, filled: [], endless: [] };
  const end = Math.max(...ends, 0);
  if (layers.length === 0 || end <= now.getTime()) return none;
  const range = { from: Math.min(now.getTime(), ...exceptions.map(({ from }) => from.getTime())), to: end };
  const expected = exceptions.reduce<Interval[]>(laidOver, shiftsOf({ ...schedule, layers: current }, range));
  const plain = shiftsOf({ ...schedule, layers }, range);
  const overrides = difference(expected, plain, schedule.timezone);
  if (overrides.length > mostOverrides) {
    return { ...none, endless: current.filter(({ until }) => until !== undefined) };
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

/** What has to lie over `plain` for `expected` to be so. */
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

/** Returns the moment as an override has it: local time, or an exact one where the clocks show that local time twice. */
export function spellMoment(at: number, zone: string): string {
  const local = localAt(new Date(at), zone);
  return instantOf(local, zone).getTime() === at ? local : new Date(at).toISOString().replace(/:00\.000Z$/, 'Z');
}

function withoutTimes({ people, every, starts, only }: Layer): Layer {
  return { people, every, starts, ...(only?.length && { only }) };
}

/** The layer as a file can say it; undefined: it ends. One that is to come begins at its first hand-over. */
function fileLayer(layer: Layer, zone: string, now: Date): Layer | undefined {
  if (layer.until) return undefined;
  const first = handOverAfterStart(layer, zone, now);
  if (first === undefined) return withoutTimes(layer);
  const shift = rotationShiftAt(layer, zone, first);
  const position = (shift?.nextPosition ?? 0) % layer.people.length;
  const people = [...layer.people.slice(position), ...layer.people.slice(0, position)];
  return { ...withoutTimes(layer), people, starts: localAt(new Date(first), zone) };
}

/** The first hand-over at or after the time from which a layer is to count; undefined: it counts already. */
function handOverAfterStart(layer: Layer, zone: string, now: Date): number | undefined {
  if (!layer.from || layer.from <= now) return undefined;
  const at = layer.from.getTime();
  const shift = rotationShiftAt(layer, zone, at);
  if (!shift) return undefined;
  return shift.from === at ? at : shift.to;
}

/** Whether nobody is on call at some time of the weeks to come. */
export function hasGaps(schedule: Schedule, now: Date, days: number): boolean {
  return gaps(schedule, now, new Date(now.getTime() + days * 86_400_000)).length > 0;
}
