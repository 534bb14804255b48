import type { Incident } from '../incident.ts';
import type { Intent } from '../intent.ts';
import type { Delivery, Progress } from './delivery.ts';
import { failedBefore, isReplacement } from './pending.ts';

/** What is told in the log and the dead letters alone when it is given up. */
const untold: ReadonlySet<Delivery['kind']> = new Set(['announcement', 'notices', 'notice', 'events', 'event']);

/**
 * What the incident has to know of a delivery that was just made, or given up.
 *
 * A notice that is given up is told nowhere but in the log and the dead letters: to tell it would take another notice,
 * into the same room, and so on for ever. So it is with an event sink, to which that would be one more event.
 */
export function consequences(incident: Incident, delivery: Delivery, progress: Progress, now: Date): Intent[] {
  const { id, kind, platform, person } = delivery;
  const neverSent = delivery.progress.shown === 0;
  // Whoever is not in the room has the page, and a link to it.
  if (kind === 'members' || kind === 'room-name') return [];
  // The timeline says already that the room was closed.
  if (isReplacement(delivery)) return [];
  // A page that cannot be edited any more did arrive; a card that cannot is wrong from now on.
  if (progress.dead && (neverSent || kind === 'card') && !untold.has(kind)) {
    const { reason } = progress.dead;
    return [{ type: 'give-up', delivery: id, platform, reason, ...(person && { person }) }];
  }
  if (kind === 'page' && neverSent && progress.needsRepair && !delivery.progress.needsRepair) {
    const reason = progress.lastFailure ?? '';
    return [{ type: 'give-up', delivery: id, platform, reason, retried: true, ...(person && { person }) }];
  }
  const isFirst = kind === 'page' && neverSent && progress.shown > 0;
  const failed = isFirst ? failedBefore(incident, delivery, now).map((way) => way.platform) : [];
  return person && failed.length > 0 ? [{ type: 'reroute', person, from: failed, to: platform }] : [];
}
