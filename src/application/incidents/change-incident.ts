import type { AlertGroup } from '../../domain/alerts/grouped-alert.ts';
import { decide, declare } from '../../domain/incident/decide.ts';
import type { Delivery } from '../../domain/incident/deliveries/delivery.ts';
import { finished } from '../../domain/incident/deliveries/finished.ts';
import { gatherLines, gatherLinesMs } from '../../domain/incident/deliveries/gather-lines.ts';
import { isAllSent, readiness } from '../../domain/incident/deliveries/pending.ts';
import { planDeliveries } from '../../domain/incident/deliveries/plan-deliveries.ts';
import { nextDue } from '../../domain/incident/due.ts';
import type { IncidentEvent } from '../../domain/incident/events.ts';
import { begin, evolve } from '../../domain/incident/evolve.ts';
import type { Incident } from '../../domain/incident/incident.ts';
import type { Declaration, Intent } from '../../domain/incident/intent.ts';
import { refusedBy } from '../../domain/refusal.ts';
import { retried } from '../../lib/retried.ts';
import { type DeliveryResult, StaleIncident, StoreUnavailable } from '../../ports/incidents.ts';
import { lookAgainMs } from '../delivery/claims.ts';
import { factsNow, type World } from '../world.ts';
import { decideWithRoundRobin } from './decide-with-round-robin.ts';

const handledKept = 50;

export interface Changed {
  readonly incident: Incident;
  /** The events of this call; empty when it was a repeat or had no effect. */
  readonly events: readonly IncidentEvent[];
}

/**
 * The way of every change: one read, `decide`, `evolve`, one atomic write of state, timeline and what must be sent. Then
 * it is sent at once, from here.
 *
 * @param which its id, or the incident itself as it was just read: then it is read again only if somebody else decides first
 * @param cause the invocation's id; the same cause changes an incident once
 * @param isAhead the incident shows marks that are still being written: a delivery that is finished by them is not to leave before
 * @param result what became of a delivery, to be written with the events; not written when there are none
 * @throws Refused when a rule says no, StoreUnavailable when nothing could be kept
 */
export async function changeIncident(
  world: World,
  which: string | Incident,
  intent: Intent,
  cause?: string,
  { isAhead = false, result }: { readonly isAhead?: boolean; readonly result?: DeliveryResult } = {},
): Promise<Changed> {
  const [id, read] = typeof which === 'string' ? [which] : [which.id, which];
  return retried(async (attempt) => {
    const incident = attempt === 1 && read ? read : await world.store.load(id);
    if (!incident) throw refusedBy('unknown-incident', { number: id });
    if (cause && incident.handled.includes(cause)) return { incident, events: [] };
    const events = await decideWithRoundRobin(world, incident.id, (facts) => decide(incident, intent, facts));
    if (events.length === 0) return { incident, events };
    const gone = attempt === 1 && isAhead ? [] : finished(incident);
    const causes = cause ? [cause] : [];
    const decision = { onto: incident, from: incident, gone, events, causes, ...(result && { result }) };
    return { incident: await keep(world, decision), events };
  });
}

/**
 * Begins an incident. A repeat of the same declaration (by id) finds the first one and changes nothing.
 *
 * @throws Refused for a bad title, StoreUnavailable when nothing could be kept
 */
export async function declareIncident(world: World, request: Omit<Declaration, 'number'>): Promise<Changed> {
  const known = await world.store.load(request.id);
  if (known) return { incident: known, events: [] };
  // Refused before a number is taken: a mistyped declaration leaves no hole in the numbers.
  declare({ ...request, number: 0 }, factsNow(world));
  const declaration = { ...request, number: await world.store.nextNumber() };
  const events = await decideWithRoundRobin(world, declaration.id, (facts) => declare(declaration, facts));
  try {
    return { incident: await keepNew(world, declaration, events), events };
  } catch (err) {
    const winner = err instanceof StaleIncident && (await world.store.load(declaration.id));
    if (winner) return { incident: winner, events: [] };
    throw err;
  }
}

/**
 * Keeps a new incident: state, timeline and what must be sent. Then it is sent at once, from here.
 *
 * @param alerts those that it begins with, and the causes under which they came
 * @throws StaleIncident when there is one with its id already
 */
export function keepNew(
  world: World,
  declaration: Declaration,
  events: readonly IncidentEvent[],
  alerts?: { readonly group: AlertGroup; readonly causes: readonly string[] },
): Promise<Incident> {
  const [first, ...others] = events;
  if (first?.type !== 'declared') throw new Error('A declaration begins with the event that says so');
  const begun = begin(declaration, first);
  const onto = alerts ? { ...begun, alerts: alerts.group } : begun;
  return keep(world, { onto, applied: others, events, ...(alerts && { causes: alerts.causes }) });
}

interface Decision {
  /** What the events are applied to. */
  readonly onto: Incident;
  /** The incident as it was loaded and decided on; absent for a new one. */
  readonly from?: Incident;
  /** Deliveries of `from` that leave with it. Absent: those that are finished. */
  readonly gone?: readonly string[];
  readonly events: readonly IncidentEvent[];
  /** Those that `onto` does not hold yet; absent: all. */
  readonly applied?: readonly IncidentEvent[];
  readonly causes?: readonly string[];
  readonly result?: DeliveryResult;
}

