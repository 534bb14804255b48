import type { PersonId } from '../people.ts';
import { type Interval, joined, lay, type Period, uncovered, within } from './intervals.ts';
import { instantOf, zonedAt } from './moments.ts';
import { allows, windows } from './restrictions.ts';
import { holderAt, isShiftOfNobody, rotationShifts, zoneOf } from './rotation.ts';
import type { ComingShift, Duty, Gap, Layer, Override, PersonShift, Schedule, Shift } from './schedule.ts';

/** The end of a shift is searched within this time first, then within twice as much, and so on up to a year. */
const firstSearchDays = 7;
const searchDays = 366;

/** Who is on call, and what puts them there: a layer, or without one an override. */
interface Assignment {
  readonly person: PersonId;
  readonly layer?: Layer;
}

/** Returns who is on call at this moment: the last override that is in force, else the last layer that has somebody. */
export function onCallAt(schedule: Schedule, at: Date): PersonId | undefined {
  return assignmentAt(schedule, at)?.person;
}

/** Returns who is on call at this moment, with what puts them there. */
export function assignmentAt(schedule: Schedule, at: Date): Assignment | undefined {
  const moment = at.getTime();
  const overridden = overrideIntervals(schedule, { from: moment, to: moment + 1 }).at(-1);
  if (overridden) return { person: overridden.person };
  for (const layer of schedule.layers.toReversed()) {
    const person = holderAt(layer, schedule.timezone, moment);
    if (person !== undefined && (!layer.only?.length || allows(layer.only, zoneOf(layer, schedule.timezone), at)))
      return { person, layer };
  }
  return undefined;
}

/** Returns the final schedule in this range, cut to it. Adjacent shifts of one person are one shift. */
export function finalShifts(schedule: Schedule, from: Date, to: Date): Shift[] {
  return finalIntervals(schedule, { from: from.getTime(), to: to.getTime() }).map(shiftOf);
}

/** Returns the gaps: the periods in which nobody is on call. */
export function gaps(schedule: Schedule, from: Date, to: Date): Gap[] {
  const range = { from: from.getTime(), to: to.getTime() };
  if (range.from >= range.to) return [];
  const open = uncovered(finalIntervals(schedule, range), range);
  return open.map((gap) => ({ from: new Date(gap.from), to: new Date(gap.to) }));
}

/** Returns whether a gap at this moment is intended: the schedule expects gaps, or it is the turn of `nobody`. */
export function isMeantGap(schedule: Schedule, at: Date): boolean {
  if (schedule.gaps === 'expected') return true;
  return schedule.layers.some(
    (layer) =>
      isShiftOfNobody(layer, schedule.timezone, at.getTime()) &&
      (!layer.only?.length || allows(layer.only, zoneOf(layer, schedule.timezone), at)),
  );
}

/** Returns who is on call, since when and until when. An end that is more than a year away is left out. */
export function dutyAt(schedule: Schedule, at: Date): Duty | undefined {
  const person = onCallAt(schedule, at);
  if (person === undefined) return undefined;
  const since = beginningOf(schedule, person, at);
  const until = nextChange(schedule, at);
  return { person, ...(since && { since }), ...(until && { until }) };
}

/** Returns the next hand-over after `at`; undefined when there is none within a year. */
export function nextChange(schedule: Schedule, at: Date): Date | undefined {
  for (const { from, to } of intervalsAfter(schedule, at)) {
    const change = from > at.getTime() ? from : to;
    return Number.isFinite(change) ? new Date(change) : undefined;
  }
  return undefined;
}

/**
 * Returns the shifts that begin after `at` and within a year, whole and in order: `count` of them, or all when there
 * are fewer.
 */
export function nextShifts(schedule: Schedule, at: Date, count: number): ComingShift[] {
  const coming: ComingShift[] = [];
  if (count <= 0) return coming;
  for (const interval of intervalsAfter(schedule, at)) {
    if (interval.from > at.getTime())
      coming.push(Number.isFinite(interval.to) ? shiftOf(interval) : withoutEnd(interval));
    if (coming.length === count) break;
  }
  return coming;
}

/**
 * Returns the first shifts of each of these people from `at` on; a running shift begins at `at`. Fewer when a year has
 * fewer.
 */
export function firstShiftsOf(
  schedule: Schedule,
  people: Iterable<PersonId>,
  at: Date,
  count: number,
): ReadonlyMap<PersonId, readonly ComingShift[]> {
  const found = new Map([...people].map((person) => [person, [] as ComingShift[]]));
  let missing = found.size;
  for (const interval of intervalsAfter(schedule, at)) {
    if (missing === 0) break;
    const shifts = found.get(interval.person);
    if (!shifts || shifts.length === count) continue;
    shifts.push(Number.isFinite(interval.to) ? shiftOf(interval) : withoutEnd(interval));
    if (shifts.length === count) missing -= 1;
  }
  return found;
}

