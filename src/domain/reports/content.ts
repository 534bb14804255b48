import type { Listed } from '../incident/listed.ts';
import { finalShifts } from '../on-call/final.ts';
import { zonedAt } from '../on-call/moments.ts';
import type { Schedule } from '../on-call/schedule.ts';
import type { Person, PersonId } from '../people.ts';
import { type Severity, severities } from '../severity.ts';
import type { Period } from './period.ts';

/** An incident with what a report counts of its timeline. */
export interface ReportedIncident {
  readonly incident: Listed;
  readonly pages: readonly { readonly person: PersonId; readonly at: Date }[];
  /** Of the first acknowledgement and the first resolution, since it was declared. */
  readonly toAcknowledgeMs?: number;
  readonly toResolveMs?: number;
}

export interface Lengths {
  readonly count: number;
  readonly medianMs: number;
  /** Nine of ten took no longer. */
  readonly p90Ms: number;
}

/** What happened in a period. Lists have those with the most first. */
export interface ReportContent extends Period {
  readonly incidents: number;
  readonly bySeverity: Readonly<Record<Severity, number>>;
  /** Each day of the zone, those without an incident too. */
  readonly byDay: readonly { readonly day: string; readonly incidents: number }[];
  readonly toAcknowledge?: Lengths;
  readonly toResolve?: Lengths;
  readonly services: readonly { readonly service: string; readonly incidents: number; readonly pages: number }[];
  readonly people: readonly PersonTotals[];
  readonly noisy: readonly NoisyAlert[];
  readonly openTasks: readonly OpenTasks[];
  /** Absent: everything is counted. */
  readonly truncated?: Truncated;
}

/** What was too much to count. */
export interface Truncated {
  /** Only the latest so many incidents are counted. */
  readonly incidents?: number;
  /** Of so many incidents only the first so many events are counted. */
  readonly timelines?: { readonly incidents: number; readonly events: number };
}

export interface PersonTotals {
  readonly person: PersonId;
  readonly pages: number;
  /** Outside 8 to 20 o’clock of their zone. */
  readonly atNight: number;
  readonly onCallMs: number;
}

/** An alert that paged, by where it comes from and what it is called. */
export interface NoisyAlert {
  /** The integration, or the shape of the sender. */
  readonly from: string;
  readonly title: string;
  readonly incidents: number;
  readonly pages: number;
  /** Incidents that nobody ever acknowledged. */
  readonly unacknowledged: number;
}

export interface OpenTasks {
  readonly incident: number;
  readonly title: string;
  readonly tasks: readonly string[];
}

/** Those that paged most. */
const mostNoisy = 10;
const dayBegins = 8;
const dayEnds = 20;

/**
 * Counts what a report says.
 *
 * @param schedules those whose on-call hours it tells
 * @param zone IANA name; of its days
 */
export function reportContent(
  period: Period,
  reported: readonly ReportedIncident[],
  people: ReadonlyMap<PersonId, Person>,
  schedules: Iterable<Schedule>,
  zone: string,
): ReportContent {
  const severityOf = (one: Severity) => reported.filter(({ incident }) => incident.severity === one).length;
  const toAcknowledge = lengths(reported.flatMap(({ toAcknowledgeMs }) => toAcknowledgeMs ?? []));
  const toResolve = lengths(reported.flatMap(({ toResolveMs }) => toResolveMs ?? []));
  return {
    ...period,
    incidents: reported.length,
    bySeverity: Object.fromEntries(severities.map((one) => [one, severityOf(one)])) as Record<Severity, number>,
    byDay: daysIn(period, reported, zone),
    ...(toAcknowledge && { toAcknowledge }),
    ...(toResolve && { toResolve }),
    services: servicesIn(reported),
    people: peopleIn(period, reported, people, schedules),
    noisy: noisyIn(reported),
    openTasks: reported.flatMap(({ incident: { number, title, tasks = [] } }) => {
      const open = tasks.filter(({ done }) => !done).map(({ text }) => text);
      return open.length > 0 ? [{ incident: number, title, tasks: open }] : [];
    }),
  };
}

