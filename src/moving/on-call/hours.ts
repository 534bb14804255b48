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

/** Returns the hours as restrictions. A period longer than a day is split by day. */
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

/** Returns `08:30:00`, or the time of a local `2026-01-05T08:30`, in minutes since midnight. */
export function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time
    .slice(time.indexOf('T') + 1)
    .split(':')
    .map(Number);
  return hours * 60 + minutes;
}
