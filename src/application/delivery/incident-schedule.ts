import { isNamedInBundle, isWaitingForBundle } from '../../domain/incident/bundles/stands-for.ts';
import type { Delivery } from '../../domain/incident/deliveries/delivery.ts';
import { dueAt, lane, readiness } from '../../domain/incident/deliveries/pending.ts';
import type { Incident } from '../../domain/incident/incident.ts';
import type { Clock } from '../../ports/runtime.ts';
import type { Processes } from '../runtime/process-liveness.ts';
import { isClaimable, lookAgainMs } from './claims.ts';
import type { Dispatcher } from './dispatcher.ts';
import type { PermitRequest, Rank } from './rate-limiter.ts';

interface Parts {
  readonly clock: Clock;
  readonly processes: Processes;
}
type InHand = Pick<Dispatcher, 'has'>;

/** Names a delivery of an incident in this process. */
export function keyOf(incident: string, delivery: string): string {
  return `${incident}/${delivery}`;
}

/** The deliveries that are ready now, not in hand here, and not claimed by another process that lives. */
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

/** When the earliest retry is due, and who has what in hand: should one of them die, others find it by that. */
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
    // Whatever went wrong with its bundle, it is looked at again.
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

/** What goes to one destination goes one after another. A room begins with its card: what is told in it comes below. */
export function byLane(incident: Incident, deliveries: readonly Delivery[]): readonly (readonly Delivery[])[] {
  const lanes = new Map<string, Delivery[]>();
  for (const delivery of [...deliveries].sort((a, b) => Number(b.kind === 'card') - Number(a.kind === 'card'))) {
    const name = lane(incident, delivery);
    lanes.set(name, [...(lanes.get(name) ?? []), delivery]);
  }
  return [...lanes.values()];
}

/** What the delivery waits for before it is sent; undefined for what goes to no chat of its own. */
export function permitFor(incident: Incident, delivery: Delivery): PermitRequest | undefined {
  const { kind, platform } = delivery;
  if (kind === 'held' || kind === 'events' || kind === 'event' || isNamedInBundle(delivery)) return undefined;
  // Bringing somebody in is no message: it keeps none waiting in the room.
  const own = kind === 'members' ? delivery.id : lane(incident, delivery);
  return { platform, lane: own, rank: rank(incident, delivery) };
}

function rank({ severity }: Incident, { kind, progress }: Delivery): Rank {
  if (kind === 'page') return severity === 'sev1' ? 'urgent-page' : 'page';
  if (['announcement', 'notice', 'notices', 'members', 'room-name'].includes(kind)) return 'notice';
  return kind === 'card' && progress.ref ? 'edit' : 'card';
}
