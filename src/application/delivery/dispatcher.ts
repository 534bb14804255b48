import type { Platform } from '../../domain/people.ts';
import { sleep } from '../../lib/async.ts';
import { createInFlight } from '../../lib/in-flight.ts';
import type { Log } from '../../ports/runtime.ts';
import { createFailureLog } from '../runtime/failure-log.ts';
import type { Permit, PermitRequest } from './rate-limits/permit-queue.ts';
import type { RateLimiter } from './rate-limits/rate-limiter.ts';
import { createShutdownWait } from './shutdown-wait.ts';

/** A delivery for the dispatcher: how to claim, send and release it. */
export interface Job {
  /** Identifies the job in this process. */
  readonly key: string;
  /** Absent: the delivery goes to no chat and needs no permit. */
  readonly permit: PermitRequest | undefined;
  /**
   * Called when the wait for a permit would be too long. False: the job keeps waiting; true: the job is done, because a
   * bundle replaces it. Absent: the job always waits for its permit.
   */
  joinBundle?(): Promise<boolean>;
  /** Claims the delivery before a long wait for a permit. False: another process has it, or nobody needs it any more. */
  claim(): Promise<boolean>;
  /**
   * Sends the delivery and stores the result. `isFresh`: no time has passed since the job was accepted. Calls `sent` when
   * the message has gone out.
   */
  send(isFresh: boolean, sent: () => void): Promise<unknown>;
  /** Releases its claim, if it has one, because this process is stopping. */
  unclaim(): Promise<void>;
}

export interface Dispatcher {
  has(key: string): boolean;
  /** Returns how many deliveries this process is sending or holds for a permit, for each platform. */
  inHand(): ReadonlyMap<Platform, number>;
  /** Accepts these jobs at once, sends them one after another when `ready` settles, then runs `after`. */
  dispatch(lane: readonly Job[], about: object, after: () => Promise<void>, ready?: Promise<void>): void;
  /** Runs work that `idle` waits for. A failure is logged, and the sweep continues the work. */
  run(work: () => Promise<void>, about: object): void;
  /** Starts nothing more. Deliveries that this process has claimed and not begun are released at once. */
  stop(): void;
  readonly stopped: boolean;
  /** Settles when this process is sending nothing. */
  idle(): Promise<void>;
}

/** A delivery that would wait longer than this for the platform's limit joins others in one message, if it can. */
export const bundleAfterMs = 10_000;

/** A delivery that waits this long or longer is claimed before the wait; another is claimed when it is sent. */
const longWaitMs = 1_000;

/** After a fault that nobody expected, such as a write that the database refuses: what fails at once would never rest. */
const faultPauseMs = 1_000;

/** The permit of a delivery that goes to no chat. */
const noPermit: Permit = { release: () => undefined };

/**
 * Sends the deliveries in the outbox, in one lane for each destination, so that a chat that hangs delays no other. The claim
 * in the database keeps two processes from sending the same delivery; the keys of present jobs keep this process from
 * sending it twice.
 */
export function createDispatcher({ log, rateLimiter }: { log: Log; rateLimiter: RateLimiter }): Dispatcher {
  const inHand = new Map<string, Platform | undefined>();
  const running = createInFlight();
  const shutdown = createShutdownWait();
  const failures = createFailureLog(log);

  function run(work: () => Promise<void>, about: object): void {
    void running.track(orLogged(work, about));
  }

  async function orLogged(work: () => Promise<void>, about: object): Promise<void> {
    try {
      await work();
    } catch (err) {
      failures.failed(about, err, 'dispatch failed; the sweep goes on with it');
    }
  }

  async function sendLane(lane: readonly Job[], about: object): Promise<void> {
    let isFaulty = false;
    try {
      for (const [index, job] of lane.entries()) {
        // The delivery before may have been slow, so each one is decided on when its turn comes.
        try {
          await sendOne(job, index === 0);
        } catch (err) {
          isFaulty = true;
          failures.failed({ ...about, delivery: job.key }, err, 'delivery stopped short; the sweep goes on with it');
        }
      }
      if (isFaulty) await shutdown.unlessStopped(sleep(faultPauseMs));
    } finally {
      for (const { key } of lane) inHand.delete(key);
    }
  }

  async function sendOne(job: Job, isFirst: boolean): Promise<void> {
    const waitMs = job.permit ? rateLimiter.waitMs(job.permit) : 0;
    if (job.joinBundle && waitMs > bundleAfterMs && (await job.joinBundle())) return;
    const asked = job.permit ? rateLimiter.acquire(job.permit) : noPermit;
    const isAtOnce = !(asked instanceof Promise);
    const permit = isAtOnce ? asked : await waitFor(asked, job, waitMs);
    if (permit === 'not ours') return;
    if (!permit || shutdown.stopped) {
      permit?.release();
      return job.unclaim();
    }
    try {
      await job.send(isFirst && isAtOnce, permit.release);
    } finally {
      permit.release();
    }
  }

  /**
   * Claims a delivery before a long wait, so that no other process sends it sooner. Undefined when this process is stopping.
   */
  async function waitFor(asked: Promise<Permit>, job: Job, waitMs: number): Promise<Permit | 'not ours' | undefined> {
    const giveBack = () => void asked.then(({ release }) => release());
    try {
      if (waitMs >= longWaitMs && !(await job.claim())) {
        giveBack();
        return 'not ours';
      }
    } catch (err) {
      giveBack();
      throw err;
    }
    return shutdown.unlessStopped(asked);
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
        // Deliveries that changed meanwhile, or waited for this one, go out now.
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
      await running.settled();
      if (shutdown.stopped) failures.flush();
    },
  };
}
