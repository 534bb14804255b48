import { isWaitingForBundle } from '../../domain/incident/bundles/stands-for.ts';
import type { Delivery } from '../../domain/incident/deliveries/delivery.ts';
import type { Incident } from '../../domain/incident/incident.ts';
import type { DeliveryResult } from '../../ports/incidents.ts';
import { createLineTimers } from '../runtime/line-timers.ts';
import type { Dispatcher } from './dispatcher.ts';
import { type IncidentDeliveryParts, incidentJob } from './incident-delivery.ts';
import { byLane, takeable } from './incident-schedule.ts';
import { createOpenIncidents, type Open } from './open-incidents.ts';
import { untilKept } from './until-kept.ts';

export interface IncidentOutbox {
  /**
   * Sends the deliveries of this incident that can be sent now. Returns at once.
   * @param claimed ids of deliveries that were just stored with a claim of this process
   * @param decision the decision that this process has just made; absent for an incident that was read
   */
  send(incident: Incident, claimed: ReadonlySet<string>, decision?: Decision): void;
  /** The same for an incident that a sweep has found and read. */
  sendOverdue(incident: Incident): Promise<void>;
  /** Looks at an incident as soon as the database answers, because it is unknown whether a change of it was stored. */
  recheck(id: string): void;
  /** Looks again at incidents that this process has not finished. */
  sweep(): Promise<void>;
  /** Returns whether this process is sending for the incident; it looks at the incident again afterwards. */
  isBusy(id: string): boolean;
}

interface Decision {
  /** The state that the decision was made on; undefined for a new incident. */
  readonly from: Incident | undefined;
  /** The result of a delivery that was written together with the decision. */
  readonly result: DeliveryResult | undefined;
  /** The decision left nothing to send, and settled the incident. */
  readonly isSettled: boolean;
}

/** Makes the outbox of incidents: it finds deliveries that can be sent now, and stores on the incident when to look again. */
export function createIncidentOutbox(parts: IncidentDeliveryParts, dispatcher: Dispatcher): IncidentOutbox {
  const lineTimers = createLineTimers(parts.clock, (id) => {
    // The lanes that are sending for it look for more when they end.
    if (dispatcher.stopped || open.isBusy(id)) return;
    const known = open.recent(id);
    if (!known || !sendReady(known)) dispatcher.run(() => lookAt(id), { incident: id });
  });
  const open = createOpenIncidents(parts, dispatcher, lineTimers);

  function send(decided: Incident, claimed: ReadonlySet<string>, decision?: Decision): void {
    if (dispatcher.stopped) {
      unclaimAll(parts, dispatcher, decided, claimed);
      return;
    }
    if (decision?.isSettled && open.leave(decided.id)) return;
    const entry = open.enter(decided, decision?.from, decision?.result);
    const incident = entry.known ?? decided;
    const taken = takeable(parts, dispatcher, incident, claimed);
    if (taken.length > 0) dispatchAll(incident, taken, claimed);
    else dispatcher.run(async () => void (await settleIfDone(entry)), { incident: incident.id });
  }

  async function sendOverdue(incident: Incident): Promise<void> {
    if (dispatcher.stopped) return;
    const entry = open.enter(incident);
    await verifyBundled(parts, incident);
    const taken = takeable(parts, dispatcher, incident, new Set());
    if (taken.length === 0) return void (await settleIfDone(entry));
    let begin = () => {};
    const ready = new Promise<void>((resolve) => {
      begin = resolve;
    });
    dispatchAll(incident, taken, new Set(), ready);
    // Stored first, so that neither the next sweep nor another process looks at the incident again.
    await open.settle(entry, true).finally(begin);
  }

  function dispatchAll(
    incident: Incident,
    taken: readonly Delivery[],
    claimed: ReadonlySet<string>,
    ready?: Promise<void>,
  ): void {
    const { id } = incident;
    const grouped = byLane(incident, taken);
    const following = open.following(id);
    open.beginLanes(id, grouped.length);
    for (const deliveries of grouped) {
      const jobs = deliveries.map((one) => incidentJob(parts, incident, one, claimerOf(one, claimed), following));
      const after = () => {
        open.endLane(id);
        return goOn(id);
      };
      dispatcher.dispatch(jobs, { incident: id }, after, ready);
    }
  }

  /** Returns whether there were any. */
  function sendReady(known: Incident): boolean {
    const taken = takeable(parts, dispatcher, known, new Set());
    if (taken.length > 0) dispatchAll(known, taken, new Set());
    return taken.length > 0;
  }

  /** Sends deliveries that have become due meanwhile, or waited for one that was sent. */
  async function goOn(id: string): Promise<void> {
    const entry = open.of(id);
    if (!entry || (await entry.settling)) return;
    const { known } = entry;
    if (!known) return lookAt(id);
    if (!sendReady(known) && !(await settleIfDone(entry))) await lookAt(id);
  }

  async function lookAt(id: string): Promise<void> {
    const incident = await parts.store.load(id);
    if (!incident) return open.notFound(id);
    open.lookFor(id);
    send(incident, new Set());
  }

  /** When another process has written since, this process looks again at the next sweep. */
  const settleIfDone = async (entry: Open) => open.isBusy(entry.id) || open.settle(entry);

  return {
    send,
    sendOverdue,
    isBusy: open.isBusy,
    recheck(id) {
      open.lookFor(id);
      // Runs in the background, because the database may be away for long.
      untilKept(() => lookAt(id)).catch(warnOfUnknown(parts, id));
    },
    sweep: async () => void (await Promise.all(open.idle().map(lookAt))),
  };
}

function claimerOf({ id, progress }: Delivery, claimed: ReadonlySet<string>): string | undefined {
  return claimed.has(id) ? progress.claim?.by : undefined;
}

function warnOfUnknown({ log }: IncidentDeliveryParts, incident: string): (err: unknown) => void {
  return (err) => log.warn({ err, incident }, 'result of a write is unknown; the sweep will check');
}

async function verifyBundled({ bundles }: IncidentDeliveryParts, incident: Incident): Promise<void> {
  const bundled = Object.values(incident.deliveries).filter(isWaitingForBundle);
  if (bundled.length > 0) await Promise.all(bundled.map((one) => bundles.verify(incident, one)));
}

/** Releases claims of deliveries that were not begun, because this process is stopping. */
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
