import type { Incident } from '../incident.ts';
import type { Delivery } from './delivery.ts';
import { isInClosedRoom } from './pending.ts';

/** Of the messages to one address, the last few are edited as the incident changes; older ones stay as they are. */
export const mostEdited = 3;

/**
 * Returns the deliveries that need nothing more. They leave the incident with the next decision, so that their number
 * does not grow with its age. One that a process may be sending stays.
 */
export function finished(incident: Incident): readonly string[] {
  const all = Object.values(incident.deliveries);
  const edited = all.filter(isEdited).sort((a, b) => (b.call ?? 0) - (a.call ?? 0));
  const seen = new Map<string, number>();
  const older = edited.filter((one) => {
    const count = (seen.get(addressOf(one)) ?? 0) + 1;
    seen.set(addressOf(one), count);
    return count > mostEdited;
  });
  const left = [...older, ...all.filter((one) => isDone(incident, one))];
  return left.filter(({ progress }) => !progress.claim).map(({ id }) => id);
}

function isDone(incident: Incident, delivery: Delivery): boolean {
  const { kind, about, progress, epoch: asked } = delivery;
  const { shown, ref, dead } = progress;
  if (['members', 'room-name', 'card'].includes(kind) && isInClosedRoom(incident, delivery)) return true;
  if (kind === 'notice') return shown > 0 || dead?.dropped !== undefined || (about !== undefined && !dead);
  if (kind === 'event' || kind === 'announcement') return shown > 0 || dead?.dropped !== undefined;
  // Somebody took the incident before it went out.
  return kind === 'page' && shown === 0 && !ref && !dead && asked !== incident.epoch;
}

/** Pages, and the cards of channels that levels tell: each call makes a new one. */
function isEdited({ kind, call, progress }: Delivery): boolean {
  const settled = progress.shown > 0 || progress.dead !== undefined;
  return settled && call !== undefined && (kind === 'page' || kind === 'held' || kind === 'card');
}

function addressOf({ kind, platform, person, to }: Delivery): string {
  return JSON.stringify([kind, platform, person, to?.id]);
}
