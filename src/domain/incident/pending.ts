import { type Address, placeKey } from '../place.ts';
import type { Delivery } from './delivery.ts';
import type { Incident } from './incident.ts';

/** What stands before a delivery: nothing, another delivery, or that it has become pointless. */
export type Readiness = 'ready' | 'waiting' | 'done' | 'pointless';

/**
 * Whether this delivery is to be made now, as far as the incident itself can say; claims and retries apart.
 *
 * - A card or page is done when it shows the incident's revision, a room or notice when it has been made once.
 * - A page that has not gone out is pointless once somebody took the incident: nobody is paged for what is taken.
 * - What goes into a room waits for the room; what hangs under a card waits for the card.
 */
export function readiness(incident: Incident, delivery: Delivery): Readiness {
  const { shown, dead } = delivery.progress;
  if (dead) return 'pointless';
  switch (delivery.kind) {
    case 'card':
      return shown >= incident.revision ? 'done' : 'ready';
    case 'page':
      if (shown === 0)
        return delivery.epoch === incident.epoch && incident.state !== 'resolved' ? 'ready' : 'pointless';
      return shown >= incident.revision ? 'done' : 'ready';
    case 'room':
      if (shown > 0 || roomOn(incident, delivery)) return 'done';
      if (incident.state === 'resolved') return 'pointless';
      return cardSettled(incident, delivery) ? 'ready' : 'waiting';
    case 'notice': {
      if (shown > 0) return 'done';
      if (roomOn(incident, delivery)) return 'ready';
      const room = incident.deliveries[`room-${delivery.platform}`];
      return !room || readiness(incident, room) === 'pointless' ? 'pointless' : 'waiting';
    }
    default:
      return delivery.kind satisfies never;
  }
}

/** Where it goes: its own address, or the incident's room on its platform. Undefined while there is none. */
export function destination(incident: Incident, delivery: Delivery): Address | undefined {
  return delivery.kind === 'notice' ? roomOn(incident, delivery)?.address : delivery.to;
}

/** Deliveries with the same lane are made one after another, so that a room reads in the order of what happened. */
export function lane(incident: Incident, delivery: Delivery): string {
  const to = destination(incident, delivery);
  return to ? placeKey(delivery.platform, `${to.kind}:${to.id}`) : delivery.id;
}

function roomOn(incident: Incident, { platform }: Delivery) {
  return incident.rooms.find((room) => room.platform === platform);
}

/** The card under which a room may hang has been posted, or never will be. */
function cardSettled(incident: Incident, { platform }: Delivery): boolean {
  const card = incident.deliveries[`card-${platform}`];
  return !card || card.progress.shown > 0 || card.progress.dead !== undefined;
}
