import { Temporal } from 'temporal-polyfill';
import type { Layer } from '../../domain/on-call/schedule.ts';
import { type Hours, minutesOf, restrictionsOf } from '../on-call/hours.ts';
import { laterOnTheWall } from '../on-call/rotation.ts';
import { layersOfSlots, peopleOf } from '../on-call/slots.ts';
import type { Shift } from './shapes.ts';

const dayCodes = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];
const hourSeconds = 3600;
const daySeconds = 24 * hourSeconds;

/** The layers of a shift, or why it cannot be imported. */
export type ShiftLayers = { readonly layers: readonly Layer[] } | { readonly reason: string };

/**
 * Returns the layers of a recurring shift.
 *
 * @param slots the people of each shift, the first shift first
 */
export function layersOfShift(shift: Shift, slots: readonly (readonly string[])[]): ShiftLayers {
  const { frequency, by_day: days, by_month: months, by_monthday: monthDays, interval = 1, duration } = shift;
  if (!frequency || frequency === 'monthly' || months?.length || monthDays?.length) {
    return { reason: 'it recurs by the month; a layer of its own with “cron …” may be near to it' };
  }
  if (frequency === 'hourly')
    return full(slots, { hours: interval }, firstShift(shift), duration, interval * hourSeconds);
  if (frequency === 'daily') return days?.length ? onDays(shift, slots) : daily(shift, slots);
  return days?.length ? weeklyOnDays(shift, slots, days) : weekly(shift, slots);
}

function full(
  slots: readonly (readonly string[])[],
  every: { readonly days: number } | { readonly hours: number },
  starts: string,
  duration: number,
  length: number,
): ShiftLayers {
  if (duration !== length) return { reason: 'its shifts are not as long as the time between them' };
  return read(slots, every, starts);
}

function read(
  slots: readonly (readonly string[])[],
  every: { readonly days: number } | { readonly hours: number },
  starts: string,
  hours: readonly Hours[] = [],
): ShiftLayers {
  const found = layersOfSlots({ slots, every, starts, only: restrictionsOf(hours) });
  if (!found) return { reason: 'nobody is in it' };
  return { layers: found };
}

/** Returns the layers of a shift on every day, or on every few days when each shift lasts until the next. */
function daily(shift: Shift, slots: readonly (readonly string[])[]): ShiftLayers {
  const { interval = 1, duration } = shift;
  const starts = firstShift(shift);
  if (interval > 1 || duration >= daySeconds)
    return full(slots, { days: interval }, starts, duration, interval * daySeconds);
  return read(slots, { days: 1 }, starts, [{ from: minutesOf(starts), minutes: Math.round(duration / 60) }]);
}

/** People rotate over the selected days only, which a layer does as well. */
function onDays(shift: Shift, slots: readonly (readonly string[])[]): ShiftLayers {
  const { interval = 1, duration } = shift;
  const days = shift.by_day ?? [];
  if (duration > daySeconds) return { reason: 'its shifts overlap' };
  const first = firstShift(shift);
  const starts = days.includes(codeOf(first)) ? first : firstSelectedDay(first, days, shift.week_start);
  const only = restrictionsOf(days.map((day) => hoursOn(day, starts, duration)));
  const groups = slots.flatMap((slot) => Array.from({ length: interval }, () => slot));
  const count = Math.max(0, ...groups.map(({ length }) => length));
  if (count === 0) return { reason: 'nobody is in it' };
  const layers = Array.from({ length: count }, (_, index) => ({
    people: peopleOf(groups, index),
    every: { days: 1 },
    starts,
    only,
  }));
  return { layers };
}

/** Returns the layers of one shift a week with the length of `duration`. */
function weekly(shift: Shift, slots: readonly (readonly string[])[]): ShiftLayers {
  const { interval = 1, duration } = shift;
  const starts = firstShift(shift);
  const length = interval * 7 * daySeconds;
  if (interval > 1 || duration >= length) return full(slots, { days: 7 * interval }, starts, duration, length);
  return read(slots, { days: 7 }, starts, [hoursOn(codeOf(starts), starts, duration)]);
}

/** Each group has the selected days of a week. Weeks begin on `week_start`, at the time of day at which shifts begin. */
function weeklyOnDays(shift: Shift, slots: readonly (readonly string[])[], days: readonly string[]): ShiftLayers {
  const { interval = 1, duration } = shift;
  if (interval > 1) return { reason: 'it leaves out weeks' };
  if (duration > daySeconds) return { reason: 'its shifts overlap' };
  const first = firstShift(shift);
  const selected = days.includes(codeOf(first)) ? first : firstSelectedDay(first, days, shift.week_start);
  const begins = dayCodes.indexOf(shift.week_start ?? 'SU');
  const back = (dayCodes.indexOf(codeOf(selected)) - begins + 7) % 7;
  const starts = laterOnTheWall(selected, { days: -back });
  return read(
    slots,
    { days: 7 },
    starts,
    days.map((day) => hoursOn(day, starts, duration)),
  );
}

function hoursOn(day: string, starts: string, duration: number): Hours {
  return { day: dayCodes.indexOf(day), from: minutesOf(starts), minutes: Math.round(duration / 60) };
}

/** Returns the first shift at or after the rotation's start, counted from the shift's own start. */
export function firstShift({ start, rotation_start: rotation, frequency, interval = 1, by_day: days }: Shift): string {
  const own = frequency === 'weekly' ? { days: 7 * interval } : { days: interval };
  const step = frequency === 'hourly' ? { hours: interval } : days?.length ? { days: 1 } : own;
  let at = start.slice(0, 16);
  if (!rotation || rotation.slice(0, 16) === at) return at;
  while (at < rotation.slice(0, 16) || (days?.length && !days.includes(codeOf(at)))) at = laterOnTheWall(at, step);
  return at;
}

function firstSelectedDay(at: string, days: readonly string[], weekStart = 'SU'): string {
  const begins = dayCodes.indexOf(weekStart);
  const order = Array.from({ length: 7 }, (_, index) => dayCodes[(begins + index) % 7]!);
  const expected = order.find((day) => days.includes(day)) ?? codeOf(at);
  return laterOnTheWall(at, { days: (dayCodes.indexOf(expected) - dayCodes.indexOf(codeOf(at)) + 7) % 7 });
}

function codeOf(local: string): string {
  return dayCodes[Temporal.PlainDateTime.from(local).dayOfWeek - 1]!;
}
