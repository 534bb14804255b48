import type { Incident } from '../incident.ts';
import type { Delivery, Progress } from './delivery.ts';
import { isInClosedRoom, isReplacement, readiness } from './pending.ts';

type Dead = NonNullable<Progress['dead']>;

/** A delivery that was given up, and that somebody should know of. */
export interface DeadDelivery extends Delivery {
  readonly progress: Progress & { readonly dead: Dead };
}

/**
 * What was given up and has neither been tried again nor dropped, in the order in which it was asked for. A page or
 * notice that did arrive and only cannot be edited any more is not lost; a card that cannot is wrong from now on.
 */
export function deadDeliveries(incident: Incident): readonly DeadDelivery[] {
  // What a closed room leaves is in the timeline: nothing can be sent again there.
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

/** What is to become of the lost deliveries of one incident: of each the next progress. */
export interface SecondTry {
  /** To be sent, as if nothing had failed yet. */
  readonly again: ReadonlyMap<string, Progress>;
  /** Nobody needs it any more, such as a page for what somebody has taken since. */
  readonly pointless: ReadonlyMap<string, Progress>;
}

/** @param now when those that have become pointless leave the list */
export function tryAgain(incident: Incident, now: Date): SecondTry {
  const dead = deadDeliveries(incident);
  const revived = dead.map((delivery) => ({ ...delivery, progress: fresh(delivery.progress) }));
  // Looked at together: a notice that waits for a lost room waits again once the room is tried again.
  const deliveries = { ...incident.deliveries, ...Object.fromEntries(revived.map((one) => [one.id, one])) };
  const needed = (one: Delivery) => !['pointless', 'done'].includes(readiness({ ...incident, deliveries }, one, now));
  return {
    again: new Map(revived.filter(needed).map(({ id, progress }) => [id, progress])),
    pointless: new Map(
      dead.filter((_, index) => !needed(revived[index]!)).map(({ id, progress }) => [id, dropped(progress, now)]),
    ),
  };
}

/** It stays given up and leaves the list. */
export function dropped(progress: DeadDelivery['progress'], now: Date): Progress {
  return { ...progress, dead: { ...progress.dead, dropped: now } };
}

function fresh({ shown, ref }: Progress): Progress {
  return { shown, ...(ref && { ref }), failures: 0 };
}
