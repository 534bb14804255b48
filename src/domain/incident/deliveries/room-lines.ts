import type { IncidentEvent } from '../events.ts';
import type { Incident } from '../incident.ts';
import type { Delivery } from './delivery.ts';

/** Events without a line: the card or a page shows them, or the people in the room see them, or need not know. */
const untold: ReadonlySet<IncidentEvent['type']> = new Set([
  'declared',
  'escalated',
  'room-opened',
  'room-closed',
  'reminder-deferred',
  'bundled',
]);

/** Returns whether the event has a line in the incident's room. */
export function isRoomLine({ type }: IncidentEvent): boolean {
  return !untold.has(type);
}

/** One message holds so many lines, if the platform allows it. */
export const mostTogether = 20;

/** Lines that were given up stay apart from those that follow. After so many of them, the room itself is given up. */
export const mostGivenUp = 5;

export function givenUpLines({ deliveries }: Incident, { platform }: Delivery): number {
  return Object.values(deliveries).filter((one) => one.kind === 'notice' && one.platform === platform).length;
}

/** Returns the dead letter of lines that were given up, so that the lines after them are still sent. */
export function givenUp({ platform, progress }: Delivery, failed: Delivery['progress']): Delivery {
  const call = progress.shown + 1;
  const { upTo = call, shown: _cursor, ref: _last, claim: _claim, ...rest } = failed;
  return { id: `notice-${call}-${platform}`, kind: 'notice', platform, call, upTo, progress: { ...rest, shown: 0 } };
}
