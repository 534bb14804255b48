import type { Platform } from '../domain/people.ts';

/** What goes first when not everything may go at once. */
export type Rank = 'page' | 'card' | 'notice' | 'edit';
const ranks: readonly Rank[] = ['page', 'card', 'notice', 'edit'];

export interface Turn {
  readonly platform: Platform;
  /** The place it goes to. Places of one platform do not wait for one another, but for the platform as a whole. */
  readonly lane: string;
  readonly rank: Rank;
}

/** So many at once, and one more for every `everyMs` that passes. */
export interface Allowance {
  readonly atOnce: number;
  readonly everyMs: number;
}

export interface PaceRules {
  readonly platform?: Allowance;
  readonly lane?: Allowance;
}

/**
 * What the platforms let through before they answer 429: Slack about one message a second in a channel, Discord 50 requests a second
 * and 5 in 5 seconds in a channel, Telegram 30 a second and 20 a minute in a group.
 */
export const platformRules: Readonly<Record<Platform, PaceRules>> = {
  slack: { lane: { atOnce: 3, everyMs: 1_000 } },
  discord: { platform: { atOnce: 25, everyMs: 25 }, lane: { atOnce: 5, everyMs: 1_000 } },
  telegram: { platform: { atOnce: 15, everyMs: 40 }, lane: { atOnce: 15, everyMs: 3_000 } },
  web: {},
  email: {},
};

/** A card is edited at most so often in one channel, whatever the platform: a storm is to be read, not watched. */
export const editsEveryMs = 1_000;

export interface Pace {
  /**
   * Settles when it is this one's turn. Pages go first, edits of cards last; of the same rank who came first.
   * @returns whether it had to wait
   */
  turn(turn: Turn): Promise<boolean>;
}

interface Bucket {
  left: number;
  /** In milliseconds of `now`. */
  at: number;
}

interface Waiting extends Turn {
  go(): void;
}

/**
 * Keeps to the platforms' limits, so that in a storm the pages arrive instead of being refused with everything else.
 *
 * @param share how many processes send on the same accounts: each takes its part of what is allowed
 * @param now milliseconds of a clock that only goes forward
 */
export function createPace(
  rules: Readonly<Record<Platform, PaceRules>>,
  { share = () => 1, now = () => performance.now() }: { share?: () => number; now?: () => number } = {},
): Pace {
  const buckets = new Map<string, Bucket>();
  const waiting = new Map<Platform, Waiting[]>();
  const timers = new Map<Platform, NodeJS.Timeout>();

  /** How long until one more may go: 0 at once. */
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
    buckets.set(key, { left: left - 1, at });
    if (buckets.size > 10_000) for (const [old, { at: since }] of buckets) if (at - since > 60_000) buckets.delete(old);
  }

  function waits({ platform, lane, rank }: Turn): number {
    const { platform: whole, lane: one } = rules[platform];
    const edits = rank === 'edit' ? { atOnce: 1, everyMs: editsEveryMs } : undefined;
    return Math.max(wait(platform, whole), wait(`${platform} ${lane}`, one), wait(`edit ${platform} ${lane}`, edits));
  }

  function took({ platform, lane, rank }: Turn): void {
    const { platform: whole, lane: one } = rules[platform];
    take(platform, whole);
    take(`${platform} ${lane}`, one);
    if (rank === 'edit') take(`edit ${platform} ${lane}`, { atOnce: 1, everyMs: editsEveryMs });
  }

  function letGo(platform: Platform): void {
    clearTimeout(timers.get(platform));
    timers.delete(platform);
    const queue = waiting.get(platform) ?? [];
    let soonest = Number.POSITIVE_INFINITY;
    const lanesPassed = new Set<string>();
    const kept: Waiting[] = [];
    for (const one of queue) {
      // Once one of a lane has to wait, all behind it do: nobody overtakes who has the same rank or less.
      const lane = `${one.rank === 'edit' ? 'edit ' : ''}${one.lane}`;
      const ms = lanesPassed.has(lane) ? Number.POSITIVE_INFINITY : waits(one);
      if (ms === 0) {
        took(one);
        one.go();
        continue;
      }
      lanesPassed.add(lane);
      soonest = Math.min(soonest, ms);
      kept.push(one);
    }
    waiting.set(platform, kept);
    if (kept.length === 0) return;
    const timer = setTimeout(() => letGo(platform), soonest);
    timers.set(platform, timer);
  }

  return {
    turn: (turn) =>
      new Promise((settle) => {
        let waited = false;
        const go = () => settle(waited);
        const queue = waiting.get(turn.platform) ?? [];
        const behind = queue.findIndex((other) => ranks.indexOf(other.rank) > ranks.indexOf(turn.rank));
        queue.splice(behind < 0 ? queue.length : behind, 0, { ...turn, go });
        waiting.set(turn.platform, queue);
        letGo(turn.platform);
        waited = true;
      }),
  };
}

/** Everything at once: for tests that are about something else. */
export const noPace: Pace = { turn: async () => false };
