import type { Absence, Person } from './people.ts';

/**
 * Returns when this person returns; undefined when they are not away at that moment. Adjacent absences count as one.
 */
export function awayUntil({ away = [] }: Pick<Person, 'away'>, at: Date): Date | undefined {
  let until: Date | undefined;
  for (const { from, to } of inOrder(away)) {
    const begins = until ?? at;
    if (from <= begins && to > begins) until = to;
  }
  return until;
}

/** Returns current and future absences, in order. */
export function comingAbsences({ away = [] }: Pick<Person, 'away'>, at: Date): readonly Absence[] {
  return inOrder(away.filter(({ to }) => to > at));
}

function inOrder(away: readonly Absence[]): readonly Absence[] {
  return away.toSorted((a, b) => a.from.getTime() - b.from.getTime());
}
