import { awayUntil } from '../absence.ts';
import type { Directory } from '../directory.ts';
import { finalShifts } from '../on-call/final.ts';
import type { Absence, PersonId } from '../people.ts';
import { peopleBehind } from './people-behind.ts';
import type { Policy } from './policy.ts';

/** A period in which a policy pages people, and all of them are away: they are then paged all the same. */
export interface EmptyPolicy extends Absence {
  readonly policy: string;
  readonly zone: string;
}

/**
 * Returns the periods between two moments in which everybody whom the policy pages is away, in order.
 *
 * @param isReachable whether pages reach a person at all; one whom they do not reach is no help to the others
 */
export function everybodyAway(
  { id, levels }: Policy,
  directory: Directory,
  { from: begin, to: end }: Absence,
  isReachable: (person: PersonId) => boolean = () => true,
): readonly EmptyPolicy[] {
  const targets = levels.flatMap(({ page }) => page);
  const { schedules, people } = directory;
  const paged = targets.flatMap((target) => ('schedule' in target ? (schedules.get(target.schedule) ?? []) : []));
  const shifts = paged.flatMap((schedule) => finalShifts(schedule, begin, end));
  const peopleAt = (at: Date) => targets.flatMap((target) => peopleBehind(target, directory, at)).filter(isReachable);
  const concerned = new Set<PersonId>([...peopleAt(begin), ...shifts.map(({ person }) => person)]);
  const absences = [...concerned].flatMap((one) => people.get(one)?.away ?? []);
  if (absences.length === 0) return [];
  const edges = [...shifts, ...absences].flatMap(({ from, to }) => [from.getTime(), to.getTime()]);
  const inside = edges.filter((at) => at >= begin.getTime() && at < end.getTime());
  const inOrder = [...new Set([begin.getTime(), ...inside])].sort((a, b) => a - b);
  const zone = paged[0]?.timezone ?? people.get([...concerned][0] ?? '')?.timezone ?? 'UTC';
  const found: EmptyPolicy[] = [];
  for (const [index, moment] of inOrder.entries()) {
    const from = new Date(moment);
    const there = peopleAt(from);
    if (there.length === 0 || !there.every((one) => awayUntil(people.get(one) ?? {}, from))) continue;
    const to = new Date(inOrder[index + 1] ?? end.getTime());
    const before = found.at(-1);
    if (before?.to.getTime() === moment) found[found.length - 1] = { ...before, to };
    else found.push({ policy: id, from, to, zone });
  }
  return found;
}

const longestMs = 366 * 86_400_000;

/** Returns the times in this absence in which a policy has somebody now, and nobody once the person is away as well. */
export function leftWithoutAnybody(
  person: PersonId,
  { from, to }: Absence,
  directory: Directory,
  isReachable: (person: PersonId) => boolean,
): readonly EmptyPolicy[] {
  const known = directory.people.get(person);
  if (!known) return [];
  const period = { from, to: new Date(Math.min(to.getTime(), from.getTime() + longestMs)) };
  const away = [...(known.away ?? []), { from, to }];
  const then = { ...directory, people: new Map(directory.people).set(person, { ...known, away }) };
  return [...directory.policies.values()].flatMap((policy) => {
    const before = everybodyAway(policy, directory, period, isReachable);
    const isOld = (one: Absence) => before.some((old) => old.from <= one.from && old.to >= one.to);
    return everybodyAway(policy, then, period, isReachable).filter((one) => !isOld(one));
  });
}
