import { type Restriction, type Weekday, weekdays } from '../../domain/on-call/schedule.ts';

const dayMinutes = 1440;

/** Hours of a day or a week, in minutes: `day` is 0 for Monday; absent: every day. */
export interface Hours {
  readonly day?: number;
  readonly from: number;
  readonly minutes: number;
}

interface Piece {
  readonly day?: number;
  readonly from: number;
  readonly to: number;
}

/** Returns the hours as restrictions: what lasts longer than a day is a piece for each day. */
export function restrictionsOf(hours: readonly Hours[]): readonly Restriction[] {
  const byHours = new Map<string, { from: string; to: string; days?: Set<Weekday> }>();
  for (const { day, from, to } of hours.flatMap(pieces)) {
    const times = { from: spellTime(from), to: to === dayMinutes ? '24:00' : spellTime(to % dayMinutes) };
    const key = `${times.from}-${times.to}-${day === undefined}`;
    const found = byHours.get(key) ?? { ...times, ...(day !== undefined && { days: new Set<Weekday>() }) };
    if (day !== undefined) found.days?.add(weekdays[day % 7]!);
    byHours.set(key, found);
  }
  return [...byHours.values()].map(({ days, ...times }) => ({
    ...(days && { days: weekdays.filter((day) => days.has(day)) }),
    ...times,
  }));
}

function pieces({ day, from, minutes }: Hours): readonly Piece[] {
  if (day === undefined) return [{ from, to: (from + Math.min(minutes, dayMinutes)) % dayMinutes }];
  return minutes <= dayMinutes ? [{ day, from, to: from + minutes }] : longPieces(day, from, minutes);
}

function longPieces(day: number, from: number, minutes: number): readonly Piece[] {
  const found: Piece[] = [{ day, from, to: dayMinutes }];
  let left = minutes - (dayMinutes - from);
  for (let next = day + 1; left > 0; next += 1) {
    found.push({ day: next, from: 0, to: Math.min(left, dayMinutes) });
    left -= dayMinutes;
  }
  return found;
}

function spellTime(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}

/** `08:30:00` in minutes since midnight. */
export function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
}

/** Returns the restrictions as hours of a week. */
export function hoursInWeek(only: readonly Restriction[]): readonly Hours[] {
  return only.flatMap(({ days = weekdays, from, to }) => {
    const [opens, closes] = [minutesOf(from), minutesOf(to)];
    const minutes = closes > opens ? closes - opens : closes + dayMinutes - opens;
    return days.map((day) => ({ day: weekdays.indexOf(day), from: opens, minutes }));
  });
}

/** Returns the hours of a week that both have. */
export function overlap(some: readonly Hours[], others: readonly Hours[]): readonly Hours[] {
  const week = 7 * dayMinutes;
  const stretches = (hours: readonly Hours[]) =>
    hours.flatMap(({ day = 0, from, minutes }) => {
      const begin = day * dayMinutes + from;
      return [-week, 0, week].map((shift) => ({ begin: begin + shift, end: begin + shift + minutes }));
    });
  return stretches(some).flatMap((one) =>
    stretches(others).flatMap((other) => {
      const [begin, end] = [Math.max(one.begin, other.begin), Math.min(one.end, other.end)];
      if (begin >= end || begin < 0 || begin >= week) return [];
      return [{ day: Math.floor(begin / dayMinutes), from: begin % dayMinutes, minutes: end - begin }];
    }),
  );
}
