import type { Listed } from '../incident/listed.ts';
import { zonedAt } from '../on-call/moments.ts';
import { allows } from '../on-call/restrictions.ts';
import type { Schedule } from '../on-call/schedule.ts';
import type { Person, PersonId } from '../people.ts';
import { type Severity, severities } from '../severity.ts';
import { nights, type OnCallHours, onCallHours } from './on-call-hours.ts';
import type { Period } from './period.ts';

/** An incident, with the parts of its timeline that a report counts. */
export interface ReportedIncident {
  readonly incident: Listed;
  readonly pages: readonly { readonly person: PersonId; readonly at: Date }[];
  /** Milliseconds from the declaration to the first acknowledgement and to the first resolution. */
  readonly toAcknowledgeMs?: number;
  readonly toResolveMs?: number;
}

export interface Lengths {
  readonly count: number;
  readonly medianMs: number;
  /** The ninetieth percentile. */
  readonly p90Ms: number;
}

/** The contents of a report. Lists are sorted by count, the highest first. */
export interface ReportContent extends Period {
  readonly incidents: number;
  readonly bySeverity: Readonly<Record<Severity, number>>;
  /** Each day in the zone, including days without an incident. */
  readonly byDay: readonly { readonly day: string; readonly incidents: number }[];
  readonly toAcknowledge?: Lengths;
  readonly toResolve?: Lengths;
  readonly services: readonly { readonly service: string; readonly incidents: number; readonly pages: number }[];
  readonly people: readonly PersonTotals[];
  readonly onCall: readonly OnCallHours[];
  readonly noisy: readonly NoisyAlert[];
  readonly openTasks: readonly OpenTasks[];
  /** Absent: nothing was left out. */
  readonly truncated?: Truncated;
}

/** What was left out because there was too much. */
export interface Truncated {
  /** How many incidents were counted, the latest ones. */
  readonly incidents?: number;
  /** How many incidents had more events than were counted, and how many events of each were counted. */
  readonly timelines?: { readonly incidents: number; readonly events: number };
}

export interface PersonTotals {
  readonly person: PersonId;
  readonly pages: number;
  /** From 20:00 to 8:00 in the person's zone. */
  readonly atNight: number;
}

/** An alert that paged, by its source and its name. */
export interface NoisyAlert {
  /** The integration, or the sender. */
  readonly from: string;
  readonly title: string;
  readonly incidents: number;
  readonly pages: number;
  /** Incidents that were never acknowledged. */
  readonly unacknowledged: number;
}

export interface OpenTasks {
  readonly incident: number;
  readonly title: string;
  readonly tasks: readonly string[];
}

/** How many of the alerts that paged most are listed. */
const mostNoisy = 10;

/**
 * Returns the contents of a report.
 *
 * @param schedules schedules whose on-call hours are reported
 * @param zone IANA zone of the days
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
    people: peopleIn(reported, people, zone),
    onCall: onCallHours(period, schedules, people, zone),
    noisy: noisyIn(reported),
    openTasks: reported.flatMap(({ incident: { number, title, tasks = [] } }) => {
      const open = tasks.filter(({ done }) => !done).map(({ text }) => text);
      return open.length > 0 ? [{ incident: number, title, tasks: open }] : [];
    }),
  };
}

/** Returns median and ninetieth percentile; undefined for an empty list. */
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
  reported: readonly ReportedIncident[],
  people: ReadonlyMap<PersonId, Person>,
  houseZone: string,
): PersonTotals[] {
  const pages = grouped(
    reported.flatMap((one) => one.pages),
    ({ person }) => person,
  );
  return [...pages]
    .map(([person, all]): PersonTotals => {
      const zone = people.get(person)?.timezone ?? houseZone;
      return { person, pages: all.length, atNight: all.filter(({ at }) => allows(nights, zone, at)).length };
    })
    .sort((a, b) => b.pages - a.pages || a.person.localeCompare(b.person));
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
