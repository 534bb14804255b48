import { addressKey } from '../../domain/address.ts';
import type { Progress } from '../../domain/incident/deliveries/delivery.ts';
import type { Platform } from '../../domain/people.ts';
import { type Chat, DeliveryFailed } from '../../ports/chat.ts';
import type { Message } from '../../ports/message.ts';
import type { Notification, NotificationRequest, NotificationStore } from '../../ports/notifications.ts';
import type { Clock, Log } from '../../ports/runtime.ts';
import type { Metrics } from '../../ports/telemetry/metrics.ts';
import type { Processes } from '../runtime/process-liveness.ts';
import { attempt } from './attempt.ts';
import { isClaimable, keptOf, lookAgainMs, takeOverEach, triedSince } from './claims.ts';
import type { Dispatcher, Job } from './dispatcher.ts';
import { untilKept } from './until-kept.ts';

const batch = 200;
/** A process that died while it sent did so within this time, unless all processes were away for longer. */
const lookBackMs = 3_600_000;

/** Sends messages that belong to no incident, and that must arrive even if a chat, a process or the database fails. */
export interface NotificationOutbox {
  /** Stores the notifications, then sends them in the background. A repeated request sends nothing again. */
  notify(notifications: readonly NotificationRequest[]): Promise<void>;
  /**
   * Replaces the message of a notification: edits it if it was sent, else sends the new one. False: there is no such
   * notification.
   */
  revise(id: string, message: Message): Promise<boolean>;
  /** Sends overdue notifications. Returns how many it looked at. */
  sweep(): Promise<number>;
  /** Sends the notifications that a dead process had claimed. Returns how many there were. */
  takeOver(process: string): Promise<number>;
}

interface NotificationParts {
  readonly store: NotificationStore;
  readonly chats: ReadonlyMap<Platform, Chat>;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Pick<Metrics, 'deliveryAttempted'>;
  readonly processes: Processes;
}

export function createNotificationOutbox(parts: NotificationParts, dispatcher: Dispatcher): NotificationOutbox {
  const { store, clock } = parts;

  function send(id: string): void {
    if (!dispatcher.stopped) dispatcher.run(() => look(id), { notification: id });
  }

  async function look(id: string): Promise<void> {
    const notification = await store.load(id);
    if (!notification || dispatcher.has(keyOf(id))) return;
    const { progress, revision } = notification;
    if (progress.dead || progress.shown >= revision || !isClaimable(progress.claim, parts)) return;
    const now = clock.now();
    const notBefore = waitsUntil(notification, now);
    const settled = isTooLate(notification, now) ? tooLate(notification, now) : notBefore && { ...progress, notBefore };
    if (!settled)
      return dispatcher.dispatch([notificationJob(parts, notification)], { notification: id }, () => look(id));
    const by = await parts.processes.register();
    if (await store.claim(notification, by, now)) await store.record(notification, settled, by);
  }

  return {
    async notify(notifications) {
      await store.put(notifications, clock.now());
      for (const { id } of notifications) send(id);
    },
    async revise(id, message) {
      const known = await store.revise(id, message, clock.now());
      if (known) send(id);
      return known;
    },
    async sweep() {
      const due = await store.due(clock.now(), batch);
      for (const id of due) send(id);
      return due.length;
    },
    async takeOver(process) {
      const left = await store.inHandOf(process, batch);
      return takeOverEach(left, look, parts.log);
    },
  };
}

function keyOf(id: string): string {
  return `notification/${id}`;
}

/** Returns the job of a notification. */
function notificationJob(parts: NotificationParts, first: Notification): Job {
  const { store, clock, processes } = parts;
  const { id, to } = first;
  let claimed: string | undefined;
  const kept = keptOf(first.progress, processes, askedAt(parts, first));

  async function claim(seen: Notification): Promise<boolean> {
    const standing = seen.progress.claim;
    if (claimed !== undefined && claimed === standing?.by && claimed === processes.name()) return true;
    if (!isClaimable(standing, parts)) return false;
    const by = await processes.register();
    const won = await store.claim(seen, by, new Date(clock.now().getTime() + lookAgainMs), kept);
    claimed = won ? by : undefined;
    return won && processes.name() === by;
  }

  return {
    key: keyOf(id),
    permit: {
      platform: to.platform,
      lane: addressKey(to.platform, `${to.kind}:${to.id}`),
      rank: first.progress.shown > 0 ? 'edit' : 'card',
    },
    claim: () => claim(first),
    async unclaim() {
      const progress = { ...first.progress, ...kept, notBefore: clock.now() };
      if (claimed !== undefined) await store.record(first, progress, claimed);
    },
    async send(isFresh, sent) {
      const seen = isFresh ? first : await store.load(id);
      if (!seen || seen.progress.dead || seen.progress.shown >= seen.revision || !(await claim(seen))) return;
      const about = { notification: id };
      const result = await attempt(parts, seen.progress, about, () => deliver(parts, seen));
      sent();
      parts.metrics.deliveryAttempted({
        platform: to.platform,
        kind: 'notification',
        result: result.progress.dead ? 'gave-up' : 'failed' in result ? 'failed' : 'delivered',
      });
      const claimer = 'failed' in result ? claimed : undefined;
      await untilKept(async () => void (await store.record(seen, result.progress, claimer)));
    },
  };
}

async function deliver(parts: NotificationParts, notification: Notification): Promise<{ readonly progress: Progress }> {
  const { chats, processes } = parts;
  const { id, to, message, revision, progress } = notification;
  // One that is there, and whose reader was not told everywhere yet, is sent again under the same key.
  const ref = progress.shown > 0 ? progress.ref : undefined;
  const chat = chats.get(to.platform);
  if (!chat) throw new DeliveryFailed(`${to.platform} is not set up any more`, 'never');
  if (ref) await chat.update(ref, message);
  // The key is the one of earlier versions, so that a repeat is recognized across an update.
  const tried = triedSince(progress, processes, askedAt(parts, notification));
  const sent = ref ?? (await chat.send(to, message, `letter/${id}`, tried));
  return { progress: { shown: revision, ref: sent, failures: 0 } };
}

/** Returns a time before which the message was hardly sent. */
function askedAt({ clock }: NotificationParts, { notBefore }: Notification): Date {
  return notBefore ?? new Date(clock.now().getTime() - lookBackMs);
}

/** Returns the later of the notification's own start and its next try, if that is in the future. */
function waitsUntil({ notBefore, progress }: Notification, now: Date): Date | undefined {
  const times = [progress.shown === 0 ? notBefore : undefined, progress.notBefore];
  return times.find((time) => time !== undefined && time > now);
}

function isTooLate({ progress, until }: Notification, now: Date): boolean {
  return progress.shown === 0 && until !== undefined && until <= now;
}

/** Returns a dead letter if the notification was tried in time and failed. A notification that only expired is no failure. */
function tooLate({ progress }: Notification, now: Date): Progress {
  const { claim: _dropped, notBefore: _was, ...rest } = progress;
  if (progress.failures === 0) return rest;
  return { ...rest, dead: { reason: progress.lastFailure ?? '', because: 'late', at: now } };
}
