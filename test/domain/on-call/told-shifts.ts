import { finalShifts } from '../../../src/domain/on-call/final.ts';
import type { Layer, Schedule } from '../../../src/domain/on-call/schedule.ts';

/** A person a day, from 09:00 to 09:00. */
export const daily: Layer = { people: ['alice', 'bob'], every: { days: 1 }, starts: '2026-01-05T09:00' };

export function scheduleOf(timezone: string, layers: readonly Layer[], more: Partial<Schedule> = {}): Schedule {
  return { id: 'primary', timezone, layers, overrides: [], ...more };
}

/** `alice 2026-03-28T08:00Z/2026-03-29T07:00Z`, in UTC so that a change of the clocks is seen. */
export function told(shifts: readonly { person?: string; from: Date; to?: Date }[]): string[] {
  const minute = (date?: Date) => date?.toISOString().replace(':00.000Z', 'Z') ?? 'for good';
  return shifts.map(({ person = 'nobody', from, to }) => `${person} ${minute(from)}/${minute(to)}`);
}

/** The shifts of the schedule between two moments, as `told` writes them. */
export function between(schedule: Schedule, from: string, to: string): string[] {
  return told(finalShifts(schedule, new Date(from), new Date(to)));
}
