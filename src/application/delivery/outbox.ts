import type { Incident } from '../../domain/incident/incident.ts';
import type { Platform } from '../../domain/people.ts';
import type { NotificationStore } from '../../ports/notifications.ts';
import { type BundleParts, createBundleOutbox } from './bundles/bundle-outbox.ts';
import { takeOverEach } from './claims.ts';
import { createDispatcher } from './dispatcher.ts';
import { createIncidentOutbox, type IncidentOutbox } from './incident-outbox.ts';
import { createNotificationOutbox, type NotificationOutbox } from './notification-outbox.ts';
import type { RateLimiter } from './rate-limits/rate-limiter.ts';

const batch = 1_000;
/** The most looks in one sweep at the work of one dead process; the rest waits for the next sweep. */
const mostLooks = 20;

/** Contains all messages to be sent: deliveries, which are stored in incidents, and notifications. */
export interface Outbox
  extends Pick<IncidentOutbox, 'send' | 'sendOverdue' | 'recheck' | 'isBusy'>,
    Pick<NotificationOutbox, 'notify' | 'revise'> {
  /**
   * Sends overdue messages and those of dead processes, except due deliveries of incidents, which `createSweep` finds.
   * Returns how many it looked at.
   */
  sweep(): Promise<number>;
  /** Sends the notifications that are due. */
  sweepNotifications(): Promise<number>;
  /** Returns how many messages this process is sending, for each platform. */
  inHand(): ReadonlyMap<Platform, number>;
  /** Starts nothing more. Deliveries that this process has claimed and not begun are released at once. */
  stop(): void;
  /** Settles when this process is sending nothing. */
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
    if (taken > 0) log.info({ taken }, 'took over the deliveries of dead processes');
    return taken;
  }

  async function takeOverIncidents(name: string): Promise<number> {
    const ids = await store.inHandOf(name, batch);
    const take = async (id: string) => {
      const incident: Incident | undefined = await store.load(id);
      if (incident) await incidents.sendOverdue(incident);
    };
    return takeOverEach(ids, take, log);
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
