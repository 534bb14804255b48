import type { Stores } from '../../../adapters/mongo/stores.ts';
import { postmortemOf } from '../../application/incidents/postmortem.ts';
import type { Directory } from '../../domain/directory.ts';
import type { Listed } from '../../domain/incident/listed.ts';
import type { RuntimeChanges, ScheduleChanges } from '../../domain/runtime-changes.ts';
import { dayOf } from '../../domain/statistics/share.ts';
import type { AuditEntry } from '../../ports/audit.ts';
import type { Clock } from '../../ports/runtime.ts';
import { incidentAlertToJson } from '../../schemas/alert.ts';
import { auditEntryToJson } from '../../schemas/audit.ts';
import type { ExportRecord } from '../../schemas/export.ts';
import { incidentToJson } from '../../schemas/incident.ts';
import { timelineEntryToJson } from '../../schemas/timeline.ts';
import { eventSentence } from '../../views/incident/events.ts';
import { houseReader } from '../../views/reader.ts';

const page = 100;
const dayMs = 86_400_000;
/** Statistics of earlier days are deleted. */
const mostDays = 400;

export interface ExportSource {
  readonly stores: Pick<Stores, 'incidents' | 'auditLog' | 'runtimeChanges' | 'statistics'>;
  readonly directory: Directory;
  readonly clock: Clock;
}

/**
 * Yields all stored data one entry at a time, so that at most one page is in memory: changes made in chat, incidents with
 * their details, the audit log, statistics.
 *
 * @param since only incidents declared, audit records and days from then on; absent: all
 */
export async function* exportEntries(source: ExportSource, since?: Date): AsyncGenerator<ExportRecord> {
  const { stores } = source;
  yield* runtimeEntries(await stores.runtimeChanges.all());
  let oldest: Date | undefined;
  for (let after: number | undefined; ; ) {
    const { items, next } = await stores.incidents.list({
      state: 'all',
      limit: page,
      ...(after !== undefined && { after }),
    });
    for (const incident of items) {
      if (since && incident.declared.at < since) continue;
      oldest = incident.declared.at;
      yield* incidentEntries(source, incident);
    }
    // Numbers are given in order, so all later entries are older, except those declared at the same moment.
    const last = items.at(-1);
    if (next === undefined || (since && last && last.declared.at.getTime() < since.getTime() - dayMs)) break;
    after = next;
  }
  yield* auditEntries(stores.auditLog, since);
  yield* statisticsEntries(source, since ?? oldest);
}

async function* incidentEntries(
  { stores, directory, clock }: ExportSource,
  listed: Listed,
): AsyncGenerator<ExportRecord> {
  const { incidents } = stores;
  const incident = listed.number;
  const reader = houseReader(directory, clock.now());
  yield { type: 'incident', incident: incidentToJson(listed) };
  for (let after = 0; ; ) {
    const entries = await incidents.timeline(listed.id, { after, limit: page });
    for (const { seq, event } of entries) {
      const entry = timelineEntryToJson(listed.id, { seq, event, text: eventSentence(event, reader) });
      yield { type: 'timeline', incident, entry: { ...entry } };
      after = seq;
    }
    if (entries.length < page) break;
  }
  for (let after: string | undefined; ; ) {
    const { items, next } = await incidents.alertPage(listed.id, {
      limit: page,
      ...(after !== undefined && { after }),
    });
    for (const alert of items) yield { type: 'alert', incident, alert: incidentAlertToJson(alert) };
    if (next === undefined) break;
    after = next;
  }
  if (listed.state !== 'resolved') return;
  const whole = await incidents.load(listed.id);
  if (!whole) return;
  const markdown = await postmortemOf({ store: incidents, clock, directory: () => directory }, whole, 'UTC');
  yield { type: 'postmortem', incident, markdown };
}

async function* auditEntries(log: ExportSource['stores']['auditLog'], since?: Date): AsyncGenerator<ExportRecord> {
  for (let before: AuditEntry | undefined; ; ) {
    const entries = await log.latest({ limit: page, ...(before && { before }) });
    for (const entry of entries) {
      if (since && entry.at < since) return;
      yield { type: 'audit', entry: auditEntryToJson(entry) };
    }
    before = entries.at(-1);
    if (entries.length < page || !before) return;
  }
}

async function* statisticsEntries({ stores, clock }: ExportSource, since?: Date): AsyncGenerator<ExportRecord> {
  if (!since) return;
  const now = clock.now();
  const from = Math.max(since.getTime(), now.getTime() - mostDays * dayMs);
  const last = dayOf(now);
  for (let at = from; dayOf(new Date(at)) <= last; at += dayMs) {
    const day = dayOf(new Date(at));
    const { severity, service, paged } = await stores.statistics.of([day]);
    if (Object.keys(severity).length === 0) continue;
    yield { type: 'statistics', day, severity: { ...severity }, service: { ...service }, paged: { ...paged } };
  }
}

/** Yields the changes made in chat without the keys of calendar links, which would open the calendars. */
function* runtimeEntries({ schedules, people, accounts, maintenance }: RuntimeChanges): Generator<ExportRecord> {
  for (const changes of schedules) yield* scheduleEntries(changes);
  for (const { person, calendarKey: _key, version: _version, ...changes } of people) {
    yield { type: 'person', person, changes: JSON.parse(JSON.stringify(changes)) as Record<string, unknown> };
  }
  for (const { person, platform, account } of accounts) yield { type: 'account', person, platform, account };
  for (const window of maintenance?.windows ?? []) {
    yield { type: 'maintenance', window: JSON.parse(JSON.stringify(window)) as Record<string, unknown> };
  }
}

function* scheduleEntries({ schedule, overrides, covers }: ScheduleChanges): Generator<ExportRecord> {
  for (const { person, from, to, by } of overrides) {
    yield { type: 'override', schedule, person, from: from.toISOString(), to: to.toISOString(), by };
  }
  for (const { requester: person, from, to, taken, withdrawn } of covers) {
    yield {
      type: 'cover',
      schedule,
      person,
      from: from.toISOString(),
      to: to.toISOString(),
      ...(taken && { takenBy: taken.by }),
      ...(withdrawn && { withdrawnAt: withdrawn.toISOString() }),
    };
  }
}
