import { finalShifts, isMeantGap } from './final.ts';
import { type Interval, lay, type Period, uncovered } from './intervals.ts';
import type { Schedule, Shift } from './schedule.ts';

/** A part of a schedule's time, from (included) to (excluded). */
export interface TimelinePart extends Omit<Shift, 'person'> {
  /** Absent: nobody is on call. */
  readonly person?: Shift['person'];
  /** An override puts the person on call. */
  readonly isOverride?: true;
  /** Nobody is on call, and that is intended. */
  readonly isMeant?: true;
}

/** Returns the schedule in this range without holes, cut to it: shifts by the layers, overrides, and gaps. */
export function timeline(schedule: Schedule, from: Date, to: Date): TimelinePart[] {
  const range = { from: from.getTime(), to: to.getTime() };
  const overrides = finalShifts({ ...schedule, layers: [] }, from, to).map(intervalOf);
  const shifts = finalShifts({ ...schedule, overrides: [] }, from, to).map(intervalOf);
  const taken = lay(shifts, overrides);
  const isOverride = new Set<Interval>(overrides);
  const gaps = uncovered(taken, range).filter(({ from: begin, to: end }) => begin < end);
  return [
    ...taken.map(
      (one): TimelinePart => ({
        ...periodOf(one),
        person: one.person,
        ...(isOverride.has(one) && { isOverride: true }),
      }),
    ),
    ...gaps.map(
      (gap): TimelinePart => ({
        ...periodOf(gap),
        ...(isMeantGap(schedule, new Date(gap.from)) && { isMeant: true }),
      }),
    ),
  ].sort((a, b) => a.from.getTime() - b.from.getTime());
}

function intervalOf({ person, from, to }: Shift): Interval {
  return { person, from: from.getTime(), to: to.getTime() };
}

function periodOf({ from, to }: Period) {
  return { from: new Date(from), to: new Date(to) };
}
