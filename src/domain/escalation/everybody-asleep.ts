import type { Directory } from '../directory.ts';
import { finalShifts } from '../on-call/final.ts';
import type { Period } from '../on-call/intervals.ts';
import { windows } from '../on-call/restrictions.ts';
import type { Person, PersonId } from '../people.ts';
import { type Severity, severities } from '../severity.ts';
import type { Level, Policy } from './policy.ts';

const dayMs = 86_400_000;
const daysAhead = 7;

/** Times of the coming week in which everybody whom a policy could page is in quiet hours, at these severities. */
export interface AsleepPolicy {
  readonly policy: string;
  /** Of the policy's first schedule or person. */
  readonly zone: string;
  readonly severities: readonly Severity[];
  readonly periods: readonly Period[];
}

/** A person's time on a level: all of it for a person or a team, a shift for a schedule. */
interface OnCall extends Period {
  readonly person: PersonId;
}

/** Returns the times of the coming week in which nobody on a policy is awake, for each set of severities. */
export function everybodyAsleep(directory: Directory, now: Date): readonly AsleepPolicy[] {
  const quiet = new Map<PersonId, readonly Period[]>();
  const quietOf = (person: PersonId) => {
    const found = quiet.get(person) ?? quietPeriods(person, directory, now);
    quiet.set(person, found);
    return found;
  };
  return [...directory.policies.values()].flatMap((policy) => {
    const found = new Map<string, { severities: Severity[]; periods: readonly Period[] }>();
    for (const severity of severities) {
      const periods = asleepPeriods(policy, severity, directory, now, quietOf);
      if (periods.length === 0) continue;
      const key = periods.map(({ from, to }) => `${from}-${to}`).join();
      found.set(key, { severities: [...(found.get(key)?.severities ?? []), severity], periods });
    }
    return [...found.values()].map((one) => ({ policy: policy.id, zone: zoneOf(policy, directory), ...one }));
  });
}

/** Returns the times in which nobody on a policy is awake once this person has these quiet hours, and somebody is now. */
export function asleepOnlyWith(person: Person, directory: Directory, now: Date): readonly AsleepPolicy[] {
  const then = { ...directory, people: new Map(directory.people).set(person.id, person) };
  const before = everybodyAsleep(directory, now);
  const isOld = (policy: string, severity: Severity, { from, to }: Period) =>
    before.some(
      (one) =>
        one.policy === policy &&
        one.severities.includes(severity) &&
        one.periods.some((old) => old.from <= from && old.to >= to),
    );
  return everybodyAsleep(then, now).flatMap((one) => {
    const periods = one.periods.filter((period) => one.severities.some((each) => !isOld(one.policy, each, period)));
    return periods.length > 0 ? [{ ...one, periods }] : [];
  });
}

/** One more day at each end, so that the nights there are complete. */
function range(now: Date): Period {
  return { from: now.getTime() - dayMs, to: now.getTime() + (daysAhead + 2) * dayMs };
}

/** Returns the periods that begin in the coming week, or have begun and last. */
function asleepPeriods(
  { levels }: Policy,
  severity: Severity,
  directory: Directory,
  now: Date,
  quietOf: (person: PersonId) => readonly Period[],
): Period[] {
  const asked = levels.filter(({ only }) => !only || only.includes(severity));
  // A channel is enough for a level.
  if (asked.some(({ page }) => page.some((target) => 'channel' in target))) return [];
  const on = asked.flatMap((level) => onCallOf(level, directory, range(now)));
  const wakes = (person: PersonId) => directory.people.get(person)?.quietHours?.except.includes(severity) ?? false;
  const isAsleep = (person: PersonId, at: number) =>
    !wakes(person) && quietOf(person).some(({ from, to }) => from <= at && at < to);
  const edges = new Set(
    on.flatMap(({ person, from, to }) => [from, to, ...quietOf(person).flatMap((one) => [one.from, one.to])]),
  );
  const moments = [...edges].sort((a, b) => a - b);
  const asleep: Period[] = [];
  for (const [index, from] of moments.slice(0, -1).entries()) {
    const people = on.filter((one) => one.from <= from && from < one.to);
    if (people.length === 0 || !people.every(({ person }) => isAsleep(person, from))) continue;
    const to = moments[index + 1]!;
    const before = asleep.at(-1);
    if (before?.to === from) asleep[asleep.length - 1] = { from: before.from, to };
    else asleep.push({ from, to });
  }
  const end = now.getTime() + daysAhead * dayMs;
  return asleep.filter(({ from, to }) => to > now.getTime() && from < end);
}

function onCallOf({ page }: Level, { teams, schedules }: Directory, { from, to }: Period): OnCall[] {
  return page.flatMap((target): OnCall[] => {
    if ('person' in target) return [{ person: target.person, from, to }];
    if ('team' in target) return (teams.get(target.team)?.members ?? []).map((person) => ({ person, from, to }));
    const schedule = 'schedule' in target ? schedules.get(target.schedule) : undefined;
    const shifts = schedule ? finalShifts(schedule, new Date(from), new Date(to)) : [];
    return shifts.map((shift) => ({ person: shift.person, from: shift.from.getTime(), to: shift.to.getTime() }));
  });
}

function quietPeriods(id: PersonId, { people }: Directory, now: Date): readonly Period[] {
  const person = people.get(id);
  if (!person?.quietHours) return [];
  const { from, to } = range(now);
  const off = person.quietOffUntil?.getTime() ?? Number.NEGATIVE_INFINITY;
  return windows([person.quietHours], person.timezone, new Date(from), new Date(to)).flatMap((night) =>
    night.to > off ? [{ from: Math.max(night.from, off), to: night.to }] : [],
  );
}

function zoneOf({ levels }: Policy, { schedules, people, teams }: Directory): string {
  for (const target of levels.flatMap(({ page }) => page)) {
    const schedule = 'schedule' in target ? schedules.get(target.schedule) : undefined;
    if (schedule) return schedule.timezone;
    const [member] = 'team' in target ? (teams.get(target.team)?.members ?? []) : [];
    const person = people.get('person' in target ? target.person : (member ?? ''));
    if (person) return person.timezone;
  }
  return 'UTC';
}
