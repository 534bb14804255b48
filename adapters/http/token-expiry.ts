import { localRateLimits } from '../../src/lib/rate-limit.ts';
import { type ApiToken, expiryDay, expiryWarningMs } from '../../src/ports/http.ts';
import type { Log } from '../../src/ports/runtime.ts';

const daySeconds = 24 * 60 * 60;

/**
 * Creates the check of whether a token has expired. It logs once a day that a token in use has expired, or will within two
 * weeks.
 */
export function createExpiry(now: () => Date, log?: Pick<Log, 'warn'>): (token: ApiToken) => Promise<boolean> {
  const daily = localRateLimits()('token-expiry', { points: 1, seconds: daySeconds });

  return async ({ name, expires }) => {
    if (!expires) return false;
    const leftMs = expires.getTime() - now().getTime();
    const isOver = leftMs <= 0;
    if (leftMs <= expiryWarningMs && (await daily.take(`${name} ${isOver}`)).passed) {
      const about = { component: 'http', token: name, until: expiryDay(expires) };
      log?.warn(about, isOver ? 'expired API token refused' : 'API token in use expires soon');
    }
    return isOver;
  };
}
