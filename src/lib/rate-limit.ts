import { BurstyRateLimiter, RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';

/** So much in so many seconds. */
export interface Rate {
  readonly points: number;
  readonly seconds: number;
}

export interface Taken {
  /** False: it was too much. */
  readonly passed: boolean;
  readonly remaining: number;
  /** When there is more to take. */
  readonly waitMs: number;
}

/** Counts in this process alone, by key. */
export interface RateLimit {
  take(key: string, cost?: number): Promise<Taken>;
  /** Returns whether `take` would pass now without its burst, and takes nothing. */
  peek(key: string, cost?: number): Promise<Taken>;
}

/** @param burst what may be taken beyond the rate before it has to wait */
export function createRateLimit(rate: Rate, burst?: Rate): RateLimit {
  const steady = memory(rate);
  const limiter = burst ? new BurstyRateLimiter(steady, memory(burst)) : steady;
  return {
    async take(key, cost = 1) {
      try {
        return taken(await limiter.consume(key, cost), true);
      } catch (err) {
        // The library rejects with its result when it is too much.
        if (err instanceof RateLimiterRes) return taken(err, false);
        throw err;
      }
    },
    async peek(key, cost = 1) {
      const standing = await steady.get(key);
      const remaining = standing ? standing.remainingPoints : rate.points;
      return { passed: remaining >= cost, remaining, waitMs: standing?.msBeforeNext ?? 0 };
    },
  };
}

/** Returns the wait in whole seconds, at least one, as `Retry-After` has it. */
export function retryAfterSeconds({ waitMs }: Taken): number {
  return Math.max(1, Math.ceil(waitMs / 1000));
}

function memory({ points, seconds }: Rate): RateLimiterMemory {
  return new RateLimiterMemory({ points, duration: seconds });
}

function taken({ remainingPoints, msBeforeNext }: RateLimiterRes, passed: boolean): Taken {
  return { passed, remaining: remainingPoints, waitMs: msBeforeNext };
}
