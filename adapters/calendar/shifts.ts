import { dutyAt, finalShifts, nextChange } from '../../src/domain/on-call/final.ts';
import { zonedAt } from '../../src/domain/on-call/moments.ts';
import type { PersonShift, Schedule } from '../../src/domain/on-call/schedule.ts';

const monthsBack = 2;
/** From the first of this month: six months from any day of it, and more. */
const monthsAhead = 7;

/** What a calendar shows of a shift: whole, also where the window ends in the middle of it. */
export interface FeedShift extends PersonShift {
  /** It began more than a year before the window: `from` is where the window begins. */
  readonly sinceLongAgo?: true;
}

/** Every shift of the schedule that touches the window. Both its edges move once a month, so feeds stay as they are. */
export function shiftsToShow(schedule: Schedule, now: Date): FeedShift[] {
  const window = windowAt(schedule.timezone, now);
  const shifts: FeedShift[] = finalShifts(schedule, window.from, window.to).map((shift) => ({
    ...shift,
    schedule: schedule.id,
  }));
  const first = shifts[0];
  if (first?.from.getTime() === window.from.getTime()) shifts[0] = fromItsBeginning(schedule, first);
  const last = shifts.at(-1);
  if (last?.to.getTime() === window.to.getTime()) shifts[shifts.length - 1] = toItsEnd(schedule, last);
  return shifts;
}

function windowAt(zone: string, now: Date): { from: Date; to: Date } {
  const thisMonth = zonedAt(now, zone).toPlainDate().with({ day: 1 });
  const from = thisMonth.subtract({ months: monthsBack }).toZonedDateTime(zone);
  const to = thisMonth.add({ months: monthsAhead }).toZonedDateTime(zone);
  return { from: new Date(from.epochMilliseconds), to: new Date(to.epochMilliseconds) };
}

function fromItsBeginning(schedule: Schedule, shift: FeedShift): FeedShift {
  const since = dutyAt(schedule, shift.from)?.since;
  return since ? { ...shift, from: since } : { ...shift, sinceLongAgo: true };
}

/** One that goes on for more than a year ends, for now, where the window does. */
function toItsEnd(schedule: Schedule, shift: FeedShift): FeedShift {
  const end = nextChange(schedule, new Date(shift.to.getTime() - 1));
  return end ? { ...shift, to: end } : shift;
}
