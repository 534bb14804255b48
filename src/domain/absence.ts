import type { Absence, Person } from './people.ts';

type HasAbsences = Pick<Person, 'away'>;

/**
 * Returns when this person returns; undefined when they are not away at that moment. Adjacent absences count as one.
 */
export function awayUntil(person: HasAbsences, at: Date): Date | undefined {
  return joinedAbsences(person.away ?? []).find(({ from, to }) => from <= at && to > at)?.to;
}

/** Returns current and future absences, in order and apart. */
export function comingAbsences(person: HasAbsences, at: Date): readonly Absence[] {
  return joinedAbsences(person.away ?? []).filter(({ to }) => to > at);
}

/** Returns the absences that overlap a period, whole, in order and apart. Without `to` the period does not end. */
export function absencesDuring(
  person: HasAbsences,
  { from, to }: { readonly from: Date; readonly to?: Date | undefined },
): readonly Absence[] {
  return comingAbsences(person, from).filter((one) => to === undefined || one.from < to);
}

/** Returns whether one absence covers the whole period. */
export function isAwayThroughout(person: HasAbsences, { from, to }: Absence): boolean {
  const until = awayUntil(person, from);
  return until !== undefined && until >= to;
}

/** Joins absences that overlap or touch, in order. */
export function joinedAbsences(absences: readonly Absence[]): readonly Absence[] {
  const joined: Absence[] = [];
  for (const absence of absences.toSorted((a, b) => a.from.getTime() - b.from.getTime())) {
    const before = joined.at(-1);
    if (!before || before.to < absence.from) joined.push(absence);
    else if (before.to < absence.to) joined[joined.length - 1] = { from: before.from, to: absence.to };
  }
  return joined;
}

/** Returns the absences of the file, of which the one that was under way ends when its person said so. */
export function withEarlyEnd(absences: readonly Absence[], endedAt: Date | undefined): readonly Absence[] {
  if (!endedAt) return absences;
  return absences.map((one) => (one.from < endedAt && one.to > endedAt ? { from: one.from, to: endedAt } : one));
}
