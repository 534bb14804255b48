import type { Directory } from '../../src/domain/directory.ts';
import { awayParts } from '../../src/domain/escalation/paged-instead.ts';
import { dutyAt, finalShifts, nextChange } from '../../src/domain/on-call/final.ts';
import { zonedAt } from '../../src/domain/on-call/moments.ts';
import type { PersonShift, Schedule } from '../../src/domain/on-call/schedule.ts';
import type { ShiftWithAbsences } from './notes.ts';

const monthsBack = 2;
/** Counted from the first of this month: at least six months from any day of it. */
const monthsAhead = 7;

type WholeShift = PersonShift & Pick<FeedShift, 'sinceLongAgo'>;

/** A shift as the feed shows it: with its true start and end, also where these lie outside the window. */
export interface FeedShift extends ShiftWithAbsences {
  /** The shift began more than a year before the window; `from` is then the start of the window. */
  readonly sinceLongAgo?: true;
}

/**
 * Returns every shift of the schedule that overlaps the window. Both edges of the window move once a month, so feeds rarely
 * change.
 */
export function shiftsToShow(schedule: Schedule, directory: Directory, now: Date): FeedShift[] {
  const window = windowAt(schedule.timezone, now);
  const shifts: WholeShift[] = finalShifts(schedule, window.from, window.to).map((shift) => ({
    ...shift,
    schedule: schedule.id,
  }));
  const first = shifts[0];
  if (first?.from.getTime() === window.from.getTime()) shifts[0] = fromItsBeginning(schedule, first);
  const last = shifts.at(-1);
  if (last?.to.getTime() === window.to.getTime()) shifts[shifts.length - 1] = toItsEnd(schedule, last);
  return shifts.map((shift) => ({ ...shift, away: awayParts(schedule, shift, directory) }));
}

function windowAt(zone: string, now: Date): { from: Date; to: Date } {
  const thisMonth = zonedAt(now, zone).toPlainDate().with({ day: 1 });
  const from = thisMonth.subtract({ months: monthsBack }).toZonedDateTime(zone);
  const to = thisMonth.add({ months: monthsAhead }).toZonedDateTime(zone);
  return { from: new Date(from.epochMilliseconds), to: new Date(to.epochMilliseconds) };
}

function fromItsBeginning(schedule: Schedule, shift: WholeShift): WholeShift {
  const since = dutyAt(schedule, shift.from)?.since;
  return since ? { ...shift, from: since } : { ...shift, sinceLongAgo: true };
}

/** Returns the shift with its true end. A shift that lasts over a year more ends, for now, with the window. */
function toItsEnd(schedule: Schedule, shift: WholeShift): WholeShift {
  const end = nextChange(schedule, new Date(shift.to.getTime() - 1));
  return end ? { ...shift, to: end } : shift;
}
