import { finalShifts } from '../on-call/final.ts';
import type { Period as Range } from '../on-call/intervals.ts';
import { uncovered, within } from '../on-call/intervals.ts';
import { windows } from '../on-call/restrictions.ts';
import type { Restriction, Schedule } from '../on-call/schedule.ts';
import type { Person, PersonId } from '../people.ts';
import type { Period } from './period.ts';

/** A person's time on call, in milliseconds. A weekend night is in both `nightMs` and `weekendMs`. */
export interface OnCallHours {
  readonly person: PersonId;
  readonly totalMs: number;
  readonly nightMs: number;
  readonly weekendMs: number;
}

/** Night and weekend by the clocks of the person's zone. */
export const nights: readonly Restriction[] = [{ from: '20:00', to: '08:00' }];
const weekends: readonly Restriction[] = [{ days: ['sat', 'sun'], from: '00:00', to: '24:00' }];

/**
 * Returns how long people were on call, those with the most first. Time on several schedules at once counts once.
 *
 * @param zone IANA zone of people whose own is not known
 */
export function onCallHours(
  { from, to }: Period,
  schedules: Iterable<Schedule>,
  people: ReadonlyMap<PersonId, Pick<Person, 'timezone'>>,
  zone: string,
): OnCallHours[] {
  const shifts = new Map<PersonId, Range[]>();
  for (const shift of [...schedules].flatMap((schedule) => finalShifts(schedule, from, to))) {
    const range = { from: shift.from.getTime(), to: shift.to.getTime() };
    shifts.set(shift.person, [...(shifts.get(shift.person) ?? []), range]);
  }
  return [...shifts]
    .map(([person, all]): OnCallHours => {
      const onCall = mergedIn(all, { from: from.getTime(), to: to.getTime() }).map((one) => ({ ...one, person }));
      const here = people.get(person)?.timezone ?? zone;
      const during = (only: readonly Restriction[]) => lengthOf(within(onCall, windows(only, here, from, to)));
      return { person, totalMs: lengthOf(onCall), nightMs: during(nights), weekendMs: during(weekends) };
    })
    .sort((a, b) => b.totalMs - a.totalMs || a.person.localeCompare(b.person));
}

/** Returns the parts of the range that any of the shifts covers: in order, disjoint. */
function mergedIn(shifts: readonly Range[], range: Range): Range[] {
  const free = uncovered(
    shifts.toSorted((a, b) => a.from - b.from),
    range,
  );
  return uncovered(free, range).filter((one) => one.from < one.to);
}

function lengthOf(ranges: readonly Range[]): number {
  return ranges.reduce((sum, { from, to }) => sum + to - from, 0);
}
