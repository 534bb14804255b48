import {
  type DeadDelivery,
  deadDeliveries,
  dropped,
  tryAgain,
} from '../../domain/incident/deliveries/dead-deliveries.ts';
import type { Progress } from '../../domain/incident/deliveries/delivery.ts';
import type { Incident } from '../../domain/incident/incident.ts';
import { retried } from '../../lib/retried.ts';
import { StaleIncident } from '../../ports/incidents.ts';
import type { DeadLetters, Notification } from '../../ports/notifications.ts';
import { type DeadLetter, progressOf } from '../../views/admin/dead-letters.ts';
import type { World } from '../world.ts';

/** The most incidents, and the most notifications, that one command handles. */
const mostAtOnce = 200;
const perPage = 15;

/** The dead letters to handle: all, the messages that belong to no incident, or those of one incident. */
export type WhichDead = 'all' | 'letters' | { readonly incident: number };

type Parts = Pick<World, 'store' | 'clock' | 'outbox'> & { readonly deadLetters: DeadLetters };

/** Returns the dead letters, the latest first. @param page from 1 */
export async function listDead(
  deadLetters: DeadLetters,
  page: number,
): Promise<{ items: readonly DeadLetter[]; more: boolean }> {
  const limit = page * perPage + 1;
  const all = await deadSince(deadLetters, { limit });
  return { items: all.slice((page - 1) * perPage, page * perPage), more: all.length > page * perPage };
}

/**
 * Returns dead letters since `since` (always, when absent), the latest first, of at most `limit` incidents and `limit`
 * notifications.
 */
export async function deadSince(
  deadLetters: DeadLetters,
  query: { readonly limit: number; readonly since?: Date },
): Promise<readonly DeadLetter[]> {
  const [incidents, notifications] = await Promise.all([
    deadLetters.incidents(query),
    deadLetters.notifications(query),
  ]);
  const since = query.since ?? new Date(0);
  return [
    ...incidents.flatMap((incident) => deadDeliveries(incident).map((delivery) => ({ incident, delivery }))),
    ...notifications.flatMap((notification) => (isDead(notification) ? [{ notification }] : [])),
  ]
    .filter((one) => progressOf(one).dead.at >= since)
    .sort((a, b) => progressOf(b).dead.at.getTime() - progressOf(a).dead.at.getTime());
}

/**
 * Sends dead letters again, as if they had not been tried yet; a message that is no longer needed leaves the list instead.
 * Of several calls at once, only one has an effect on each message.
 * @returns `more` when there were more than one call handles
 */
export async function retryDead(
  parts: Parts,
  which: WhichDead,
): Promise<{ again: number; pointless: number; more: boolean }> {
  let [again, pointless] = [0, 0];
  const more = await each(parts, which, {
    async incident(incident, now) {
      const next = tryAgain(incident, now);
      if (!(await parts.deadLetters.settleIncident(incident, new Map([...next.again, ...next.pointless]), now)))
        return false;
      again += next.again.size;
      pointless += next.pointless.size;
      const current = next.again.size > 0 && (await parts.store.load(incident.id));
      if (current) parts.outbox.send(current, new Set());
      return true;
    },
    async notification(notification, now) {
      const tooLate =
        notification.progress.shown === 0 && notification.until !== undefined && notification.until <= now;
      const settled = await parts.deadLetters.settleNotification(
        notification,
        tooLate ? done(notification) : fresh(notification),
        now,
      );
      if (settled && tooLate) pointless += 1;
      else if (settled) again += 1;
      return settled;
    },
  });
  await parts.outbox.sweepNotifications();
  return { again, pointless, more };
}

/** Removes dead letters from the list for good: they are not sent any more. */
export async function dropDead(parts: Parts, which: WhichDead): Promise<{ dropped: number; more: boolean }> {
  let count = 0;
  const more = await each(parts, which, {
    async incident(incident, now) {
      const next = new Map(deadDeliveries(incident).map(({ id, progress }) => [id, dropped(progress, now)]));
      if (!(await parts.deadLetters.settleIncident(incident, next, now))) return false;
      count += next.size;
      return true;
    },
    async notification(notification, now) {
      const settled = await parts.deadLetters.settleNotification(notification, done(notification), now);
      if (settled) count += 1;
      return settled;
    },
  });
  return { dropped: count, more };
}

type DeadLetterOnly = Notification & { readonly progress: DeadDelivery['progress'] };

interface Settling {
  /** Each returns false when another process has written meanwhile. */
  incident(incident: Incident, now: Date): Promise<boolean>;
  notification(notification: DeadLetterOnly, now: Date): Promise<boolean>;
}

/** @returns whether there were more than are handled at once */
async function each({ deadLetters, clock }: Parts, which: WhichDead, settling: Settling): Promise<boolean> {
  const now = clock.now();
  const limit = mostAtOnce + 1;
  const one = typeof which === 'object' ? await deadLetters.incident(which.incident) : undefined;
  const incidents = which === 'all' ? await deadLetters.incidents({ limit }) : one ? [one] : [];
  const notifications = which === 'all' || which === 'letters' ? await deadLetters.notifications({ limit }) : [];
  await Promise.all([
    ...incidents.slice(0, mostAtOnce).map((first) =>
      retried(async (attempt) => {
        const seen = attempt === 1 ? first : await deadLetters.incident(first.number);
        if (seen && !(await settling.incident(seen, now))) throw new StaleIncident(seen.id);
      }),
    ),
    // When another call was first with a notification, the request is done.
    ...notifications
      .slice(0, mostAtOnce)
      .map((notification) => isDead(notification) && settling.notification(notification, now)),
  ]);
  return incidents.length > mostAtOnce || notifications.length > mostAtOnce;
}

function isDead(notification: Notification): notification is DeadLetterOnly {
  return notification.progress.dead !== undefined;
}

function fresh({ progress: { shown, ref } }: Notification): Progress {
  return { shown, ...(ref && { ref }), failures: 0 };
}

/** Returns the progress of a notification that counts as sent: only a later revision is sent. */
function done({ revision, progress: { ref } }: Notification): Progress {
  return { shown: revision, ...(ref && { ref }), failures: 0 };
}
