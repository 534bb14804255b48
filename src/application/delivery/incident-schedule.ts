import { isNamedInBundle, isWaitingForBundle } from '../../domain/incident/bundles/stands-for.ts';
import type { Delivery } from '../../domain/incident/deliveries/delivery.ts';
import { dueAt, lane, readiness } from '../../domain/incident/deliveries/pending.ts';
import type { Incident } from '../../domain/incident/incident.ts';
import type { Clock } from '../../ports/runtime.ts';
import type { Processes } from '../runtime/process-liveness.ts';
import { isClaimable, lookAgainMs } from './claims.ts';
import type { Dispatcher } from './dispatcher.ts';
import type { PermitRequest, Rank } from './rate-limits/permit-queue.ts';

interface Parts {
  readonly clock: Clock;
  readonly processes: Processes;
}
type InHand = Pick<Dispatcher, 'has'>;

/** Returns the key of an incident's delivery in this process. */
export function keyOf(incident: string, delivery: string): string {
  return `${incident}/${delivery}`;
}

/** Returns the deliveries that are ready, that this process is not sending, and that no living process has claimed. */
export function takeable(
  parts: Parts,
  inHand: InHand,
  incident: Incident,
  claimed: ReadonlySet<string>,
): readonly Delivery[] {
  const now = parts.clock.now();
  return Object.values(incident.deliveries).filter((delivery) => {
    const { claim, notBefore } = delivery.progress;
    if (readiness(incident, delivery, now) !== 'ready' || inHand.has(keyOf(incident.id, delivery.id))) return false;
    if (notBefore && notBefore > now) return false;
    return claimed.has(delivery.id) || isClaimable(claim, parts);
  });
}

/**
 * Returns when the next retry is due and which processes hold claims: if one of them dies, others find the incident by this.
 */
export function nextLook(
  parts: Parts,
  inHand: InHand,
  incident: Incident,
): { lookAt: Date | undefined; by: readonly string[] } {
  const now = parts.clock.now();
  const later = new Date(now.getTime() + lookAgainMs);
  const by = new Set<string>();
  const times = Object.values(incident.deliveries).flatMap((delivery): Date[] => {
    const standing = readiness(incident, delivery, now);
    // If its bundle has failed in any way, the delivery is still looked at again.
    if (standing === 'waiting' && isWaitingForBundle(delivery)) return [later];
    if (standing === 'later') return [dueAt(incident, delivery) ?? now];
    if (standing !== 'ready') return [];
    const { notBefore, claim } = delivery.progress;
    const claimer = claimerOf(delivery);
    if (claimer === undefined) return [notBefore && notBefore > now ? notBefore : now];
    by.add(claimer);
    return [claim?.until ?? later];
  });
  const first = times.length > 0 ? new Date(Math.min(...times.map(Number))) : undefined;
  return { lookAt: first, by: [...by] };

  function claimerOf({ id, progress: { claim } }: Delivery): string | undefined {
    if (inHand.has(keyOf(incident.id, id))) return parts.processes.name();
    return isClaimable(claim, parts) ? undefined : claim?.by;
  }
}

/** Groups deliveries by destination; those of one group go out in order. In a room the card comes first. */
export function byLane(incident: Incident, deliveries: readonly Delivery[]): readonly (readonly Delivery[])[] {
  const lanes = new Map<string, Delivery[]>();
  for (const delivery of [...deliveries].sort((a, b) => Number(b.kind === 'card') - Number(a.kind === 'card'))) {
    const name = lane(incident, delivery);
    lanes.set(name, [...(lanes.get(name) ?? []), delivery]);
  }
  return [...lanes.values()];
}

/** Returns the request for a permit; undefined for a delivery that goes to no chat of its own. */
export function permitFor(incident: Incident, delivery: Delivery): PermitRequest | undefined {
  const { kind, platform } = delivery;
  if (kind === 'held' || kind === 'events' || kind === 'event' || isNamedInBundle(delivery)) return undefined;
  // An invitation is no message, so messages in the room need not wait for it.
  const own = kind === 'members' ? delivery.id : lane(incident, delivery);
  return { platform, lane: own, rank: rank(incident, delivery) };
}

function rank({ severity }: Incident, { kind, progress }: Delivery): Rank {
  if (kind === 'page') return severity === 'sev1' ? 'urgent-page' : 'page';
  if (['announcement', 'notice', 'notices', 'members', 'room-name'].includes(kind)) return 'notice';
  return kind === 'card' && progress.ref ? 'edit' : 'card';
}
