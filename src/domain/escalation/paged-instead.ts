import { absencesDuring, awayUntil } from '../absence.ts';
import type { Directory } from '../directory.ts';
import { dutyAt, finalShifts } from '../on-call/final.ts';
import type { Schedule } from '../on-call/schedule.ts';
import { quietUntil } from '../paging.ts';
import type { Absence, Person, PersonId } from '../people.ts';
import type { Severity } from '../severity.ts';
import { peopleBehind } from './people-behind.ts';
import type { Level, Policy } from './policy.ts';
import { nextSteps } from './step.ts';

const dayMs = 86_400_000;
/** A shift without an end within a year is looked through for so long. */
const openShiftMs = 366 * dayMs;

/** Whom the policies page while the person on call is away. */
export interface PagedInstead {
  /** Everybody whom a policy pages at once. Empty: nobody who is awake. */
  readonly people: readonly PersonId[];
  /** Nobody else is left on a policy, so the person who is away is paged all the same. */
  readonly nobodyElse?: true;
}

/** A part of a shift in which its person is away, and who is paged meanwhile. Absent: no policy pages the schedule. */
export interface AwayPart extends Absence {
  readonly instead?: PagedInstead;
}

/**
 * Returns whom the policies page instead of the person on call, who is away: the first page of an incident that reaches
 * this schedule's level at that moment. Everybody counts as reachable. Of a level that pages one person in turn, all count.
 *
 * @returns undefined when nobody is on call, the person is not away, or no policy pages the schedule
 */
export function pagedInstead(schedule: string, at: Date, directory: Directory): PagedInstead | undefined {
  return instead(schedule, at, directory, (person, severity) => quietUntil(person, severity, at));
}

function instead(schedule: string, at: Date, directory: Directory, quiet: QuietAt): PagedInstead | undefined {
  const [person] = peopleBehind({ schedule }, directory, at);
  if (person === undefined || !awayUntil(directory.people.get(person) ?? {}, at)) return undefined;
  const found = policiesOf(schedule, directory).map((each) => firstPage(each, at, directory, quiet));
  if (found.length === 0) return undefined;
  const people = [...new Set(found.flat())];
  return { people: people.filter((one) => one !== person), ...(people.includes(person) && { nobodyElse: true }) };
}

/**
 * Returns the parts of a shift in which its person is away, in order: a new part where somebody else is paged from then on.
 * Quiet hours are left out: they change by the night and the severity.
 */
export function awayParts(
  schedule: Schedule,
  shift: { readonly person: PersonId; readonly from: Date; readonly to?: Date | undefined },
  directory: Directory,
): readonly AwayPart[] {
  const person = directory.people.get(shift.person);
  if (!person?.away) return [];
  const end = shift.to ?? new Date(shift.from.getTime() + openShiftMs);
  return absencesDuring(person, { from: shift.from, to: end }).flatMap((absence) => {
    const from = absence.from < shift.from ? shift.from : absence.from;
    const to = absence.to > end ? end : absence.to;
    const parts: AwayPart[] = [];
    for (const begins of changes(schedule.id, { from, to }, directory)) {
      const meanwhile = instead(schedule.id, begins, directory, () => undefined);
      const before = parts.at(-1);
      if (before && isEqual(before.instead, meanwhile)) continue;
      if (before) parts[parts.length - 1] = { ...before, to: begins };
      parts.push({ from: begins, to, ...(meanwhile && { instead: meanwhile }) });
    }
    return parts;
  });
}

type QuietAt = (person: Person, severity: Severity) => Date | undefined;

interface Paging {
  readonly policy: Policy;
  readonly level: number;
  readonly severity: Severity;
}

/** Returns the levels that page the schedule, with each severity that services of the policy usually have. */
function policiesOf(schedule: string, { policies, services }: Directory): readonly Paging[] {
  return [...policies.values()].flatMap((policy) => {
    const usual = new Set([...services.values()].flatMap((one) => (one.policy === policy.id ? [one.severity] : [])));
    const severities: readonly Severity[] = usual.size > 0 ? [...usual] : ['sev1'];
    return severities.flatMap((severity) => {
      const level = policy.levels.findIndex(
        (one) => pages(one, schedule) && (!one.only || one.only.includes(severity)),
      );
      return level === -1 ? [] : [{ policy, level, severity }];
    });
  });
}

function pages({ page }: Level, schedule: string): boolean {
  return page.some((target) => 'schedule' in target && target.schedule === schedule);
}

/** Channels are left out: they show an incident and page nobody. */
function firstPage(
  { policy, level, severity }: Paging,
  at: Date,
  directory: Directory,
  quiet: QuietAt,
): readonly PersonId[] {
  const levels = policy.levels.map(({ page, roundRobin: _one, ...rest }) => ({
    ...rest,
    page: page.filter((target) => !('channel' in target)),
  }));
  const known = (id: PersonId) => directory.people.get(id);
  const events = nextSteps(
    { policy: { ...policy, levels }, number: 0, severity },
    { level, round: 0 },
    {
      now: at,
      onCall: (target) => peopleBehind(target, directory, at),
      reach: () => ['web'],
      quietUntil: (id, worst) => {
        const person = known(id);
        return person && quiet(person, worst);
      },
      awayUntil: (id) => awayUntil(known(id) ?? {}, at),
      nameOf: (id) => known(id)?.name ?? id,
      maintenance: () => undefined,
    },
  );
  const last = events.at(-1);
  return last?.type === 'paged' ? last.people : [];
}

/** Returns the beginning of the period and every moment in it at which somebody of these policies comes, leaves or returns. */
function changes(schedule: string, { from, to }: Absence, directory: Directory): Date[] {
  const { people, teams, schedules } = directory;
  const targets = policiesOf(schedule, directory).flatMap(({ policy }) => policy.levels.flatMap(({ page }) => page));
  const shifts = [...new Set(targets.flatMap((target) => ('schedule' in target ? [target.schedule] : [])))].flatMap(
    (id) => {
      const paged = schedules.get(id);
      return paged ? finalShifts(paged, from, to) : [];
    },
  );
  const concerned = new Set([
    ...shifts.map(({ person }) => person),
    ...targets.flatMap((target) => {
      if ('person' in target) return [target.person];
      return 'team' in target ? (teams.get(target.team)?.members ?? []) : [];
    }),
  ]);
  const absences = [...concerned].flatMap((id) => people.get(id)?.away ?? []);
  const edges = [...shifts, ...absences].flatMap((one) => [one.from.getTime(), one.to.getTime()]);
  const inside = edges.filter((edge) => edge > from.getTime() && edge < to.getTime());
  return [...new Set([from.getTime(), ...inside])].sort((a, b) => a - b).map((at) => new Date(at));
}

function isEqual(one: PagedInstead | undefined, other: PagedInstead | undefined): boolean {
  return one?.people.join() === other?.people.join() && one?.nobodyElse === other?.nobodyElse;
}

/** Returns the shift of the person on call at that moment and, when they are away, until when and whom policies page. */
export function dutyWithAbsences(schedule: Schedule, at: Date, directory: Directory) {
  const duty = dutyAt(schedule, at);
  if (!duty) return undefined;
  const person = directory.people.get(duty.person) ?? {};
  const until = awayUntil(person, at);
  const meanwhile = until && pagedInstead(schedule.id, at, directory);
  return { ...duty, ...(until && { awayUntil: until }), ...(meanwhile && { instead: meanwhile }) };
}
