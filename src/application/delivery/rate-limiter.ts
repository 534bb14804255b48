import type { Platform } from '../../domain/people.ts';

/**
 * The order when the limit is reached. A bundle of many incidents goes before their single pages, and pages of sev1
 * incidents before all others.
 */
export type Rank = 'bundle' | 'urgent-page' | 'page' | 'card' | 'notice' | 'edit';
const ranks: readonly Rank[] = ['bundle', 'urgent-page', 'page', 'card', 'notice', 'edit'];

export interface PermitRequest {
  readonly platform: Platform;
  /** The destination. Destinations of one platform wait only for the limit of the whole platform. */
  readonly lane: string;
  readonly rank: Rank;
}

/** This many at once, and one more for every `everyMs` that passes. */
export interface Allowance {
  readonly atOnce: number;
  readonly everyMs: number;
}

export interface RateLimits {
  readonly platform?: Allowance;
  readonly lane?: Allowance;
  /** The pages that one lane gets one by one. No permit waits for this; further pages are bundled where they can be. */
  readonly pagesAlone?: Allowance;
  /** The most messages that are being sent at the same time. Absent: `mostUnderWay`. */
  readonly underWay?: number;
}

/**
 * More at once would only wait in the SDK, where a page cannot pass an edit, and in a storm the program would do nothing but
 * send. The limit is high enough that one destination that hangs does not block a platform.
 */
const mostUnderWay = 128;
/** The limit under write pressure: stored messages are safe, and those that are not stored yet have to go first. */
const underWayUnderPressure = 8;

/**
 * What the platforms accept before they answer 429: Slack about one message a second in a channel, Discord 50 requests a
 * second and 5 in 5 seconds in a channel, Telegram 30 a second and 20 a minute in a group.
 */
export const platformRules: Readonly<Record<Platform, RateLimits>> = {
  slack: { lane: { atOnce: 3, everyMs: 1_000 } },
  discord: { platform: { atOnce: 25, everyMs: 25 }, lane: { atOnce: 5, everyMs: 1_000 } },
  telegram: { platform: { atOnce: 15, everyMs: 40 }, lane: { atOnce: 15, everyMs: 3_000 } },
  web: {},
  // A mail server takes any number of messages, but people cannot read them all.
  email: { pagesAlone: { atOnce: 5, everyMs: 60_000 } },
};

/** After this long without use the whole allowance is available again, with a dozen processes as well. */
const fullAgainMs = 10 * 60_000;

/** The least time between two edits of a card in one channel: edits use up the limits, and people cannot follow faster ones. */
export const editsEveryMs = 1_000;

export interface RateLimiter {
  /** Returns a permit at once if the platform takes more, else later: pages first, edits of cards last, each rank in order. */
  acquire(request: PermitRequest): Permit | Promise<Permit>;
  /** Returns about how many milliseconds this would wait for its permit, by the platform's limits and the queue. */
  waitMs(request: PermitRequest): number;
}

export interface Permit {
  /** Call this when the message has been sent, or will not be sent. */
  release(): void;
}

interface RateLimiterCircumstances {
  readonly share?: () => number;
  readonly writePressure?: () => boolean;
  readonly now?: () => number;
  /** Calls `run` after so many milliseconds; the result cancels it. Absent: a timer of the process. */
  readonly later?: (ms: number, run: () => void) => () => void;
}

interface Bucket {
  left: number;
  /** In milliseconds of `now`. */
  at: number;
}

interface Waiting extends PermitRequest {
  grant(permit: Permit): void;
}

interface Queue {
  readonly waiting: Readonly<Record<Rank, Waiting[]>>;
  /** How many requests of a rank wait in a lane. */
  readonly inLane: Map<string, number>;
  underWay: number;
  /** Set when a request waits only because too many messages are being sent. */
  full: boolean;
  /** Cancels the timer. */
  stopTimer?: (() => void) | undefined;
  /** The time of the next look, in milliseconds of `now`. */
  lookAt: number;
}

/**
 * Makes the limiter that keeps to the platforms' limits, so that in a storm the pages arrive instead of being refused.
 *
 * @param share how many processes send on the same accounts: each takes its part of the limit
 * @param rush whether this process is under write pressure, which has precedence
 * @param now milliseconds of a monotonic clock
 */
