import type { Platform } from '../../../domain/people.ts';
import { createAllowances } from './allowances.ts';
import type { RateLimits } from './limits.ts';
import {
  count,
  createPermitQueue,
  isBehind,
  type Permit,
  type PermitQueue,
  type PermitRequest,
  ranks,
} from './permit-queue.ts';

/**
 * More at once would only wait in the SDK, where a page cannot pass an edit, and in a storm the program would do nothing but
 * send. The limit is high enough that one destination that hangs does not block a platform.
 */
const mostUnderWay = 128;
/** The limit under write pressure: stored messages are safe, and those that are not stored yet have to go first. */
const underWayUnderPressure = 8;

export interface RateLimiter {
  /** Returns a permit at once if the platform takes more, else later: pages first, edits of cards last, each rank in order. */
  acquire(request: PermitRequest): Permit | Promise<Permit>;
  /** Returns about how many milliseconds this would wait for its permit, by the platform's limits and the queue. */
  waitMs(request: PermitRequest): number;
}

interface RateLimiterCircumstances {
  readonly share?: () => number;
  readonly writePressure?: () => boolean;
  readonly now?: () => number;
  /** Calls `run` after so many milliseconds; the result cancels it. Absent: a timer of the process. */
  readonly later?: (ms: number, run: () => void) => () => void;
}

/**
 * Makes the limiter that keeps to the platforms' limits, so that in a storm the pages arrive instead of being refused.
 *
 * @param share how many processes send on the same accounts: each takes its part of the limit
 * @param writePressure whether this process is under write pressure, which has precedence
 * @param now milliseconds of a monotonic clock
 */
export function createRateLimiter(
  rules: Readonly<Record<Platform, RateLimits>>,
  {
    share = () => 1,
    writePressure = () => false,
    now = () => performance.now(),
    later = laterByTimer,
  }: RateLimiterCircumstances = {},
): RateLimiter {
  const { waits, took, waitMs, closedFor } = createAllowances(rules, { share, now });
  const queues = new Map<Platform, PermitQueue>();

  function queueOf(platform: Platform): PermitQueue {
    const known = queues.get(platform);
    if (known) return known;
    const queue = createPermitQueue();
    queues.set(platform, queue);
    return queue;
  }

  function isFull(platform: Platform, { underWay }: PermitQueue): boolean {
    const { underWay: most = mostUnderWay } = rules[platform];
    return underWay >= (writePressure() ? Math.min(most, underWayUnderPressure) : most);
  }

  function grantNext(platform: Platform, queue: PermitQueue): void {
    queue.stopTimer?.();
    queue.stopTimer = undefined;
    queue.full = false;
    let soonest = Number.POSITIVE_INFINITY;
    const lanesPassed = new Set<string>();
    for (const waiting of ranks.map((rank) => queue.waiting[rank])) {
      for (let index = 0; index < waiting.length; ) {
        if (isFull(platform, queue)) {
          queue.full = true;
          return;
        }
        const closed = closedFor(platform);
        if (closed > 0) {
          lookIn(closed, platform, queue);
          return;
        }
        const one = waiting[index]!;
        // Once a request of a lane has to wait, all behind it wait, so that the order within a rank stays.
        const lane = `${one.rank === 'edit' ? 'edit ' : ''}${one.lane}`;
        const ms = lanesPassed.has(lane) ? Number.POSITIVE_INFINITY : waits(one);
        if (ms === 0) {
          waiting.splice(index, 1);
          count(queue, one, -1);
          one.grant(granted(queue, one));
          continue;
        }
        lanesPassed.add(lane);
        soonest = Math.min(soonest, ms);
        index += 1;
      }
    }
    lookIn(soonest, platform, queue);
  }

  function lookIn(ms: number, platform: Platform, queue: PermitQueue): void {
    const at = now() + ms;
    if (ms === Number.POSITIVE_INFINITY || (queue.stopTimer && queue.lookAt <= at)) return;
    queue.stopTimer?.();
    queue.stopTimer = later(ms, () => grantNext(platform, queue));
    queue.lookAt = at;
  }

  function granted(queue: PermitQueue, request: PermitRequest): Permit {
    took(request);
    queue.underWay += 1;
    let isReleased = false;
    return {
      release() {
        if (isReleased) return;
        isReleased = true;
        queue.underWay -= 1;
        if (queue.full) grantNext(request.platform, queue);
      },
    };
  }

  return {
    waitMs: (request) => waitMs(request, queueOf(request.platform)),
    acquire(request) {
      const queue = queueOf(request.platform);
      const full = isFull(request.platform, queue);
      const ms = full ? 0 : waits(request);
      const behind = isBehind(queue, request);
      if (!full && ms === 0 && !behind) return granted(queue, request);
      return new Promise((grant) => {
        queue.waiting[request.rank].push({ ...request, grant });
        count(queue, request, 1);
        if (full) queue.full = true;
        else if (!behind) lookIn(ms, request.platform, queue);
      });
    },
  };
}

/** Grants every permit at once, for tests of other things. */
export const unlimited: RateLimiter = { acquire: () => ({ release: () => undefined }), waitMs: () => 0 };

function laterByTimer(ms: number, run: () => void): () => void {
  const timer = setTimeout(run, ms);
  return () => clearTimeout(timer);
}
