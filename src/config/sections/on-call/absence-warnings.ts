import { comingAbsences } from '../../../domain/absence.ts';
import type { Directory } from '../../../domain/directory.ts';
import { type EmptyPolicy, everybodyAway } from '../../../domain/escalation/everybody-away.ts';
import { awayParts } from '../../../domain/escalation/paged-instead.ts';
import type { Policy } from '../../../domain/escalation/policy.ts';
import { finalShifts, personShifts } from '../../../domain/on-call/final.ts';
import type { Person } from '../../../domain/people.ts';
import { formatMoment } from '../../../lib/moment.ts';

const lookAheadDays = 90;
const dayMs = 86_400_000;
const todo = 'add an override or somebody who is there to a level';

/**
 * Warns about time off in which its person is on call, and about times in which nobody is left: on a whole policy, or after
 * a schedule's level. People are then paged although they are away.
 */
export function absenceWarnings(directory: Directory, now: Date): string[] {
  const people = [...directory.people.values()];
  if (people.every((person) => comingAbsences(person, now).length === 0)) return [];
  const end = new Date(now.getTime() + lookAheadDays * dayMs);
  const empty = [...directory.policies.values()].flatMap((policy) =>
    everybodyAway(policy, directory, { from: now, to: end }),
  );
  return [
    ...people.flatMap((person) => onCallAway(person, directory, now, end)),
    ...empty.map(({ policy, from, to, zone }) => {
      const [begin, over] = [from, to].map((at) => formatMoment(at, zone, now));
      return `policies.${policy}: everybody whom it pages is away from ${begin} to ${over}, so they are paged all the same; ${todo}`;
    }),
    ...[...directory.schedules.keys()].flatMap((id) => nobodyAfter(id, directory, empty, now, end)),
  ];
}

function onCallAway(person: Person, { schedules }: Directory, now: Date, end: Date): string[] {
  return comingAbsences(person, now).flatMap(({ from, to }) => {
    if (from >= end) return [];
    const [shift] = personShifts(schedules.values(), person.id, from < now ? now : from, to);
    if (!shift) return [];
    const [begin, over] = [shift.from, shift.to].map((at) => formatMoment(at, person.timezone, now));
    return [
      `people.${person.id}.away: ${person.name} is on call for ${shift.schedule} from ${begin} to ${over}; add an override, or let them ask for cover`,
    ];
  });
}

/** Warns about a schedule after whose level nobody is left, at times in which its policies still have others. */
function nobodyAfter(id: string, directory: Directory, empty: readonly EmptyPolicy[], now: Date, end: Date): string[] {
  const schedule = directory.schedules.get(id)!;
  const pages = ({ levels }: Policy) =>
    levels.some(({ page }) => page.some((target) => 'schedule' in target && target.schedule === id));
  const own = empty.filter(({ policy }) => pages(directory.policies.get(policy)!));
  const alone = finalShifts(schedule, now, end).flatMap((shift) =>
    awayParts(schedule, shift, directory)
      .filter(({ instead, from }) => instead?.nobodyElse && !own.some((one) => one.from <= from && one.to > from))
      .map(({ from, to }) => ({ person: shift.person, from, to })),
  );
  const [first] = alone;
  if (!first) return [];
  const [begin, over] = [first.from, first.to].map((at) => formatMoment(at, schedule.timezone, now));
  const name = directory.people.get(first.person)?.name ?? first.person;
  const more = alone.length > 1 ? `, and at ${alone.length - 1} more times` : '';
  return [
    `schedules.${id}: ${name} is away from ${begin} to ${over}${more}, and no later level has anybody, so they are paged all the same; ${todo}`,
  ];
}