// biome-ignore lint/complexity/noExcessiveLinesPerFunction: to be split
export function createRateLimiter(
  rules: Readonly<Record<Platform, RateLimits>>,
  {
    share = () => 1,
    writePressure = () => false,
    now = () => performance.now(),
    later = laterByTimer,
  }: RateLimiterCircumstances = {},
): RateLimiter {
  const buckets = new Map<string, Bucket>();
  const queues = new Map<Platform, Queue>();

  function queueOf(platform: Platform): Queue {
    const known = queues.get(platform);
    if (known) return known;
    const queue: Queue = {
      waiting: { bundle: [], 'urgent-page': [], page: [], card: [], notice: [], edit: [] },
      inLane: new Map(),
      underWay: 0,
      full: false,
      lookAt: 0,
    };
    queues.set(platform, queue);
    return queue;
  }

  /** Returns the milliseconds until one more may go; 0 at once. */
  function wait(key: string, allowance: Allowance | undefined): number {
    if (!allowance) return 0;
    const everyMs = allowance.everyMs * share();
    const bucket = buckets.get(key);
    if (!bucket) return 0;
    const left = Math.min(allowance.atOnce, bucket.left + (now() - bucket.at) / everyMs);
    return left >= 1 ? 0 : Math.ceil((1 - left) * everyMs);
  }

  function take(key: string, allowance: Allowance | undefined): void {
    if (!allowance) return;
    const everyMs = allowance.everyMs * share();
    const at = now();
    const bucket = buckets.get(key) ?? { left: allowance.atOnce, at };
    const left = Math.min(allowance.atOnce, bucket.left + (at - bucket.at) / everyMs);
    // The buckets are in the order of their last use, so expired ones are at the front.
    buckets.delete(key);
    buckets.set(key, { left: left - 1, at });
    for (const [old, { at: since }] of buckets) {
      if (at - since < fullAgainMs) break;
      buckets.delete(old);
    }
  }

  function waits({ platform, lane, rank }: PermitRequest): number {
    const { platform: whole, lane: one } = rules[platform];
    const edits = rank === 'edit' ? { atOnce: 1, everyMs: editsEveryMs } : undefined;
    return Math.max(wait(platform, whole), wait(`${platform} ${lane}`, one), wait(`edit ${platform} ${lane}`, edits));
  }

  function took({ platform, lane, rank }: PermitRequest): void {
    const { platform: whole, lane: one, pagesAlone } = rules[platform];
    take(platform, whole);
    take(`${platform} ${lane}`, one);
    if (rank === 'edit') take(`edit ${platform} ${lane}`, { atOnce: 1, everyMs: editsEveryMs });
    if (rank.endsWith('page')) take(`page ${platform} ${lane}`, pagesAlone);
  }

  function waitMs(request: PermitRequest): number {
    const { platform, lane, rank } = request;
    const { platform: whole, lane: one, pagesAlone } = rules[platform];
    const { waiting, inLane } = queueOf(platform);
    const before = ranks.slice(0, ranks.indexOf(rank) + 1);
    const count = (of: (rank: Rank) => number) => before.reduce((sum, each) => sum + of(each), 0);
    const timeFor = (ahead: number, allowance: Allowance | undefined) => ahead * (allowance?.everyMs ?? 0) * share();
    return Math.max(
      wait(platform, whole) +
        timeFor(
          count((each) => waiting[each].length),
          whole,
        ),
      wait(`${platform} ${lane}`, one) +
        timeFor(
          count((each) => inLane.get(`${each} ${lane}`) ?? 0),
          one,
        ),
      rank.endsWith('page') ? wait(`page ${platform} ${lane}`, pagesAlone) : 0,
    );
  }

  function isFull(platform: Platform, { underWay }: Queue): boolean {
    const { underWay: most = mostUnderWay } = rules[platform];
    return underWay >= (writePressure() ? Math.min(most, underWayUnderPressure) : most);
  }

  function grantNext(platform: Platform, queue: Queue): void {
    queue.stopTimer?.();
    queue.stopTimer = undefined;
    queue.full = false;
    const { platform: whole } = rules[platform];
    let soonest = Number.POSITIVE_INFINITY;
    const lanesPassed = new Set<string>();
    for (const waiting of ranks.map((rank) => queue.waiting[rank])) {
      for (let index = 0; index < waiting.length; ) {
        if (isFull(platform, queue)) {
          queue.full = true;
          return;
        }
        const closed = wait(platform, whole);
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

  function lookIn(ms: number, platform: Platform, queue: Queue): void {
    const at = now() + ms;
    if (ms === Number.POSITIVE_INFINITY || (queue.stopTimer && queue.lookAt <= at)) return;
    queue.stopTimer?.();
    queue.stopTimer = later(ms, () => grantNext(platform, queue));
    queue.lookAt = at;
  }

  function granted(queue: Queue, request: PermitRequest): Permit {
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

  /** Returns whether a request of the same lane waits already and goes first. */
  function isBehind({ inLane }: Queue, request: PermitRequest): boolean {
    const before = ranks.slice(0, ranks.indexOf(request.rank) + 1);
    return before.some((rank) => inLane.has(`${rank} ${request.lane}`));
  }

  function count({ inLane }: Queue, { rank, lane }: PermitRequest, by: 1 | -1): void {
    const key = `${rank} ${lane}`;
    const left = (inLane.get(key) ?? 0) + by;
    if (left > 0) inLane.set(key, left);
    else inLane.delete(key);
  }

  return {
    waitMs,
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
