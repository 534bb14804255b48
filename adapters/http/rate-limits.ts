import { BurstyRateLimiter, RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { problem, problemTitles, type Scope } from '../../src/ports/http.ts';

/** Per token, for all processes together. */
export interface RateLimits {
  /** Reading and changing together. */
  readonly callsPerMinute: number;
  readonly alertsPerSecond: number;
  /** What a storm may bring beyond that in a minute, before it has to wait. */
  readonly alertBurstPerMinute: number;
  /** Per address. */
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
  /** A wrong token came from this address: the 429 to give when there were too many. */
  wrong(address: string): Promise<Response | undefined>;
}

/**
 * Counts in this process alone, and for the others as well: a call costs as much as there are processes, so that each lets
 * through its part of what is allowed, and nobody has to ask a database. Who keeps to one process has that part only.
 *
 * @param share how many processes answer the same callers
 */
export function createLimiter(changed: Partial<RateLimits> = {}, share: () => number = () => 1): Limiter {
  const limits = { ...usual, ...changed };
  const calls = new RateLimiterMemory({ points: limits.callsPerMinute, duration: 60 });
  const alerts = new BurstyRateLimiter(
    new RateLimiterMemory({ points: limits.alertsPerSecond, duration: 1 }),
    new RateLimiterMemory({ points: limits.alertBurstPerMinute, duration: 60 }),
  );
  const wrongs = new RateLimiterMemory({ points: limits.wrongTokensPerMinute, duration: 60 });

  /** With more processes than points each still lets one through. */
  function costOf(points: number): number {
    return Math.max(1, Math.min(share(), points));
  }

  return {
    async call(name, scope) {
      const [limiter, points] = scope === 'alerts' ? [alerts, limits.alertsPerSecond] : [calls, limits.callsPerMinute];
      const cost = costOf(points);
      const { result, passed } = await take(limiter, name, cost);
      const headers = headersOf(result, points, cost);
      return passed ? headers : tooMany('This token asks too often.', result, headers);
    },
    async wrong(address) {
      const { result, passed } = await take(wrongs, address, costOf(limits.wrongTokensPerMinute));
      return passed ? undefined : tooMany('Too many wrong tokens came from this address.', result);
    },
  };
}

/** The library rejects with its result when it is too much. */
async function take(limiter: Pick<RateLimiterMemory, 'consume'> | BurstyRateLimiter, key: string, cost: number) {
  try {
    return { result: await limiter.consume(key, cost), passed: true };
  } catch (err) {
    if (err instanceof RateLimiterRes) return { result: err, passed: false };
    throw err;
  }
}

function headersOf({ remainingPoints, msBeforeNext }: RateLimiterRes, points: number, cost: number): Headers {
  return {
    'ratelimit-limit': String(Math.floor(points / cost)),
    'ratelimit-remaining': String(Math.floor(remainingPoints / cost)),
    'ratelimit-reset': String(seconds(msBeforeNext)),
  };
}

function tooMany(what: string, { msBeforeNext }: RateLimiterRes, headers: Headers = {}): Response {
  const wait = seconds(msBeforeNext);
  const detail = `${what} Try again in ${wait} ${wait === 1 ? 'second' : 'seconds'}.`;
  return problem(429, problemTitles[429], detail, { headers: { 'retry-after': String(wait), ...headers } });
}

function seconds(ms: number): number {
  return Math.max(1, Math.ceil(ms / 1000));
}
