import type { Incident } from '../incident.ts';
import type { Intent } from '../intent.ts';
import type { Delivery, Progress } from './delivery.ts';
import { hasFailed } from './give-up.ts';
import { failedBefore, isReplacement, isStillNeeded } from './pending.ts';

/** Deliveries whose failure is only in the log and the dead letters. */
const untold: ReadonlySet<Delivery['kind']> = new Set(['announcement', 'notices', 'notice', 'events', 'event']);

/**
 * Returns the events of a delivery that was sent or given up. A given-up room line or event is only in the log and the
 * dead letters: to report it in the room or to the sink would need another delivery there, and so on.
 */
export function consequences(incident: Incident, delivery: Delivery, progress: Progress, now: Date): Intent[] {
  const { id, kind, platform, person } = delivery;
  const neverSent = delivery.progress.shown === 0;
  // People who are not in the room have the page, with a link to the room.
  if (kind === 'members' || kind === 'room-name') return [];
  // The timeline already has the closing of the room.
  if (isReplacement(delivery)) return [];
  // What is edited because somebody took the incident tells nobody anything about its way.
  if (kind === 'page' && neverSent && delivery.progress.ref && !isStillNeeded(incident, delivery)) return [];
  // A page that cannot be edited did arrive; a card that cannot be edited is wrong from now on.
  if (progress.dead && (neverSent || kind === 'card') && !untold.has(kind)) {
    const { reason } = progress.dead;
    return [{ type: 'give-up', delivery: id, platform, reason, ...(person && { person }) }];
  }
  if (kind === 'page' && neverSent && progress.needsRepair && !delivery.progress.needsRepair) {
    const reason = progress.lastFailure ?? '';
    return [{ type: 'give-up', delivery: id, platform, reason, retried: true, ...(person && { person }) }];
  }
  const isFirst = kind === 'page' && neverSent && progress.shown > 0;
  if (isFirst && person && progress.ref?.reachedNobody && isLastWay(incident, delivery))
    return [{ type: 'give-up', delivery: id, platform, reason: 'no-browser', person }];
  const failed = isFirst ? failedBefore(incident, delivery, now).map((way) => way.platform) : [];
  return person && failed.length > 0 ? [{ type: 'reroute', person, from: failed, to: platform }] : [];
}

/** Returns whether every other way of this page has failed, so that the person knows of nothing. */
function isLastWay({ deliveries }: Incident, { id, person, call }: Delivery): boolean {
  const ways = Object.values(deliveries).filter(
    (other) => other.kind === 'page' && other.id !== id && other.person === person && other.call === call,
  );
  return ways.every(hasFailed);
}
