import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { RateLimits } from '../../src/application/delivery/rate-limits/limits.ts';
import type { Permit, PermitRequest } from '../../src/application/delivery/rate-limits/permit-queue.ts';
import { createRateLimiter } from '../../src/application/delivery/rate-limits/rate-limiter.ts';

const rules: Record<'slack' | 'discord' | 'telegram' | 'web' | 'email', RateLimits> = {
  slack: { lane: { atOnce: 1, everyMs: 1_000 } },
  discord: { platform: { atOnce: 2, everyMs: 100 } },
  telegram: { underWay: 2 },
  web: {},
  email: { pagesAlone: { atOnce: 2, everyMs: 60_000 } },
};

describe('the rate limiter', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  function limited(share = 1) {
    const went: string[] = [];
    const rateLimiter = createRateLimiter(rules, { share: () => share, now: () => Date.now() });
    const ask = (name: string, request: Partial<PermitRequest> & Pick<PermitRequest, 'platform'>) => {
      const asked = rateLimiter.acquire({ lane: 'general', rank: 'notice', ...request });
      if (!(asked instanceof Promise)) {
        went.push(name);
        asked.release();
        return;
      }
      void asked.then(({ release }) => {
        went.push(`${name} later`);
        release();
      });
    };
    return { went, rateLimiter, ask };
  }

  it('lets everything through at once where there is no limit', async () => {
    const { went, ask } = limited();
    for (const name of ['a', 'b', 'c']) ask(name, { platform: 'web' });
    await vi.advanceTimersByTimeAsync(0);
    expect(went).toEqual(['a', 'b', 'c']);
  });

  it('keeps one channel to its limit, and the others free of it', async () => {
    const { went, ask } = limited();
    for (const name of ['a', 'b', 'c']) ask(name, { platform: 'slack' });
    ask('elsewhere', { platform: 'slack', lane: 'random' });
    await vi.advanceTimersByTimeAsync(0);
    expect(went).toEqual(['a', 'elsewhere']);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(went).toEqual(['a', 'elsewhere', 'b later']);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(went).toEqual(['a', 'elsewhere', 'b later', 'c later']);
  });

  it('lets pages go before cards and edits that came first', async () => {
    const { went, ask } = limited();
    ask('first', { platform: 'discord', lane: 'a' });
    ask('second', { platform: 'discord', lane: 'b' });
    ask('edit', { platform: 'discord', lane: 'c', rank: 'edit' });
    ask('card', { platform: 'discord', lane: 'd', rank: 'card' });
    ask('page', { platform: 'discord', lane: 'e', rank: 'page' });
    await vi.advanceTimersByTimeAsync(1_000);
    expect(went).toEqual(['first', 'second', 'page later', 'card later', 'edit later']);
  });

  it('lets pages of sev1 go before the pages that came first, and what names many before them', async () => {
    const { went, ask } = limited();
    ask('first', { platform: 'slack', rank: 'page' });
    ask('page', { platform: 'slack', rank: 'page' });
    ask('sev1', { platform: 'slack', rank: 'urgent-page' });
    ask('bundle', { platform: 'slack', rank: 'bundle' });
    await vi.advanceTimersByTimeAsync(3_000);
    expect(went).toEqual(['first', 'bundle later', 'sev1 later', 'page later']);
  });

  it('tells how long a page would wait, by the limits and by what waits before it', async () => {
    const { rateLimiter, ask } = limited(2);
    const page = { platform: 'slack', lane: 'general', rank: 'page' } as const;
    expect(rateLimiter.waitMs(page)).toBe(0);
    ask('first', page);
    expect(rateLimiter.waitMs(page)).toBe(2_000);
    ask('second', page);
    ask('edit', { ...page, rank: 'edit' });
    expect(rateLimiter.waitMs(page)).toBe(4_000);
    expect(rateLimiter.waitMs({ ...page, rank: 'urgent-page' })).toBe(2_000);
    expect(rateLimiter.waitMs({ ...page, lane: 'elsewhere' })).toBe(0);
    await vi.advanceTimersByTimeAsync(500);
    expect(rateLimiter.waitMs(page)).toBe(3_500);
  });

  it('tells by how much a person gets more pages than they read, and sends them all the same', async () => {
    const { rateLimiter, went, ask } = limited();
    const page = { platform: 'email', lane: 'alice', rank: 'page' } as const;
    for (const name of ['a', 'b']) ask(name, page);
    expect(rateLimiter.waitMs(page)).toBe(60_000);
    expect(rateLimiter.waitMs({ ...page, rank: 'card' })).toBe(0);
    ask('c', page);
    expect(went).toEqual(['a', 'b', 'c']);
  });

  it('edits the cards of one channel at most once a second, whatever the platform', async () => {
    const { went, ask } = limited();
    for (const name of ['a', 'b', 'c']) ask(name, { platform: 'web', rank: 'edit' });
    ask('page', { platform: 'web', rank: 'page' });
    await vi.advanceTimersByTimeAsync(999);
    expect(went).toEqual(['a', 'page']);
    await vi.advanceTimersByTimeAsync(1_001);
    expect(went).toEqual(['a', 'page', 'b later', 'c later']);
  });

  it('has so many under way at the same time, and a page goes before the edits that wait', async () => {
    const { rateLimiter, went, ask } = limited();
    const first = [1, 2].map(
      (n) => rateLimiter.acquire({ platform: 'telegram', lane: `${n}`, rank: 'notice' }) as Permit,
    );
    ask('edit', { platform: 'telegram', lane: 'a', rank: 'edit' });
    ask('page', { platform: 'telegram', lane: 'b', rank: 'page' });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(went).toEqual([]);
    first[0]!.release();
    first[0]!.release();
    await vi.advanceTimersByTimeAsync(0);
    expect(went).toEqual(['page later', 'edit later']);
    ask('next', { platform: 'telegram', lane: 'c' });
    expect(went).toEqual(['page later', 'edit later', 'next']);
  });

  it('sends little while alerts wait to be kept, and goes on with all of it afterwards', async () => {
    let isRush = true;
    const rateLimiter = createRateLimiter(rules, { writePressure: () => isRush });
    const went: number[] = [];
    const gone: Permit[] = [];
    for (let n = 0; n < 20; n += 1) {
      const asked = rateLimiter.acquire({ platform: 'web', lane: `${n}`, rank: 'page' });
      if (asked instanceof Promise) void asked.then(() => went.push(n));
      else gone.push(asked);
    }
    expect(gone).toHaveLength(8);
    isRush = false;
    gone[0]!.release();
    await vi.advanceTimersByTimeAsync(0);
    expect(went).toEqual([...Array(12).keys()].map((n) => n + 8));
  });

  it('keeps the order of a lane, also when there is room again before somebody was told', async () => {
    const { rateLimiter, went, ask } = limited();
    const first = [1, 2].map(
      (n) => rateLimiter.acquire({ platform: 'telegram', lane: `${n}`, rank: 'notice' }) as Permit,
    );
    ask('a', { platform: 'telegram' });
    first[1]!.release();
    ask('b', { platform: 'telegram' });
    await vi.advanceTimersByTimeAsync(0);
    ask('c', { platform: 'telegram' });
    await vi.advanceTimersByTimeAsync(0);
    expect(went.map((name) => name[0])).toEqual(['a', 'b', 'c']);
  });

  it('takes only its part when several processes send', async () => {
    const { went, ask } = limited(4);
    for (const name of ['a', 'b']) ask(name, { platform: 'slack' });
    await vi.advanceTimersByTimeAsync(3_900);
    expect(went).toEqual(['a']);
    await vi.advanceTimersByTimeAsync(200);
    expect(went).toEqual(['a', 'b later']);
  });
});
