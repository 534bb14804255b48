import { randomUUID } from 'node:crypto';
import type { Severity } from '../../../../../src/domain/severity.ts';
import type { FoundAlert } from '../../../../../src/ports/alerts.ts';
import type { HeartbeatReport } from '../../../../../src/ports/monitors.ts';
import type { Arrived, SenderAnswer, SenderLookup } from '../../../sender.ts';
import { answerAction, isAction } from './actions.ts';
import { answerHistory, isHistory } from './history.ts';
import { countIn, failed, framed, noSuchAlert, partsOf } from './shapes.ts';

const priorities = { sev1: 'P1', sev2: 'P2', sev3: 'P3', sev4: 'P4' } as const satisfies Record<Severity, string>;
/** Opsgenie's own. */
const usualLimit = 20;
const highestLimit = 100;
const pingMethods: ReadonlySet<string> = new Set(['GET', 'POST', 'PUT']);

/**
 * Answers what is asked of Opsgenie's Alert API by GET, what is done to the incident of an alert, and pings of heartbeats. The id
 * of an alert, its tiny id and its alias are one: its dedup key. Undefined for what creates or closes an alert.
 */
export async function answerQuery(arrived: Arrived, lookup: SenderLookup): Promise<SenderAnswer | undefined> {
  const { rest, method, home } = arrived;
  if (home === '/v2/heartbeats/*') return ofHeartbeat(partsOf(rest), method, lookup);
  if (isAction(rest, method)) return answerAction(arrived, lookup);
  if (method !== 'GET') return undefined;
  const [identifier = '', part, ...more] = partsOf(rest);
  if (!identifier) return listed(arrived, lookup);
  if (identifier === 'count' && part === undefined) {
    const { length: count } = await chosen(arrived, lookup);
    return ok({ count });
  }
  if (identifier === 'requests' && part && more.length === 0) return ok(processed(part, arrived.now));
  const isAsked = lookup.acts !== undefined && isHistory(rest, method);
  if (part !== undefined && !isAsked) {
    return notFound('Of an alert there are notes, logs and recipients here, and the alert itself.');
  }
  const found = await lookup.find(identifier.trim());
  if (!found) return notFound(noSuchAlert);
  return lookup.acts && isAsked ? answerHistory(arrived, found, lookup.acts) : ok(wholeAlert(found));
}

/** Zabbix asks until it hears that. A request that was answered with its id is done, and its id is the alert's. */
function processed(requestId: string, now: Date) {
  return { success: true, isSuccess: true, status: 'Processed', alertId: requestId, processedAt: now };
}

async function listed(arrived: Arrived, lookup: SenderLookup): Promise<SenderAnswer> {
  const offset = countIn(arrived.query.get('offset')) ?? 0;
  const limit = Math.min(countIn(arrived.query.get('limit')) ?? usualLimit, highestLimit);
  const all = await chosen(arrived, lookup);
  return { status: 200, body: { ...framed(all.slice(offset, offset + limit).map(alertJson)), paging: {} } };
}

/** Of Opsgenie's search language `status: open` and `alias: x` are understood; the rest of a query narrows nothing. */
async function chosen({ query }: Arrived, lookup: SenderLookup): Promise<readonly FoundAlert[]> {
  const search = query.get('query') ?? '';
  const [, status] = /\bstatus\s{0,5}[:=]\s{0,5}"?(open|closed)\b/i.exec(search) ?? [];
  const [, alias] = /\balias\s{0,5}[:=]\s{0,5}"?([^"\s]+)/i.exec(search) ?? [];
  const sorted = [...(await lookup.list())].sort((a, b) => b.alert.changedAt.getTime() - a.alert.changedAt.getTime());
  const inOrder = query.get('order')?.toLowerCase() === 'asc' ? sorted.reverse() : sorted;
  return inOrder.filter(
    (found) => (!status || statusOf(found) === status.toLowerCase()) && (!alias || found.alert.fingerprint === alias),
  );
}

function statusOf({ alert, incident }: FoundAlert): 'open' | 'closed' {
  return alert.status === 'resolved' || incident.state === 'resolved' ? 'closed' : 'open';
}

function alertJson(found: FoundAlert) {
  const { alert, incident } = found;
  const { fingerprint, title, integration = 'default' } = alert;
  const owner = incident.acknowledged?.by ?? '';
  return {
    id: fingerprint,
    tinyId: fingerprint,
    alias: fingerprint,
    message: title,
    status: statusOf(found),
    acknowledged: incident.acknowledged !== undefined,
    isSeen: incident.acknowledged !== undefined,
    tags: [],
    snoozed: incident.watch?.snoozedUntil !== undefined,
    ...(incident.watch?.snoozedUntil && { snoozedUntil: incident.watch.snoozedUntil }),
    count: alert.count,
    lastOccurredAt: alert.seenAt ?? alert.changedAt,
    createdAt: alert.since,
    updatedAt: alert.changedAt,
    source: labelOf(found, 'source') ?? '',
    owner,
    priority: priorities[incident.severity],
    responders: [],
    integration: { id: integration, name: integration, type: 'API' },
    report: owner ? { acknowledgedBy: owner } : {},
  };
}

function wholeAlert(found: FoundAlert) {
  const { alert, incident } = found;
  const labels = (alert.labels ?? []).map(({ name, value }) => [name, value] as const);
  return {
    ...alertJson(found),
    actions: [],
    entity: labelOf(found, 'entity') ?? '',
    description: incident.description ?? '',
    details: { ...Object.fromEntries(labels), incident: String(incident.number) },
  };
}

function labelOf({ alert }: FoundAlert, label: string): string | undefined {
  return alert.labels?.find(({ name }) => name === label)?.value;
}

async function ofHeartbeat(
  [name = '', action, ...more]: readonly string[],
  method: string,
  { heartbeats }: SenderLookup,
): Promise<SenderAnswer> {
  const unknown = notFound(`No heartbeat named “${name.slice(0, 100)}” is in the configuration file.`);
  if (action === 'ping' && more.length === 0 && pingMethods.has(method)) {
    if (!(await heartbeats?.beat(name))) return unknown;
    return { status: 202, body: { result: 'PONG - Heartbeat received', took: 0.001, requestId: randomUUID() } };
  }
  if (action !== undefined || method !== 'GET') return notFound('Of the Heartbeat API there is: get and ping.');
  const found = (await heartbeats?.list())?.find((one) => one.name === name);
  return found ? ok(heartbeatJson(found)) : unknown;
}

function heartbeatJson({ name, everyMs, status, lastBeat }: HeartbeatReport) {
  return {
    name,
    description: '',
    interval: Math.max(1, Math.round(everyMs / 60_000)),
    intervalUnit: 'minutes',
    enabled: true,
    expired: status !== 'ok',
    ...(lastBeat && { lastPingTime: lastBeat }),
  };
}

function ok(data: unknown): SenderAnswer {
  return { status: 200, body: framed(data) };
}

function notFound(message: string): SenderAnswer {
  return { status: 404, body: failed(message) };
}
