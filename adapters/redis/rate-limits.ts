import { createHash } from 'node:crypto';
import { type CreateRateLimit, type RateLimit, redisRateLimits } from '../../src/lib/rate-limit.ts';
import type { Log } from '../../src/ports/runtime.ts';
import { openRedis, reasonOf, type Timing } from './connect.ts';

/** In milliseconds. */
interface LimitTiming extends Timing {
  /** How long Redis is not asked after it did not answer, so that a hung one delays few requests. */
  readonly rest: number;
}

const usualTiming: LimitTiming = { answer: 1_000, connect: 5_000, retryLow: 250, retryHigh: 5_000, rest: 2_000 };
const prefix = 'tocsin:limit:';
/** Taken to see whether Redis counts; what it comes to does not matter. */
const probeRate = { points: 1, seconds: 1 };

export interface SharedRateLimits {
  /** @param local counts in place of Redis while that cannot be asked */
  over(local: CreateRateLimit): CreateRateLimit;
  /** Undefined while Redis counts; else since when, and why, each process counts by itself. */
  notShared(): { readonly since: Date; readonly reason: string } | undefined;
  stop(): void;
}

/**
 * Rate limits that all processes count together, in Redis. While Redis is away nobody waits for it and nobody is let through
 * unlimited: each process counts by itself.
 *
 * Keys are hashed: an address or a session must not be readable in Redis. They expire with their window.
 */
export function openSharedRateLimits(
  { url, timing: own }: { readonly url: string; readonly timing?: Partial<LimitTiming> },
  log: Log,
): SharedRateLimits {
  const timing = { ...usualTiming, ...own };
  const client = openRedis(url, 'tocsin-limits', timing);
  const shared = redisRateLimits(client, prefix);
  let away: { readonly since: Date; readonly reason: string } | undefined = {
    since: new Date(),
    reason: 'it has not answered yet',
  };
  let restsUntil = 0;
  let isTold = false;
  let isStopped = false;
  const probe = shared('probe', probeRate);
  let probeTimer: ReturnType<typeof setTimeout> | undefined;

  function failed(reason: string): void {
    if (isStopped) return;
    away = { since: away?.since ?? new Date(), reason };
    probeLater();
    if (isTold) return;
    isTold = true;
    log.warn({ component: 'redis', reason }, 'Redis does not count rate limits; each process counts by itself');
  }

  function answered(): void {
    away = undefined;
    clearTimeout(probeTimer);
    probeTimer = undefined;
    if (!isTold) return;
    isTold = false;
    log.info({ component: 'redis' }, 'Redis counts rate limits again');
  }

  /** Where nobody asks for a while, nobody else would notice that Redis counts again. */
  function probeLater(): void {
    probeTimer ??= setTimeout(async () => {
      probeTimer = undefined;
      if (isStopped || !away) return;
      // A connection that is lost says by itself when it is back.
      if (client.status !== 'ready') return probeLater();
      await probe.take('probe').then(answered, (err: unknown) => failed(reasonOf(err)));
    }, timing.rest).unref();
  }

  client.on('error', (err: Error) => failed(reasonOf(err)));
  client.on('close', () => failed(away?.reason ?? 'the connection was lost'));
  client.on('ready', answered);

  async function firstOf<T>(shared: () => Promise<T>, instead: () => Promise<T>): Promise<T> {
    if (client.status !== 'ready' || performance.now() < restsUntil) return instead();
    try {
      const result = await shared();
      answered();
      return result;
    } catch (err) {
      restsUntil = performance.now() + timing.rest;
      failed(reasonOf(err));
      return instead();
    }
  }

  return {
    over:
      (local) =>
      (...limit): RateLimit => {
        const [together, alone] = [shared(...limit), local(...limit)];
        return {
          take: (key) =>
            firstOf(
              () => together.take(hashOf(key)),
              () => alone.take(key),
            ),
          peek: (key) =>
            firstOf(
              () => together.peek(hashOf(key)),
              () => alone.peek(key),
            ),
        };
      },
    notShared: () => away,
    stop() {
      isStopped = true;
      clearTimeout(probeTimer);
      client.disconnect();
    },
  };
}

function hashOf(key: string): string {
  return createHash('sha256').update(key).digest('base64url');
}
