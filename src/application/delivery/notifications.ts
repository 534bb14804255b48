import { accountOf } from '../../domain/directory.ts';
import type { Progress } from '../../domain/incident/deliveries/delivery.ts';
import { pageSteps } from '../../domain/paging.ts';
import type { Person, Platform } from '../../domain/people.ts';
import type { Address } from '../../domain/place.ts';
import { type ChatAdapter, DeliveryFailed, directTo } from '../../ports/chat.ts';
import type { Message } from '../../ports/message.ts';
import type { Notification, NotificationRequest, NotificationStore } from '../../ports/notifications.ts';
import type { Clock, Log } from '../../ports/runtime.ts';
import { nextTry } from './retry.ts';
import { untilKept } from './until-kept.ts';

/** A sender that has taken a notification and says nothing for so long is taken for dead, and another takes it over. */
const claimMs = 30_000;
const batch = 200;
/** Sweeps are two seconds apart, so a notification that is revised without end is left for the next one. */
const mostAtOnce = 10;

export interface Post {
  /** Keeps them, then sends them from here without being waited for. Asked for again, they are sent no second time. */
  post(notifications: readonly NotificationRequest[]): Promise<void>;
  /** Gives a notification another message: edited where it was sent, sent so where it was not. False: there is no such notification. */
  revise(id: string, message: Message): Promise<boolean>;
  /** Sends what is overdue: retries whose time has come, notifications whose sender died. Returns how many it looked at. */
  sweep(): Promise<number>;
  /** Settles when nothing is being sent from here. */
  idle(): Promise<void>;
}

interface PostParts {
  readonly store: NotificationStore;
  readonly chats: ReadonlyMap<Platform, ChatAdapter>;
  readonly clock: Clock;
  readonly log: Log;
  /** This process, as it signs what it has taken to send. */
  readonly self: string;
}

/** Messages that are to arrive although a chat, a process or the database goes away, and that belong to no incident. */
export function createPost({ store, chats, clock, log, self }: PostParts): Post {
  const running = new Set<Promise<void>>();

  function send(id: string): void {
    const work: Promise<void> = sendUntilSettled(id)
      .catch((err: unknown) =>
        log.error({ err, notification: id }, 'Sending a letter stopped short; the sweep goes on with it'),
      )
      .finally(() => running.delete(work));
    running.add(work);
  }

  /** What was revised while it was being sent is edited right after. */
  async function sendUntilSettled(id: string): Promise<void> {
    for (let times = 0; times < mostAtOnce; times += 1) if (!(await sendOne(id))) return;
  }

  /** @returns whether there may be more to do at once */
  async function sendOne(id: string): Promise<boolean> {
    const notification = await store.load(id);
    if (!notification) return false;
    const now = clock.now();
    const { shown, dead, failures } = notification.progress;
    if (dead || shown >= notification.revision) return false;
    const claim = { by: self, until: new Date(now.getTime() + claimMs), now };
    if (!(await store.claim(notification, claim))) return false;
    if (shown === 0 && notification.until && notification.until <= now) {
      await store.mark(notification, failures > 0 ? tooLate(notification, now) : withoutClaim(notification.progress));
      return false;
    }
    const notBefore = waitsUntil(notification, now);
    if (notBefore) {
      await store.mark(notification, { ...notification.progress, notBefore });
      return false;
    }
    const progress = await attempt(notification);
    await untilKept(() => store.mark(notification, progress));
    return progress.shown === notification.revision;
  }

  async function attempt(notification: Notification): Promise<Progress> {
    try {
      const chat = chats.get(notification.to.platform);
      if (!chat) throw new DeliveryFailed(`${notification.to.platform} is not set up any more`, 'never');
      const { ref } = notification.progress;
      if (ref) await chat.update(ref, notification.message);
      const sent = ref ?? (await chat.send(notification.to, notification.message, `letter/${notification.id}`));
      return { shown: notification.revision, ref: sent, failures: 0 };
    } catch (err) {
      const failure = err instanceof DeliveryFailed ? err : new DeliveryFailed(`Unexpected: ${String(err)}`, 'soon');
      const progress = nextTry(withoutClaim(notification.progress), failure, clock.now());
      log.warn(
        { notification: notification.id, reason: failure.message, again: progress.notBefore, gaveUp: !!progress.dead },
        'A letter failed',
      );
      return progress;
    }
  }

  return {
    async post(notifications) {
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
    async idle() {
      while (running.size > 0) await Promise.all(running);
    },
  };
}

/**
 * Where somebody gets what is not urgent: on the ways that they are paged by first. Empty: there is no way to them.
 * @param platforms those that are set up
 */
export function addressesOf(person: Person, platforms: readonly Platform[]): Address[] {
  const [first, ...later] = pageSteps(person, 'sev4', platforms);
  const steps = first ? [first, ...later.filter(({ afterMs }) => afterMs === first.afterMs)] : [];
  return steps.flatMap(({ by }) => {
    const account = accountOf(person, by);
    return account === undefined ? [] : [directTo(by, account)];
  });
}

/** The time that has not come yet: of the notification itself, or of the next try. */
function waitsUntil({ notBefore, progress }: Notification, now: Date): Date | undefined {
  const times = [progress.shown === 0 ? notBefore : undefined, progress.notBefore];
  return times.find((time) => time !== undefined && time > now);
}

function withoutClaim({ claim: _held, notBefore: _was, ...rest }: Progress): Progress {
  return rest;
}

/** It was tried in time, and did not get through. */
function tooLate({ progress }: Notification, now: Date): Progress {
  const reason = `It was not delivered in time${progress.lastFailure ? `: ${progress.lastFailure}` : ''}`;
  return { ...withoutClaim(progress), dead: { reason, at: now } };
}
