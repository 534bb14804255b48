import {
  BurstyRateLimiter,
  type RateLimiterAbstract,
  RateLimiterMemory,
  RateLimiterRedis,
  RateLimiterRes,
} from 'rate-limiter-flexible';

/** An amount within a number of seconds. */
export interface Rate {
  readonly points: number;
  readonly seconds: number;
}

export interface Taken {
  /** False when the limit was exceeded. */
  readonly passed: boolean;
  /** The limit of this process in the time of the rate, and what is left of it. */
  readonly limit: number;
  readonly remaining: number;
  /** Milliseconds until more can be taken. */
  readonly waitMs: number;
}

/** A limit with a separate count for each key. */
export interface RateLimit {
  take(key: string): Promise<Taken>;
  /** Returns whether `take` would pass now without its burst, and takes nothing. */
  peek(key: string): Promise<Taken>;
}

/**
 * Makes a limit.
 *
 * @param name what the limit counts; processes that count together share the limits of the same name
 * @param burst what may be taken beyond the rate before a caller has to wait
 */
export type CreateRateLimit = (name: string, rate: Rate, burst?: Rate) => RateLimit;

/**
 * Makes limits that count in this process alone. Each process allows its share of a limit, at least one, so that several
 * processes keep to the limit without asking each other.
 *
 * @param share returns how many processes share a limit
 */
export function localRateLimits(share: () => number = () => 1): CreateRateLimit {
  return (_, rate, burst) =>
    createRateLimit(
      ({ points, seconds }) => new RateLimiterMemory({ points, duration: seconds }),
      rate,
      burst,
      () => Math.max(1, Math.min(share(), rate.points)),
    );
}

/** Makes limits that count in Redis. A limit throws the error of the client when Redis does not answer. */
export function redisRateLimits(client: object, prefix: string): CreateRateLimit {
  return (name, rate, burst) =>
    createRateLimit(
      ({ points, seconds }, part) =>
        new RateLimiterRedis({ storeClient: client, keyPrefix: `${prefix}${name}${part}`, points, duration: seconds }),
      rate,
      burst,
    );
}

/** @param cost what one call takes */
function createRateLimit(
  count: (rate: Rate, part: '' | ':burst') => RateLimiterAbstract,
  rate: Rate,
  burst: Rate | undefined,
  cost: () => number = () => 1,
): RateLimit {
  const steady = count(rate, '');
  const limiter = burst ? new BurstyRateLimiter(steady, count(burst, ':burst')) : steady;

  function taken(passed: boolean, remaining: number, waitMs: number, each: number): Taken {
    return { passed, limit: Math.floor(rate.points / each), remaining: Math.floor(remaining / each), waitMs };
  }

  return {
    async take(key) {
      const each = cost();
      try {
        const { remainingPoints, msBeforeNext } = await limiter.consume(key, each);
        return taken(true, remainingPoints, msBeforeNext, each);
      } catch (err) {
        // The library rejects with its result when the limit was exceeded.
        if (err instanceof RateLimiterRes) return taken(false, err.remainingPoints, err.msBeforeNext, each);
        throw err;
      }
    },
    async peek(key) {
      const each = cost();
      const standing = await steady.get(key);
      const remaining = standing ? standing.remainingPoints : rate.points;
      return taken(remaining >= each, remaining, standing?.msBeforeNext ?? 0, each);
    },
  };
}

/** Returns the wait in whole seconds for `Retry-After`, at least one. */
export function retryAfterSeconds({ waitMs }: Pick<Taken, 'waitMs'>): number {
  return Math.max(1, Math.ceil(waitMs / 1000));
}
