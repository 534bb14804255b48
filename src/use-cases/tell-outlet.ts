import type { Delivery, Progress } from '../domain/incident/delivery.ts';
import type { Incident } from '../domain/incident/incident.ts';
import type { Room } from '../domain/incident/room.ts';
import { DeliveryFailed } from '../ports/chat.ts';
import type { Clock } from '../ports/clock.ts';
import type { IncidentStore } from '../ports/incident-store.ts';
import type { Log } from '../ports/log.ts';
import type { Outlet } from '../ports/outlet.ts';
import { nextTry } from './retry.ts';

/** What an attempt came to. */
export interface Outcome {
  readonly progress: Progress;
  readonly places: readonly string[];
  readonly room?: Room;
}

interface Parts {
  readonly store: IncidentStore;
  readonly outlets: ReadonlyMap<string, Outlet>;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Tells an outlet what has happened since it was told last: in order, and as far as it goes, for what follows a failure waits
 * for it. A broker may be away for days and is never given up, unless it refuses for good.
 */
export async function tellOutlet(
  { store, outlets, clock, log }: Parts,
  incident: Incident,
  { progress, outlet: name = '' }: Delivery,
): Promise<Outcome> {
  const { shown: told } = progress;
  const outlet = outlets.get(name);
  // It was taken out of the settings: nobody waits for what happened.
  if (!outlet) return { progress: { shown: incident.seq, failures: 0 }, places: [] };
  let last = told;
  try {
    for (const { seq, event } of await store.timeline(incident.id)) {
      if (seq <= told || seq > incident.seq) continue;
      await outlet.publish({ id: `${incident.id}:${seq}`, seq, event, incident });
      last = seq;
    }
    return { progress: { shown: last, failures: 0 }, places: [] };
  } catch (err) {
    if (!(err instanceof DeliveryFailed)) throw err;
    const { claim: _held, ...before } = progress;
    const known = last > told ? { shown: last, failures: 0 } : before;
    const failed = nextTry(known, err, clock.now(), Number.POSITIVE_INFINITY);
    const { number } = incident;
    log.warn({ incident: number, outlet: name, reason: err.message, again: failed.notBefore }, 'An outlet failed');
    return { progress: failed, places: [] };
  }
}