/** Writes the change atomically, then sends its deliveries. Throws StaleIncident when somebody else decided first. */
export function keep(world: World, decision: Decision): Promise<Incident> {
  const types = [...new Set(decision.events.map(({ type }) => type))].join(',');
  const attributes = { 'tocsin.incident': decision.onto.number, 'tocsin.events': types };
  return world.tracing.span({ name: 'decide', attributes }, () => keepDecision(world, decision));
}

async function keepDecision(
  world: World,
  { onto, from, gone = from ? finished(from) : [], events, applied = events, causes = [], result }: Decision,
): Promise<Incident> {
  const trace = world.tracing.current();
  const evolved = withResult(applied.reduce(evolve, onto), result);
  const now = world.clock.now();
  const planned = planDeliveries(
    evolved,
    evolved.seq - events.length,
    events,
    world.directory(),
    world.platforms,
    world.sinks(),
  ).map((one): Delivery => (trace === undefined ? one : { ...one, trace }));
  const kept = withoutDeliveries(evolved, gone);
  const unclaimed = withWaitingLines(world, withDeliveries({ ...kept, version: onto.version + 1 }, planned), {
    lastBefore: from?.noticeSeq,
    events,
    now,
  });
  // What can go out now is kept with a claim of this process, so that it needs no other write before it is sent.
  const by = world.processes.name();
  const claimed = planned
    .filter((delivery) => by !== undefined && readiness(unclaimed, delivery, now) === 'ready')
    .map((one): Delivery => ({ ...one, progress: { ...one.progress, ...(by !== undefined && { claim: { by } }) } }));
  const next: Incident = {
    ...withDeliveries(unclaimed, claimed),
    handled: [...evolved.handled, ...causes].slice(-handledKept),
    ...(trace !== undefined && { trace }),
  };
  // A sweep looks when the first page of a later way is due, or lines have waited for others. What goes out now is looked at only when something goes wrong.
  const waits = [unclaimed.linesWait?.until, ...planned.map(({ after }) => after)];
  const times = waits.flatMap((at) => at?.getTime() ?? []);
  const lookAt = new Date(Math.min(now.getTime() + (by === undefined ? 0 : lookAgainMs), ...times));
  const isKept = world.writePressure.waits();
  let isSettled: boolean;
  try {
    isSettled = await world.store.commit({
      next,
      events,
      lookAt,
      ...(by !== undefined && { by }),
      ...(from && { from }),
      ...(result && { result }),
      settles: isAllSent(next, now),
    });
  } catch (err) {
    // It may have been kept although an error came back; then this process has claimed its deliveries.
    if (err instanceof StoreUnavailable) world.outbox.recheck(next.id);
    throw err;
  } finally {
    isKept();
  }
  world.metrics.incidentChanged(next, events);
  world.outbox.send(next, new Set(claimed.map(({ id }) => id)), { from, result, isSettled });
  wakeFor(world, next);
  return next;
}

function withWaitingLines(
  { gatherLinesMs: forMs = gatherLinesMs }: World,
  incident: Incident,
  request: Omit<Parameters<typeof gatherLines>[1], 'forMs'>,
): Incident {
  const { linesWait: _before, ...rest } = incident;
  return { ...rest, ...gatherLines(incident, { ...request, forMs }) };
}

function withResult(incident: Incident, result: DeliveryResult | undefined): Incident {
  const delivery = result && incident.deliveries[result.delivery];
  return delivery ? withDeliveries(incident, [{ ...delivery, progress: result.progress }]) : incident;
}

function withoutDeliveries(incident: Incident, ids: readonly string[]): Incident {
  if (ids.length === 0) return incident;
  const gone = new Set(ids);
  const left = Object.entries(incident.deliveries).filter(([id]) => !gone.has(id));
  return { ...incident, deliveries: Object.fromEntries(left) };
}

function withDeliveries(incident: Incident, deliveries: readonly Delivery[]): Incident {
  const added = Object.fromEntries(deliveries.map((delivery) => [delivery.id, delivery]));
  return { ...incident, deliveries: { ...incident.deliveries, ...added } };
}

/** A lost wake delays nothing for long: the sweep finds the step when it is due. */
function wakeFor({ scheduler, log, clock }: World, incident: Incident): void {
  const { id } = incident;
  const pages = Object.values(incident.deliveries).filter(
    ({ after, progress }) => after && after > clock.now() && progress.shown === 0,
  );
  const times = [nextDue(incident)?.at, ...pages.map(({ after }) => after)].flatMap((at) => at?.getTime() ?? []);
  if (times.length === 0) return;
  // Wakes are rounded to whole seconds: a thousand steps that are due together need one job.
  const at = new Date(Math.ceil(Math.min(...times) / 1000) * 1000);
  scheduler
    .wakeAt(at, 'steps')
    .catch((err: unknown) => log.warn({ err, incident: id }, 'wake could not be stored; the sweep will find the step'));
}
