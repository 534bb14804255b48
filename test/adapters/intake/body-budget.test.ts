import { describe, expect, it } from 'vitest';
import { bodyBytesAtOnce, countedBytes, createBodyBudget } from '../../../adapters/intake/body-budget.ts';

const mb = 1024 * 1024;
const ofBytes = (bytes: number) => ({ method: 'POST', headers: new Headers({ 'content-length': String(bytes) }) });

describe('the budget of request bodies', () => {
  it('follows the size to which the heap may grow', () => {
    expect(bodyBytesAtOnce(208 * mb)).toBe(6.5 * mb);
    expect(bodyBytesAtOnce(4144 * mb)).toBe(129.5 * mb);
    // 64 connections with an alert of 2 kB each, or with 64 alerts of 1 kB each, on the smallest heap that is documented.
    expect(64 * 2048).toBeLessThan(bodyBytesAtOnce(208 * mb));
    expect(64 * 64 * 1024).toBeLessThan(bodyBytesAtOnce(208 * mb));
  });

  it('counts what a body may become before it is read', () => {
    expect(countedBytes(ofBytes(500))).toBe(500);
    expect(countedBytes({ method: 'POST', headers: new Headers() })).toBe(mb);
    expect(countedBytes({ method: 'GET', headers: new Headers() })).toBe(0);
    const packed = new Headers({ 'content-length': '500', 'content-encoding': 'gzip' });
    expect(countedBytes({ method: 'POST', headers: packed })).toBe(5000);
  });

  it('refuses none of 5,000 posts that come at once, and keeps their order', async () => {
    const budget = createBodyBudget({ bytes: 64 * 1024, waiting: 5_000 });
    const order: number[] = [];
    await Promise.all(
      Array.from({ length: 5_000 }, async (_, number) => {
        const permit = budget(ofBytes(2048));
        await permit.take();
        order.push(number);
        await Promise.resolve();
        permit.leave();
      }),
    );
    expect(order).toEqual(Array.from({ length: 5_000 }, (_, number) => number));
  });

  it('takes one that is larger than the budget when it is alone', async () => {
    const permit = createBodyBudget({ bytes: 100 })(ofBytes(8 * mb));
    await expect(permit.take()).resolves.toBeUndefined();
  });

  it('refuses what waits too long, and what finds too many waiting', async () => {
    const budget = createBodyBudget({ bytes: 100, waiting: 1, waitMs: 20 });
    await budget(ofBytes(100)).take();
    const waits = budget(ofBytes(100)).take();
    await expect(budget(ofBytes(100)).take()).rejects.toMatchObject({ status: 503 });
    await expect(waits).rejects.toMatchObject({ status: 503 });
  });

  it('keeps the permit of what is still being stored after its sender was answered', async () => {
    const budget = createBodyBudget({ bytes: 100, waitMs: 20 });
    const first = budget(ofBytes(100));
    await first.take();
    let store: (() => void) | undefined;
    const storing = first.keepFor(new Promise<void>((resolve) => (store = resolve)));
    first.leave();
    await expect(budget(ofBytes(100)).take()).rejects.toMatchObject({ status: 503 });
    store?.();
    await storing;
    await expect(budget(ofBytes(100)).take()).resolves.toBeUndefined();
  });
});
