import { awayUntil, comingAbsences } from '../../../domain/absence.ts';
import type { Directory } from '../../../domain/directory.ts';
import { awayParts } from '../../../domain/escalation/paged-instead.ts';
import { peopleBehind } from '../../../domain/escalation/people-behind.ts';
import type { Policy } from '../../../domain/escalation/policy.ts';
import { finalShifts, personShifts } from '../../../domain/on-call/final.ts';
import type { Absence, Person, PersonId } from '../../../domain/people.ts';
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
    everybodyAway(policy, directory, now, end).map((period) => ({ policy, ...period })),
  );
  return [
    ...people.flatMap((person) => onCallAway(person, directory, now, end)),
    ...empty.map(({ policy, from, to, zone }) => {
      const [begin, over] = [from, to].map((at) => formatMoment(at, zone, now));
      return `policies.${policy.id}: everybody whom it pages is away from ${begin} to ${over}, so they are paged all the same; ${todo}`;
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

interface Empty extends Absence {
  readonly policy: Policy;
}

/** Warns about a schedule after whose level nobody is left, at times in which its policies still have others. */
function nobodyAfter(id: string, directory: Directory, empty: readonly Empty[], now: Date, end: Date): string[] {
  const schedule = directory.schedules.get(id)!;
  const pages = ({ levels }: Policy) =>
    levels.some(({ page }) => page.some((target) => 'schedule' in target && target.schedule === id));
  const own = empty.filter(({ policy }) => pages(policy));
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

/** Returns the periods in which the policy pages people, and all of them are away. */
function everybodyAway({ levels }: Policy, directory: Directory, now: Date, end: Date) {
  const targets = levels.flatMap(({ page }) => page);
  const { schedules, people } = directory;
  const paged = targets.flatMap((target) => ('schedule' in target ? (schedules.get(target.schedule) ?? []) : []));
  const shifts = paged.flatMap((schedule) => finalShifts(schedule, now, end));
  const peopleAt = (at: Date) => targets.flatMap((target) => peopleBehind(target, directory, at));
  const concerned = new Set<PersonId>([...peopleAt(now), ...shifts.map(({ person }) => person)]);
  const absences = [...concerned].flatMap((id) => people.get(id)?.away ?? []);
  if (absences.length === 0) return [];
  const edges = [...shifts, ...absences].flatMap(({ from, to }) => [from.getTime(), to.getTime()]);
  const moments = [...new Set([now.getTime(), ...edges])].filter((at) => at >= now.getTime() && at < end.getTime());
  const inOrder = moments.sort((a, b) => a - b);
  const zone = paged[0]?.timezone ?? people.get([...concerned][0] ?? '')?.timezone ?? 'UTC';
  const found: (Absence & { readonly zone: string })[] = [];
  for (const [index, moment] of inOrder.entries()) {
    const from = new Date(moment);
    const there = peopleAt(from);
    if (there.length === 0 || !there.every((id) => awayUntil(people.get(id) ?? {}, from))) continue;
    const to = new Date(inOrder[index + 1] ?? end.getTime());
    const before = found.at(-1);
    if (before?.to.getTime() === moment) found[found.length - 1] = { from: before.from, to, zone };
    else found.push({ from, to, zone });
  }
  return found;
}
