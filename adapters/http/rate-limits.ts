import { type CreateRateLimit, localRateLimits, retryAfterSeconds, type Taken } from '../../src/lib/rate-limit.ts';
import type { Scope } from '../../src/ports/http.ts';
import type { Log } from '../../src/ports/runtime.ts';
import { tooMany } from './too-many.ts';
import { createWrongTokens, type WrongTokens } from './wrong-tokens.ts';

/** Per token, for all processes together. */
export interface AccessRates {
  /** Reading and changing together. */
  readonly callsPerMinute: number;
  readonly alertsPerSecond: number;
  /** What a storm may bring beyond that in a minute, before it has to wait. */
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

/** Counts, and says when it is too much. */
export interface Limiter {
  /** The headers that say what is left, or the 429 to give. */
  call(name: string, scope: Scope): Promise<Headers | Response>;
  readonly tokens: WrongTokens;
}

/** @param rates counts, in this process or in all of them together */
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
