import { type CreateRateLimit, localRateLimits, retryAfterSeconds, type Taken } from '../../src/lib/rate-limit.ts';
import type { Scope } from '../../src/ports/http.ts';
import type { Log } from '../../src/ports/runtime.ts';
import { tooMany } from './too-many.ts';
import { createWrongTokens, type WrongTokens } from './wrong-tokens.ts';

/** Limits per minute, for all processes together. Calls and alerts are counted per token. */
export interface AccessRates {
  /** Reads and changes together. */
  readonly callsPerMinute: number;
  readonly alertsPerSecond: number;
  /** How many alerts a storm may bring beyond that within one minute before the sender has to wait. */
  readonly alertBurstPerMinute: number;
  /** Per address (IPv6: per /64). */
  readonly wrongTokensPerMinute: number;
}

const usual: AccessRates = {
  callsPerMinute: 600,
  alertsPerSecond: 200,
  alertBurstPerMinute: 10_000,
  wrongTokensPerMinute: 10,
};

type Headers = Readonly<Record<string, string>>;

/** Counts calls, and decides which are too many. */
export interface Limiter {
  /** Returns the rate limit headers for the answer, or the 429 to send instead. */
  call(name: string, scope: Scope): Promise<Headers | Response>;
  readonly tokens: WrongTokens;
}

/** @param rates creates the counters, in this process or shared by all */
export function createLimiter(
  changed: Partial<AccessRates> = {},
  rates: CreateRateLimit = localRateLimits(),
  log: Pick<Log, 'warn'> = { warn: () => undefined },
): Limiter {
  const limits = { ...usual, ...changed };
  const calls = rates('calls', { points: limits.callsPerMinute, seconds: 60 });
  const alerts = rates(
    'alerts',
    { points: limits.alertsPerSecond, seconds: 1 },
    { points: limits.alertBurstPerMinute, seconds: 60 },
  );

  return {
    async call(name, scope) {
      const taken = await (scope === 'alerts' ? alerts : calls).take(name);
      const headers = headersOf(taken);
      return taken.passed ? headers : tooMany('This token asks too often.', taken, headers);
    },
    tokens: createWrongTokens({
      perMinute: limits.wrongTokensPerMinute,
      rates,
      log,
    }),
  };
}

function headersOf(taken: Taken): Headers {
  return {
    'ratelimit-limit': String(taken.limit),
    'ratelimit-remaining': String(taken.remaining),
    'ratelimit-reset': String(retryAfterSeconds(taken)),
  };
}
