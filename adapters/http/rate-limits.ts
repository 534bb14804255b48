import { createRateLimit, retryAfterSeconds, type Taken } from '../../src/lib/rate-limit.ts';
import type { Scope } from '../../src/ports/http.ts';
import type { Log } from '../../src/ports/runtime.ts';
import { tooMany } from './too-many.ts';
import { createWrongTokens, type WrongTokens } from './wrong-tokens.ts';

/** Per token, for all processes together. */
export interface RateLimits {
  /** Reading and changing together. */
  readonly callsPerMinute: number;
  readonly alertsPerSecond: number;
  /** What a storm may bring beyond that in a minute, before it has to wait. */
  readonly alertBurstPerMinute: number;
  /** Per address (IPv6: per /64). */
  readonly wrongTokensPerMinute: number;
}

const usual: RateLimits = {
  callsPerMinute: 600,
  alertsPerSecond: 200,
  alertBurstPerMinute: 10_000,
  wrongTokensPerMinute: 10,
};

type Headers = Readonly<Record<string, string>>;

/** Counts, and says when it is too much. */
export interface Limiter {
  /** The headers that say what is left, or the 429 to give. */
  call(name: string, scope: Scope): Promise<Headers | Response>;
  readonly tokens: WrongTokens;
}

/**
 * Counts in this process alone, and for the others as well: a call costs as much as there are processes, so that each lets
 * through its part of what is allowed, and nobody has to ask a database. Who keeps to one process has that part only.
 *
 * @param share how many processes answer the same callers
 */
export function createLimiter(
  changed: Partial<RateLimits> = {},
  share: () => number = () => 1,
  log: Pick<Log, 'warn'> = { warn: () => undefined },
): Limiter {
  const limits = { ...usual, ...changed };
  const calls = createRateLimit({ points: limits.callsPerMinute, seconds: 60 });
  const alerts = createRateLimit(
    { points: limits.alertsPerSecond, seconds: 1 },
    { points: limits.alertBurstPerMinute, seconds: 60 },
  );

  /** With more processes than points each still lets one through. */
  function costOf(points: number): number {
    return Math.max(1, Math.min(share(), points));
  }

  return {
    async call(name, scope) {
      const [limiter, points] = scope === 'alerts' ? [alerts, limits.alertsPerSecond] : [calls, limits.callsPerMinute];
      const cost = costOf(points);
      const taken = await limiter.take(name, cost);
      const headers = headersOf(taken, points, cost);
      return taken.passed ? headers : tooMany('This token asks too often.', taken, headers);
    },
    tokens: createWrongTokens({
      perMinute: limits.wrongTokensPerMinute,
      cost: () => costOf(limits.wrongTokensPerMinute),
      log,
    }),
  };
}

function headersOf(taken: Taken, points: number, cost: number): Headers {
  return {
    'ratelimit-limit': String(Math.floor(points / cost)),
    'ratelimit-remaining': String(Math.floor(taken.remaining / cost)),
    'ratelimit-reset': String(retryAfterSeconds(taken)),
  };
}