/** Returns all of a person's time on call in this range, over all schedules, in order. */
export function personShifts(schedules: Iterable<Schedule>, person: PersonId, from: Date, to: Date): PersonShift[] {
  const found: PersonShift[] = [];
  for (const schedule of schedules) {
    for (const shift of finalShifts(schedule, from, to)) {
      if (shift.person === person) found.push({ ...shift, schedule: schedule.id });
    }
  }
  return found.sort((a, b) => a.from.getTime() - b.from.getTime());
}

/**
 * Yields the final schedule from `at` on, for as long as the caller reads. An interval beyond the searched time has no end.
 */
function* intervalsAfter(schedule: Schedule, at: Date): Generator<Interval> {
  const farthest = moved(schedule, at.getTime(), searchDays);
  let running: Interval | undefined;
  let days = firstSearchDays;
  for (let from = at.getTime(); from < farthest; days *= 2) {
    const to = Math.min(moved(schedule, from, days), farthest);
    const found = joined([...(running ? [running] : []), ...finalIntervals(schedule, { from, to })]);
    running = found.at(-1)?.to === to ? found.pop() : undefined;
    yield* found;
    from = to;
  }
  if (running) yield { ...running, to: Number.POSITIVE_INFINITY };
}

/** Returns the beginning of the shift of the person who is on call at `at`. */
function beginningOf(schedule: Schedule, person: PersonId, at: Date): Date | undefined {
  const farthest = moved(schedule, at.getTime(), -searchDays);
  let days = firstSearchDays;
  for (let to = at.getTime() + 1; to > farthest; days *= 2) {
    const from = Math.max(moved(schedule, to, -days), farthest);
    const last = finalIntervals(schedule, { from, to }).at(-1);
    if (last?.person !== person || last.to !== to) return new Date(to);
    if (last.from > from) return new Date(last.from);
    to = from;
  }
  return undefined;
}

function shiftOf({ person, from, to }: Interval): Shift {
  return { person, from: new Date(from), to: new Date(to) };
}

function withoutEnd({ person, from }: Interval): ComingShift {
  return { person, from: new Date(from) };
}

function moved(schedule: Schedule, at: number, days: number): number {
  return zonedAt(new Date(at), schedule.timezone).add({ days }).epochMilliseconds;
}

/** Returns the final schedule, from the top layer down, so that a fully covered layer is not calculated. */
function finalIntervals(schedule: Schedule, range: Period): Interval[] {
  if (range.from >= range.to) return [];
  let intervals: Interval[] = [];
  for (const override of overrideIntervals(schedule, range).toReversed()) intervals = lay([override], intervals);
  for (const layer of schedule.layers.toReversed()) {
    if (uncovered(intervals, range).length === 0) break;
    intervals = lay(layerIntervals(layer, schedule.timezone, range), intervals);
  }
  return joined(within(intervals, [range]));
}

function layerIntervals(layer: Layer, scheduleZone: string, range: Period): Interval[] {
  const zone = zoneOf(layer, scheduleZone);
  const all = rotationShifts(layer, zone, range.from, range.to);
  if (!layer.only?.length) return all;
  return within(all, windows(layer.only, zone, new Date(range.from), new Date(range.to)));
}

/** Returns the overrides that overlap the range, in order. */
function overrideIntervals(schedule: Schedule, range: Period): Interval[] {
  if (schedule.overrides.length === 0) return [];
  const zone = schedule.timezone;
  // Skips past overrides cheaply. Two days of slack exceed any shift of a date by a zone or an offset.
  const firstDate = zonedAt(new Date(range.from), zone).toPlainDate().subtract({ days: 2 }).toString();
  const lastDate = zonedAt(new Date(range.to), zone).toPlainDate().add({ days: 2 }).toString();
  const near = ({ from, to }: Override) => dateIn(to) >= firstDate && dateIn(from) <= lastDate;
  return schedule.overrides
    .filter(near)
    .map(({ person, from, to }) => ({
      person,
      from: instantOf(from, zone).getTime(),
      to: instantOf(to, zone).getTime(),
    }))
    .filter((interval) => interval.from < interval.to && interval.from < range.to && interval.to > range.from);
}

function dateIn(text: string): string {
  return text.trimStart().slice(0, 'YYYY-MM-DD'.length);
}
