import type { Delivery } from '../../domain/incident/deliveries/delivery.ts';
import type { Incident } from '../../domain/incident/incident.ts';
import type { Dispatcher } from './dispatcher.ts';
import { type IncidentDeliveryParts, incidentJob } from './incident-delivery.ts';
import { byLane, nextLook, takeable } from './incident-schedule.ts';
import { untilKept } from './until-kept.ts';

/** A write whose answer was lost may be kept so many sweeps later. */
const mostSweepsUntilKept = 30;

export interface IncidentOutbox {
  /**
   * Sends what this incident has to say and can be sent now. Returns at once.
   * @param claimed ids of deliveries that were kept a moment ago with a claim of this process
   */
  send(incident: Incident, claimed: ReadonlySet<string>): void;
  /** The same for an incident that a sweep found and read. */
  sendOverdue(incident: Incident): Promise<void>;
  /** It is not known whether a change of this incident was kept: looks as soon as the database tells. */
  recheck(id: string): void;
  /** Looks again at what this process has not brought to an end. */
  sweep(): Promise<void>;
}

/** The deliveries of incidents: finds those that can be sent now, and notes on the incident when to look again. */
export function createIncidentOutbox(parts: IncidentDeliveryParts, dispatcher: Dispatcher): IncidentOutbox {
  const { store, log } = parts;
  /** Incidents that were handed to this process, and are not settled. How often one was looked for and not found. */
  const open = new Map<string, { missing: number }>();
  const lanes = new Map<string, number>();

  function send(incident: Incident, claimed: ReadonlySet<string>): void {
    if (dispatcher.stopped) {
      unclaimAll(parts, dispatcher, incident, claimed);
      return;
    }
    open.set(incident.id, { missing: 0 });
    const taken = takeable(parts, dispatcher, incident, claimed);
    if (taken.length > 0) dispatchAll(incident, taken, claimed);
    else dispatcher.run(() => settleIfDone(incident), { incident: incident.id });
  }

  async function sendOverdue(incident: Incident): Promise<void> {
    if (dispatcher.stopped) return;
    open.set(incident.id, { missing: 0 });
    const taken = takeable(parts, dispatcher, incident, new Set());
    if (taken.length === 0) return settleIfDone(incident);
    let begin = () => {};
    const ready = new Promise<void>((resolve) => {
      begin = resolve;
    });
    dispatchAll(incident, taken, new Set(), ready);
    // Noted first, so that neither the next sweep nor another process looks at it again.
    await settle(incident).finally(begin);
  }

  function dispatchAll(
    incident: Incident,
    taken: readonly Delivery[],
    claimed: ReadonlySet<string>,
    ready?: Promise<void>,
  ): void {
    const { id } = incident;
    const grouped = byLane(incident, taken);
    lanes.set(id, (lanes.get(id) ?? 0) + grouped.length);
    for (const deliveries of grouped) {
      const jobs = deliveries.map((one) =>
        incidentJob(parts, incident, one, claimed.has(one.id) ? one.progress.claim?.by : undefined),
      );
      const after = () => {
        endLane(id);
        return lookAt(id);
      };
      dispatcher.dispatch(jobs, { incident: id }, after, ready);
    }
  }

  function endLane(id: string): void {
    const left = (lanes.get(id) ?? 0) - 1;
    if (left > 0) lanes.set(id, left);
    else lanes.delete(id);
  }

  async function lookAt(id: string): Promise<void> {
    const incident = await store.load(id);
    if (incident) return send(incident, new Set());
    const looked = open.get(id);
    if (!looked) return;
    looked.missing += 1;
    if (looked.missing > mostSweepsUntilKept) open.delete(id);
  }

  async function settleIfDone(incident: Incident): Promise<void> {
    if (!lanes.has(incident.id)) await settle(incident);
  }

  /** When somebody else has written since, this process looks again with the next sweep. */
  async function settle(incident: Incident): Promise<void> {
    const looked = open.get(incident.id);
    const settled = await store.settle(incident, nextLook(parts, dispatcher, incident));
    if (settled && open.get(incident.id) === looked && !lanes.has(incident.id)) open.delete(incident.id);
  }

  return {
    send,
    sendOverdue,
    recheck(id) {
      open.set(id, { missing: 0 });
      // Nobody waits for it: the database may be away for long.
      untilKept(() => lookAt(id)).catch((err: unknown) =>
        log.warn({ err, incident: id }, 'it is not known whether a write was kept; the sweep looks'),
      );
    },
    async sweep() {
      const idle = [...open.keys()].filter((id) => !lanes.has(id));
      await Promise.all(idle.map(lookAt));
    },
  };
}

/** This process is to stop: what it claimed and has not begun is free for the others at once. */
function unclaimAll(
  { store, clock }: IncidentDeliveryParts,
  dispatcher: Dispatcher,
  { id, deliveries }: Incident,
  claimed: ReadonlySet<string>,
): void {
  for (const one of claimed) {
    const by = deliveries[one]?.progress.claim?.by;
    if (by) dispatcher.run(() => store.unclaim(id, one, by, clock.now()), { incident: id, delivery: one });
  }
}
