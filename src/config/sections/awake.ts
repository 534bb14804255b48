import type { Directory } from '../../domain/directory.ts';
import type { Level, Policy } from '../../domain/escalation/policy.ts';
import { finalShifts } from '../../domain/on-call/final.ts';
import type { Period } from '../../domain/on-call/intervals.ts';
import { zonedAt } from '../../domain/on-call/moments.ts';
import { windows } from '../../domain/on-call/restrictions.ts';
import type { PersonId } from '../../domain/people.ts';
import { type Severity, severities } from '../../domain/severity.ts';
import { formatTimeOfDay } from '../../lib/moment.ts';

const dayMs = 86_400_000;
const weekDays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const;
const mostTold = 3;

/** A person's time on a level: all of it for a person or a team, a shift for a schedule. */
interface OnCall extends Period {
  readonly person: PersonId;
}

/** Warns about each policy with hours in the coming week in which everybody whom it could page is in quiet hours. */
export function asleepWarnings(directory: Directory, now: Date): string[] {
  const quietOf = memoized((person: PersonId) => quietPeriods(person, directory, range(now)));
  return [...directory.policies.values()].flatMap((policy) => {
    const zone = zoneOf(policy, directory);
    const told = new Map<string, Severity[]>();
    for (const severity of severities) {
      const hours = inWords(asleepPeriods(policy, severity, directory, now, quietOf), zone, now);
      if (hours) told.set(hours, [...(told.get(hours) ?? []), severity]);
    }
    return [...told].map(([hours, at]) => {
      const levels = policy.levels.length === 1 ? 'its level' : `any of its ${policy.levels.length} levels`;
      const todo = 'add somebody who is awake then, or write these severities into except of their quietHours';
      return `policies.${policy.id}: nobody can be paged ${hours} (${zone}) at ${at.join(', ')}, for everybody on ${levels} has quiet hours; ${todo}`;
    });
  });
}

/** One more day at each end, so that the nights there are complete. */
function range(now: Date): Period {
  return { from: now.getTime() - dayMs, to: now.getTime() + 9 * dayMs };
}

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
  return asleep;
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

function quietPeriods(id: PersonId, { people }: Directory, { from, to }: Period): readonly Period[] {
  const person = people.get(id);
  if (!person?.quietHours) return [];
  return windows([person.quietHours], person.timezone, new Date(from), new Date(to));
}

/** Returns the periods such as “Mon-Sun 23:00-06:00”; undefined when there are none. */
function inWords(periods: readonly Period[], zone: string, now: Date): string | undefined {
  const start = now.getTime();
  const days = new Map<string, Set<number>>();
  for (const { from, to } of periods) {
    if (from < start || from >= start + 7 * dayMs) continue;
    const hours = `${formatTimeOfDay(new Date(from), zone)}-${formatTimeOfDay(new Date(to), zone)}`;
    days.set(hours, (days.get(hours) ?? new Set()).add(zonedAt(new Date(from), zone).dayOfWeek - 1));
  }
  const all = [...days].map(([hours, on]) => `${daysInWords(on)} ${hours}`);
  if (all.length === 0) return undefined;
  return `${all.slice(0, mostTold).join(', ')}${all.length > mostTold ? ` and in ${all.length - mostTold} more` : ''}`;
}

/** Returns the days such as “Mon-Wed, Fri”. */
function daysInWords(days: ReadonlySet<number>): string {
  const runs: [number, number][] = [];
  for (const day of [...days].sort((a, b) => a - b)) {
    const last = runs.at(-1);
    if (last && last[1] === day - 1) last[1] = day;
    else runs.push([day, day]);
  }
  return runs.map(([from, to]) => (from === to ? weekDays[from] : `${weekDays[from]}-${weekDays[to]}`)).join(', ');
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

function memoized<T>(look: (key: string) => T): (key: string) => T {
  const known = new Map<string, T>();
  return (key) => {
    const found = known.get(key) ?? look(key);
    known.set(key, found);
    return found;
  };
}
