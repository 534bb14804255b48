import type { Absence, Person } from './people.ts';

/** Returns when this person is back; undefined when they are not away at that moment. Time off that touches is one. */
export function awayUntil({ away = [] }: Pick<Person, 'away'>, at: Date): Date | undefined {
  let until: Date | undefined;
  for (const { from, to } of inOrder(away)) {
    const begins = until ?? at;
    if (from <= begins && to > begins) until = to;
  }
  return until;
}

/** Returns the time off that runs or is to come, in its order. */
export function comingAbsences({ away = [] }: Pick<Person, 'away'>, at: Date): readonly Absence[] {
  return inOrder(away.filter(({ to }) => to > at));
}

function inOrder(away: readonly Absence[]): readonly Absence[] {
  return away.toSorted((a, b) => a.from.getTime() - b.from.getTime());
}
