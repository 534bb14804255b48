import type { PersonId } from '../people.ts';
import { finalShifts } from './final.ts';
import type { Schedule } from './schedule.ts';

/** A hand-over: from this moment another person, or nobody, is on call. */
export interface HandOver {
  readonly at: Date;
  /** The person who was on call before; absent: nobody. */
  readonly off?: PersonId;
  /** The person who is on call afterwards; absent: nobody. */
  readonly on?: PersonId;
}

/** Returns the hand-overs after `after` up to and including `to`, in order. They include overrides and gaps. */
export function handOvers(schedule: Schedule, after: Date, to: Date): HandOver[] {
  if (after >= to) return [];
  // A millisecond more, so that a hand-over exactly at `to` is included.
  const shifts = finalShifts(schedule, after, new Date(to.getTime() + 1));
  return shifts.flatMap((shift, index): HandOver[] => {
    const [before, next] = [shifts[index - 1], shifts[index + 1]];
    const off = before?.to.getTime() === shift.from.getTime() ? { off: before.person } : {};
    const begins = shift.from > after ? [{ at: shift.from, ...off, on: shift.person }] : [];
    const leavesGap = shift.to <= to && next?.from.getTime() !== shift.to.getTime();
    return leavesGap ? [...begins, { at: shift.to, off: shift.person }] : begins;
  });
}