/** Returns median and ninetieth percentile; undefined of nothing. */
export function lengths(all: readonly number[]): Lengths | undefined {
  if (all.length === 0) return undefined;
  const sorted = [...all].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)]!;
  return { count: sorted.length, medianMs: at(0.5), p90Ms: at(0.9) };
}

function daysIn({ from, to }: Period, reported: readonly ReportedIncident[], zone: string): ReportContent['byDay'] {
  const byDay = grouped(reported, ({ incident }) => zonedAt(incident.declared.at, zone).toPlainDate().toString());
  const last = zonedAt(new Date(to.getTime() - 1), zone).toPlainDate();
  const first = zonedAt(from, zone).toPlainDate();
  return Array.from({ length: first.until(last).days + 1 }, (_, index) => {
    const day = first.add({ days: index }).toString();
    return { day, incidents: byDay.get(day)?.length ?? 0 };
  });
}

function servicesIn(reported: readonly ReportedIncident[]): ReportContent['services'] {
  const byService = grouped(
    reported.filter(({ incident }) => incident.service !== undefined),
    ({ incident }) => incident.service!,
  );
  return [...byService]
    .map(([service, all]) => ({ service, incidents: all.length, pages: pagesOf(all) }))
    .sort((a, b) => b.incidents - a.incidents || a.service.localeCompare(b.service));
}

function peopleIn(
  { from, to }: Period,
  reported: readonly ReportedIncident[],
  people: ReadonlyMap<PersonId, Person>,
  schedules: Iterable<Schedule>,
): PersonTotals[] {
  const pages = grouped(
    reported.flatMap((one) => one.pages),
    ({ person }) => person,
  );
  const onCall = new Map<PersonId, number>();
  for (const shift of [...schedules].flatMap((schedule) => finalShifts(schedule, from, to))) {
    const ms = Math.min(shift.to.getTime(), to.getTime()) - Math.max(shift.from.getTime(), from.getTime());
    onCall.set(shift.person, (onCall.get(shift.person) ?? 0) + Math.max(0, ms));
  }
  return [...new Set([...pages.keys(), ...onCall.keys()])]
    .map((person): PersonTotals => {
      const zone = people.get(person)?.timezone ?? 'UTC';
      const all = pages.get(person) ?? [];
      const atNight = all.filter(({ at }) => isNight(at, zone)).length;
      return { person, pages: all.length, atNight, onCallMs: onCall.get(person) ?? 0 };
    })
    .sort((a, b) => b.pages - a.pages || b.onCallMs - a.onCallMs || a.person.localeCompare(b.person));
}

function isNight(at: Date, zone: string): boolean {
  const { hour } = zonedAt(at, zone);
  return hour < dayBegins || hour >= dayEnds;
}

function noisyIn(reported: readonly ReportedIncident[]): NoisyAlert[] {
  const byAlert = grouped(
    reported.filter(({ incident, pages }) => incident.alerts && pages.length > 0),
    ({ incident }) => JSON.stringify([sourceOf(incident), alertTitle(incident)]),
  );
  return [...byAlert.values()]
    .map((all): NoisyAlert => {
      const [{ incident }] = all as [ReportedIncident];
      const unacknowledged = all.filter(({ toAcknowledgeMs }) => toAcknowledgeMs === undefined).length;
      return {
        from: sourceOf(incident),
        title: alertTitle(incident),
        incidents: all.length,
        pages: pagesOf(all),
        unacknowledged,
      };
    })
    .sort((a, b) => b.pages - a.pages || b.unacknowledged - a.unacknowledged || a.title.localeCompare(b.title))
    .slice(0, mostNoisy);
}

function sourceOf({ alerts }: Listed): string {
  const [first] = alerts?.alerts ?? [];
  return first?.integration ?? first?.source ?? '';
}

function alertTitle({ alerts, title }: Listed): string {
  return alerts?.alerts.at(-1)?.title ?? title;
}

function pagesOf(all: readonly ReportedIncident[]): number {
  return all.reduce((sum, { pages }) => sum + pages.length, 0);
}

function grouped<T, K>(items: readonly T[], keyOf: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}
