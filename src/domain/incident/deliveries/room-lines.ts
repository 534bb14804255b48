import type { IncidentEvent } from '../events.ts';
import type { Incident } from '../incident.ts';
import type { Delivery } from './delivery.ts';

/** The card says the first, the page that comes with it the second, and who reads the room sees the others, or need not know. */
const untold: ReadonlySet<IncidentEvent['type']> = new Set([
  'declared',
  'escalated',
  'room-opened',
  'room-closed',
  'reminder-deferred',
  'bundled',
]);

/** Whether an incident's room is told of this. */
export function isRoomLine({ type }: IncidentEvent): boolean {
  return !untold.has(type);
}

/** One message holds so many lines at most, if its platform lets it. */
export const mostTogether = 20;

/** Lines that were given up stay apart from those that follow; with so many of them in one room, the room itself is given up. */
export const mostGivenUp = 5;

export function givenUpLines({ deliveries }: Incident, { platform }: Delivery): number {
  return Object.values(deliveries).filter((one) => one.kind === 'notice' && one.platform === platform).length;
}

/** What becomes of lines that are given up: a delivery of their own, so that those which follow are told all the same. */
export function givenUp({ platform, progress }: Delivery, failed: Delivery['progress']): Delivery {
  const call = progress.shown + 1;
  const { upTo = call, shown: _cursor, ref: _last, claim: _claim, ...rest } = failed;
  return { id: `notice-${call}-${platform}`, kind: 'notice', platform, call, upTo, progress: { ...rest, shown: 0 } };
}
