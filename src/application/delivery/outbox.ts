import type { Incident } from '../../domain/incident/incident.ts';
import type { Platform } from '../../domain/people.ts';
import type { NotificationStore } from '../../ports/notifications.ts';
import { type BundleParts, createBundleOutbox } from './bundles/bundle-outbox.ts';
import { createDispatcher } from './dispatcher.ts';
import { createIncidentOutbox, type IncidentOutbox } from './incident-outbox.ts';
import { createNotificationOutbox, type NotificationOutbox } from './notification-outbox.ts';
import type { RateLimiter } from './rate-limiter.ts';

const batch = 1_000;
/** Looks of one sweep at what one process left: what is still to be taken over after them waits for the next. */
const mostLooks = 20;

/** All that waits to be sent: deliveries of incidents, which live in them, and notifications of their own. */
export interface Outbox
  extends Pick<IncidentOutbox, 'send' | 'sendOverdue' | 'recheck' | 'isBusy'>,
    Pick<NotificationOutbox, 'notify' | 'revise'> {
  /** Sends what is overdue, and what dead processes had in hand; deliveries of incidents that are due, `createSweep` finds. Returns how many it looked at. */
  sweep(): Promise<number>;
  /** Sends the notifications that are due. */
  sweepNotifications(): Promise<number>;
  /** How many messages this process has in hand for each platform. */
  inHand(): ReadonlyMap<Platform, number>;
  /** Begins nothing any more: what this process has claimed and not begun is free for others at once. */
  stop(): void;
  /** Settles when nothing is being sent from here. */
  idle(): Promise<void>;
}

interface OutboxParts extends BundleParts {
  readonly notifications: NotificationStore;
  readonly rateLimiter: RateLimiter;
}

export function createOutbox(parts: OutboxParts): Outbox {
  const { store, processes, log } = parts;
  const dispatcher = createDispatcher(parts);
  const bundles = createBundleOutbox(parts, dispatcher);
  const incidents = createIncidentOutbox({ ...parts, bundles }, dispatcher);
  const notifications = createNotificationOutbox({ ...parts, store: parts.notifications }, dispatcher);

  async function takeOverAll(): Promise<number> {
    let taken = 0;
    for (const name of processes.gone()) {
      for (let looks = 0; looks < mostLooks; looks += 1) {
        const found =
          (await takeOverIncidents(name)) + (await notifications.takeOver(name)) + (await bundles.takeOver(name));
        taken += found;
        if (found > 0) continue;
        await processes.forget(name);
        break;
      }
    }
    if (taken > 0) log.info({ taken }, 'took over what dead processes had in hand');
    return taken;
  }

  async function takeOverIncidents(name: string): Promise<number> {
    const ids = await store.inHandOf(name, batch);
    const take = async (id: string) => {
      const incident: Incident | undefined = await store.load(id);
      if (incident) await incidents.sendOverdue(incident);
    };
    await Promise.all(ids.map(take));
    return ids.length;
  }

  return {
    send: incidents.send,
    sendOverdue: incidents.sendOverdue,
    recheck: incidents.recheck,
    isBusy: incidents.isBusy,
    notify: notifications.notify,
    revise: notifications.revise,
    sweepNotifications: notifications.sweep,
    async sweep() {
      if (dispatcher.stopped) return 0;
      const looks = [takeOverAll(), notifications.sweep(), bundles.sweep(), incidents.sweep()];
      return (await Promise.all(looks)).reduce((sum: number, count) => sum + (count ?? 0), 0);
    },
    inHand: dispatcher.inHand,
    stop: dispatcher.stop,
    idle: dispatcher.idle,
  };
}
