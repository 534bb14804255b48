import { type Address, addressKey } from '../../domain/address.ts';
import type { Directory } from '../../domain/directory.ts';
import type { IncidentEvent } from '../../domain/incident/events.ts';
import type { Listed } from '../../domain/incident/listed.ts';
import type { Schedule } from '../../domain/on-call/schedule.ts';
import type { Platform } from '../../domain/people.ts';
import {
  type ReportContent,
  type ReportedIncident,
  reportContent,
  type Truncated,
} from '../../domain/reports/content.ts';
import { type Period, periodBefore } from '../../domain/reports/period.ts';
import type { ReportPlan } from '../../domain/reports/plan.ts';
import { directTo } from '../../ports/chat.ts';
import type { NotificationRequest } from '../../ports/notifications.ts';
import { recurringReportView, withTables } from '../../views/admin/recurring-report.ts';
import { houseReader, houseZone, type Reader, readerOf } from '../../views/reader.ts';
import { addressesOf } from '../delivery/addresses.ts';
import type { World } from '../world.ts';
import type { RecurringJob } from './recurring-job.ts';

const longestMs = 10 * 60_000;
const page = 100;
/** A report lists so many incidents of its period, the latest ones. */
const mostIncidents = 5_000;
const mostEvents = 1_000;
/** A report that comes a week late is about the wrong week. */
const usefulMs = 24 * 60 * 60_000;

export type ReportParts = Pick<World, 'clock' | 'directory' | 'platforms' | 'outbox' | 'store'>;

/** Sends a report. The ids of its messages derive from the run, so that a repeated run sends none twice. */
export function reportJob(parts: ReportParts, plan: ReportPlan): RecurringJob {
  const { clock, directory, outbox } = parts;
  const zone = plan.zone ?? houseZone(directory());
  return {
    name: `report-${plan.id}`,
    rule: plan.rule,
    when: plan.when,
    zone,
    whenInterrupted: 'run-again',
    longestMs,
    async run({ id, dueAt, signal }) {
      const period = periodBefore(plan.period, zone, dueAt);
      const content = await contentOf(parts, plan, { ...period, zone }, signal);
      const until = new Date(clock.now().getTime() + usefulMs);
      const requests = recipients(parts, plan).map(({ to, reader }): NotificationRequest => {
        const message = recurringReportView(plan.id, content, { ...reader, zone });
        const key = addressKey(to.platform, `${to.kind}:${to.id}`);
        return { id: `report/${id}/${key}`, to, until, message: withTables(message, content, to, { ...reader, zone }) };
      });
      signal.throwIfAborted();
      await outbox.notify(requests);
      return { incidents: content.incidents, messages: requests.length };
    },
  };
}

interface Recipient {
  readonly to: Address;
  readonly reader: Reader;
}

/** Each address once, although a person may be named by name and by mail. */
function recipients({ clock, directory, platforms }: ReportParts, plan: ReportPlan): readonly Recipient[] {
  const now = clock.now();
  const house = houseReader(directory(), now);
  const rooms = Object.entries(plan.rooms).map(
    ([platform, id]): Recipient => ({ to: { platform: platform as Platform, kind: 'channel', id }, reader: house }),
  );
  const people = plan.people.flatMap((id) => {
    const person = directory().people.get(id);
    if (!person) return [];
    const mail = person.email && platforms.includes('email') ? [directTo('email', person.email)] : [];
    // The mail has the tables. People without mail get the report where they get normal notifications.
    const addresses = mail.length > 0 ? mail : addressesOf(person, platforms);
    return addresses.map((to): Recipient => ({ to, reader: readerOf(person, directory(), now) }));
  });
  const mail = plan.mail.map((address): Recipient => ({ to: directTo('email', address), reader: house }));
  const connected = [...rooms, ...people, ...mail].filter(({ to }) => platforms.includes(to.platform));
  return [...new Map(connected.map((one) => [addressKey(one.to.platform, one.to.id), one])).values()];
}

