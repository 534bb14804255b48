import type { Platform } from '../../../domain/people.ts';
import { type Allowance, editsEveryMs, type RateLimits } from './limits.ts';
import { type PermitQueue, type PermitRequest, type Rank, upTo } from './permit-queue.ts';

/** After this long without use the whole allowance is available again, with a dozen processes as well. */
const fullAgainMs = 10 * 60_000;

const oneEdit: Allowance = { atOnce: 1, everyMs: editsEveryMs };

interface Bucket {
  left: number;
  /** In milliseconds of `now`. */
  at: number;
}

/**
 * Counts what is left of each allowance: of the platforms, of their lanes, and of the edits and pages of a lane.
 *
 * @param share as in `createRateLimiter`, and so is `now`
 */
export function createAllowances(
  rules: Readonly<Record<Platform, RateLimits>>,
  { share, now }: { readonly share: () => number; readonly now: () => number },
) {
  const buckets = new Map<string, Bucket>();

  /** Returns the milliseconds until one more may go; 0 at once. */
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
    // The buckets are in the order of their last use, so expired ones are at the front.
    buckets.delete(key);
    buckets.set(key, { left: left - 1, at });
    for (const [old, { at: since }] of buckets) {
      if (at - since < fullAgainMs) break;
      buckets.delete(old);
    }
  }

  /** Returns the milliseconds until the request may go; 0 at once. */
  function waits({ platform, lane, rank }: PermitRequest): number {
    const { platform: whole, lane: one } = rules[platform];
    const edits = rank === 'edit' ? oneEdit : undefined;
    return Math.max(wait(platform, whole), wait(`${platform} ${lane}`, one), wait(`edit ${platform} ${lane}`, edits));
  }

  /** Takes what the request uses. */
  function took({ platform, lane, rank }: PermitRequest): void {
    const { platform: whole, lane: one, pagesAlone } = rules[platform];
    take(platform, whole);
    take(`${platform} ${lane}`, one);
    if (rank === 'edit') take(`edit ${platform} ${lane}`, oneEdit);
    if (rank.endsWith('page')) take(`page ${platform} ${lane}`, pagesAlone);
  }

  /** Returns about how many milliseconds a request would wait behind those of the queue. */
  function waitMs(request: PermitRequest, { waiting, inLane }: PermitQueue): number {
    const { platform, lane, rank } = request;
    const { platform: whole, lane: one, pagesAlone } = rules[platform];
    const before = upTo(rank);
    const count = (of: (rank: Rank) => number) => before.reduce((sum, each) => sum + of(each), 0);
    const timeFor = (ahead: number, allowance: Allowance | undefined) => ahead * (allowance?.everyMs ?? 0) * share();
    return Math.max(
      wait(platform, whole) +
        timeFor(
          count((each) => waiting[each].length),
          whole,
        ),
      wait(`${platform} ${lane}`, one) +
        timeFor(
          count((each) => inLane.get(`${each} ${lane}`) ?? 0),
          one,
        ),
      rank.endsWith('page') ? wait(`page ${platform} ${lane}`, pagesAlone) : 0,
    );
  }

  return { waits, took, waitMs, closedFor: (platform: Platform) => wait(platform, rules[platform].platform) };
}
