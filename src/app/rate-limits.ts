import type { SharedRateLimits } from '../../adapters/redis/rate-limits.ts';
import type { Config } from '../config.ts';
import { type CreateRateLimit, localRateLimits } from '../lib/rate-limit.ts';
import type { Log } from '../ports/runtime.ts';
import type { ShutdownSteps } from './shutdown-steps.ts';

/** A shorter outage is only a reconnection. */
const toldAfterMs = 60_000;

/** Limits that the workers of a machine count together. */
export interface WorkerRates {
  readonly rates: { over(local: CreateRateLimit, processes?: () => number): CreateRateLimit };
}

export interface SharedCounting {
  /** For the API. Without a shared count, a process allows its share of a limit. */
  readonly api: CreateRateLimit;
  /** For the web chat. Without a shared count, a process allows the whole limit, because a browser stays with one process. */
  readonly web: CreateRateLimit;
  /** Returns whether Redis counts at present. Absent when Redis is not set. */
  readonly isShared?: () => boolean;
  /** Returns a warning for operators when Redis has not counted for a minute. */
  warning(): string | undefined;
}

/** Makes the rate limits: counted in Redis when it is set, else by the workers of a machine together, else in each process. */
export async function openRateLimits(
  { settings }: Pick<Config, 'settings'>,
  {
    share,
    log,
    workers,
  }: { readonly share: () => number; readonly log: Log; readonly workers: WorkerRates | undefined },
  shutdownSteps: ShutdownSteps,
): Promise<SharedCounting> {
  const own = { api: localRateLimits(share), web: localRateLimits() };
  const { over } = workers?.rates ?? { over: (local: CreateRateLimit) => local };
  const [api, web] = [over(own.api, share), over(own.web)];
  const url = settings.events?.redisUrl;
  if (!url) return { api, web, warning: () => undefined };
  const shared = (await import('../../adapters/redis/rate-limits.ts')).openSharedRateLimits({ url }, log);
  shutdownSteps.push(async () => shared.stop());
  return {
    api: shared.over(api),
    web: shared.over(web),
    isShared: () => shared.notShared() === undefined,
    warning: () => warningOf(shared.notShared()),
  };
}

function warningOf(away: ReturnType<SharedRateLimits['notShared']>): string | undefined {
  if (!away || Date.now() - away.since.getTime() < toldAfterMs) return undefined;
  return `rate limits have been counted in each process alone since ${away.since.toISOString()}: Redis does not count them (${away.reason})`;
}
