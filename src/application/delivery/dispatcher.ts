import type { Platform } from '../../domain/people.ts';
import type { Log } from '../../ports/runtime.ts';
import { createFailureLog } from '../runtime/failure-log.ts';
import type { Permit, PermitRequest, RateLimiter } from './rate-limiter.ts';
import { createShutdownWait } from './shutdown-wait.ts';

/** A delivery that this process has in hand: how it is claimed, sent and let go. */
export interface Job {
  /** Names it in this process. */
  readonly key: string;
  /** Absent: it goes to no chat, and waits for none. */
  readonly permit: PermitRequest | undefined;
  /**
   * Absent: it always waits for its permit. Called when that would take too long. False: it waits all the same; true: it is
   * done here, for something else stands for it.
   */
  joinBundle?(): Promise<boolean>;
  /** Claims it before it waits for long for its permit. False: it is another's by now, or nobody needs it. */
  claim(): Promise<boolean>;
  /** Sends it and writes down the result. `isFresh`: no time has passed since it was taken in hand. Calls `sent` when it has gone out. */
  send(isFresh: boolean, sent: () => void): Promise<void>;
  /** Gives up its claim, if it has one: this process is to stop. */
  unclaim(): Promise<void>;
}

export interface Dispatcher {
  has(key: string): boolean;
  /** How many deliveries this process has in hand for each platform, whether they are sent or wait for their permit. */
  inHand(): ReadonlyMap<Platform, number>;
  /** Takes these in hand at once, sends them one after another when `ready` settles, then runs `after`. */
  dispatch(lane: readonly Job[], about: object, after: () => Promise<void>, ready?: Promise<void>): void;
  /** Work that `idle` waits for. Its failure is logged: the sweep goes on with it. */
  run(work: () => Promise<void>, about: object): void;
  /** Begins nothing any more: what this process has claimed and not begun is free for others at once. */
  stop(): void;
  readonly stopped: boolean;
  /** Settles when nothing is being sent from here. */
  idle(): Promise<void>;
}

/** What would wait longer for the platform's limit joins others in one message, if it can. */
export const bundleAfterMs = 10_000;

/** A wait of this and more is worth a claim of its own; what waits less is claimed as it is sent. */
const longWaitMs = 1_000;

/** What goes to no chat. */
const noPermit: Permit = { release: () => undefined };

/**
 * Sends whatever waits in the outbox: one lane a destination, so that a chat which hangs delays nobody else. The claim in
 * the database keeps two processes from sending the same thing; the keys in hand keep this one from doing so.
 */
export function createDispatcher({ log, rateLimiter }: { log: Log; rateLimiter: RateLimiter }): Dispatcher {
  const inHand = new Map<string, Platform | undefined>();
  const running = new Set<Promise<void>>();
  const shutdown = createShutdownWait();
  const failures = createFailureLog(log);

  function run(work: () => Promise<void>, about: object): void {
    const guarded: Promise<void> = work()
      .catch((err: unknown) => failures.failed(about, err, 'dispatch failed; the sweep goes on with it'))
      .finally(() => running.delete(guarded));
    running.add(guarded);
  }

  async function sendLane(lane: readonly Job[], about: object): Promise<void> {
    try {
      for (const [index, job] of lane.entries()) {
        // The delivery before may have been slow: the next one is decided on when its turn comes.
        await sendOne(job, index === 0).catch((err: unknown) =>
          failures.failed({ ...about, delivery: job.key }, err, 'delivery stopped short; the sweep goes on with it'),
        );
      }
    } finally {
      for (const { key } of lane) inHand.delete(key);
    }
  }

  async function sendOne(job: Job, isFirst: boolean): Promise<void> {
    const permit = await permitFor(job);
    if (permit === 'not ours') return;
    if (!permit || shutdown.stopped) {
      permit?.granted.release();
      return job.unclaim();
    }
    try {
      await job.send(isFirst && permit.atOnce, permit.granted.release);
    } finally {
      permit.granted.release();
    }
  }

  /** What has to wait for long is claimed first, so that no other process sends it sooner. Undefined: this process is to stop. */
  async function permitFor(job: Job): Promise<{ granted: Permit; atOnce: boolean } | 'not ours' | undefined> {
    const isLate = job.joinBundle && job.permit && rateLimiter.waitMs(job.permit) > bundleAfterMs;
    if (isLate && (await job.joinBundle?.())) return 'not ours';
    const isLong = job.permit && rateLimiter.waitMs(job.permit) >= longWaitMs;
    const asked = job.permit ? rateLimiter.acquire(job.permit) : noPermit;
    if (!(asked instanceof Promise)) return { granted: asked, atOnce: true };
    const giveBack = () => void asked.then(({ release }) => release());
    try {
      if (isLong && !(await job.claim())) {
        giveBack();
        return 'not ours';
      }
    } catch (err) {
      giveBack();
      throw err;
    }
    const granted = await shutdown.unlessStopped(asked);
    return granted && { granted, atOnce: false };
  }

  return {
    has: (key) => inHand.has(key),
    inHand() {
      const counts = new Map<Platform, number>();
      for (const platform of inHand.values()) if (platform) counts.set(platform, (counts.get(platform) ?? 0) + 1);
      return counts;
    },
    dispatch(lane, about, after, ready) {
      for (const { key, permit } of lane) inHand.set(key, permit?.platform);
      run(async () => {
        if (ready) await ready;
        await sendLane(lane, about);
        // Whatever has changed meanwhile, or waited for this, goes out now.
        if (!shutdown.stopped) await after();
      }, about);
    },
    run,
    stop() {
      shutdown.stop();
      failures.flush();
    },
    get stopped() {
      return shutdown.stopped;
    },
    async idle() {
      while (running.size > 0) await Promise.all(running);
      if (shutdown.stopped) failures.flush();
    },
  };
}