/** Reads the incidents of the period from the newest down, and of each the timeline. */
async function contentOf(
  { store, directory }: ReportParts,
  plan: ReportPlan,
  { zone, ...period }: Period & { readonly zone: string },
  signal: AbortSignal,
): Promise<ReportContent> {
  const isMeant = serviceFilter(plan, directory());
  const reported: ReportedIncident[] = [];
  let truncatedTimelines = 0;
  let after: number | undefined;
  for (;;) {
    signal.throwIfAborted();
    const { items, next } = await store.list({ state: 'all', limit: page, ...(after !== undefined && { after }) });
    for (const incident of items) {
      const { at } = incident.declared;
      if (at < period.from || at >= period.to || !isMeant(incident)) continue;
      const { events, isTruncated } = await timelineOf(store, incident.id);
      truncatedTimelines += Number(isTruncated);
      reported.push(reportedIncident(incident, events));
    }
    const isOlder = items.some(({ declared }) => declared.at < period.from);
    if (next === undefined || isOlder || reported.length > mostIncidents) break;
    after = next;
  }
  const truncated: Truncated = {
    ...(reported.length > mostIncidents && { incidents: mostIncidents }),
    ...(truncatedTimelines > 0 && { timelines: { incidents: truncatedTimelines, events: mostEvents } }),
  };
  const counted = reported.slice(0, mostIncidents);
  return {
    ...reportContent(period, counted, directory().people, schedulesOf(plan, directory()), zone),
    ...(Object.keys(truncated).length > 0 && { truncated }),
  };
}

async function timelineOf(
  store: ReportParts['store'],
  id: string,
): Promise<{ readonly events: readonly IncidentEvent[]; readonly isTruncated: boolean }> {
  const entries = await store.timeline(id, { limit: mostEvents });
  const events = entries.map(({ event }) => event);
  const last = entries.at(-1);
  if (!last || entries.length < mostEvents) return { events, isTruncated: false };
  const rest = await store.timeline(id, { after: last.seq, limit: 1 });
  return { events, isTruncated: rest.length > 0 };
}

function reportedIncident(incident: Listed, events: readonly IncidentEvent[]): ReportedIncident {
  const since = incident.declared.at.getTime();
  const first = (type: IncidentEvent['type']) => events.find((event) => event.type === type)?.at;
  const acknowledged = first('acknowledged');
  const resolved = first('resolved');
  const pages = events.flatMap((event) =>
    event.type === 'paged' ? event.people.map((person) => ({ person, at: event.at })) : [],
  );
  return {
    incident,
    pages,
    ...(acknowledged && { toAcknowledgeMs: acknowledged.getTime() - since }),
    ...(resolved && { toResolveMs: resolved.getTime() - since }),
  };
}

function servicesOf({ services = [], teams = [] }: ReportPlan, directory: Directory): ReadonlySet<string> {
  const ofTeams = [...directory.services.values()].filter(({ team }) => team !== undefined && teams.includes(team));
  return new Set([...services, ...ofTeams.map(({ id }) => id)]);
}

function serviceFilter(plan: ReportPlan, directory: Directory): (incident: Listed) => boolean {
  if (!plan.services && !plan.teams) return () => true;
  const meant = servicesOf(plan, directory);
  return ({ service }) => service !== undefined && meant.has(service);
}

/** Returns the schedules in the policies of these services; all of them for a report of everything. */
function schedulesOf(plan: ReportPlan, directory: Directory): readonly Schedule[] {
  const all = [...directory.schedules.values()];
  if (!plan.services && !plan.teams) return all;
  const policies = [...servicesOf(plan, directory)].map((id) => directory.services.get(id)?.policy ?? '');
  const targets = policies.flatMap((id) => directory.policies.get(id)?.levels.flatMap(({ page: one }) => one) ?? []);
  return all.filter(({ id }) => targets.some((target) => 'schedule' in target && target.schedule === id));
}
