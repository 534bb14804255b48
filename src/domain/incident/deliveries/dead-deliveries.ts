import type { Incident } from '../incident.ts';
import type { Delivery, Progress } from './delivery.ts';
import { isInClosedRoom, isReplacement, readiness } from './pending.ts';

type Dead = NonNullable<Progress['dead']>;

/** A dead letter: a delivery that was given up. */
export interface DeadDelivery extends Delivery {
  readonly progress: Progress & { readonly dead: Dead };
}

/**
 * Returns the dead letters of an incident that were neither retried nor dropped, in the order of their events. A page
 * or room line that arrived and only cannot be edited is not one; a card that cannot be edited is.
 */
export function deadDeliveries(incident: Incident): readonly DeadDelivery[] {
  // Deliveries for a closed room are in the timeline, and cannot be sent there again.
  return Object.values(incident.deliveries)
    .filter(isDeadLetter)
    .filter((one) => !isReplacement(one) && !isInClosedRoom(incident, one));
}

function isDeadLetter(delivery: Delivery): delivery is DeadDelivery {
  const { dead, shown } = delivery.progress;
  return (
    dead !== undefined &&
    dead.dropped === undefined &&
    (shown === 0 || ['card', 'events', 'notices'].includes(delivery.kind))
  );
}

/** The retry of the dead letters of one incident, with the next progress of each. */
export interface SecondTry {
  /** Sent again, as if nothing had failed. */
  readonly again: ReadonlyMap<string, Progress>;
  /** Not needed any more, such as a page for an incident that somebody has taken. */
  readonly pointless: ReadonlyMap<string, Progress>;
}

/** @param now when those that have become pointless leave the list */
export function tryAgain(incident: Incident, now: Date): SecondTry {
  const dead = deadDeliveries(incident);
  const revived = dead.map((delivery) => ({ ...delivery, progress: fresh(delivery.progress) }));
  // All together: a room line waits for its room again once the room is retried.
  const deliveries = { ...incident.deliveries, ...Object.fromEntries(revived.map((one) => [one.id, one])) };
  const needed = (one: Delivery) => !['pointless', 'done'].includes(readiness({ ...incident, deliveries }, one, now));
  return {
    again: new Map(revived.filter(needed).map(({ id, progress }) => [id, progress])),
    pointless: new Map(
      dead.filter((_, index) => !needed(revived[index]!)).map(({ id, progress }) => [id, dropped(progress, now)]),
    ),
  };
}

/** Drops a dead letter: it stays given up and leaves the list. */
export function dropped(progress: DeadDelivery['progress'], now: Date): Progress {
  return { ...progress, dead: { ...progress.dead, dropped: now } };
}

function fresh({ shown, ref }: Progress): Progress {
  return { shown, ...(ref && { ref }), failures: 0 };
}
