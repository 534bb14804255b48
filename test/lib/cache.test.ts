import { expect, it } from 'vitest';
import { createCache } from '../../src/lib/cache.ts';

it('forgets what was used longest ago', () => {
  const cache = createCache<string, number>({ max: 2 });
  cache.set('a', 1);
  cache.set('b', 2);
  expect(cache.get('a')).toBe(1);
  cache.set('c', 3);
  expect([...cache.keys()].sort()).toEqual(['a', 'c']);
});

it('forgets what is as old as it may become, by the clock that it is given', () => {
  let now = Date.parse('2026-03-01T02:00:00Z');
  const cache = createCache<string, number>({ max: 9, ttlMs: 1_000, now: () => now });
  cache.set('a', 1);
  now += 999;
  expect(cache.has('a')).toBe(true);
  now += 1;
  expect(cache.get('a')).toBeUndefined();
});

it('keeps for ever what has no time', () => {
  let now = 1;
  const cache = createCache<string, number>({ max: 1, now: () => now });
  cache.set('a', 1);
  now += 1e12;
  expect(cache.get('a')).toBe(1);
});

it('takes no memory for entries that it does not hold', () => {
  const before = process.memoryUsage().arrayBuffers;
  const cache = createCache<string, number>({ max: 10_000_000 });
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(1_000_000);
  cache.set('a', 1);
  expect(cache.size).toBe(1);
});
