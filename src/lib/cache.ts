import { LRUCache } from 'lru-cache';

export type Cache<K extends {}, V extends {}> = LRUCache<K, V>;

/**
 * Makes a map that keeps the `max` entries that were used last.
 *
 * @param ttlMs the age in milliseconds at which an entry expires; without it an entry stays until the map is full
 * @param now milliseconds above 0; used only with a `ttlMs`
 */
export function createCache<K extends {}, V extends {}>({
  max,
  ttlMs = 0,
  now = Date.now,
}: {
  readonly max: number;
  readonly ttlMs?: number;
  readonly now?: () => number;
}): Cache<K, V> {
  return new LRUCache({
    // With its option `max` lru-cache allocates room for all entries at once: a megabyte for 50,000. `maxSize` does not.
    maxSize: max,
    sizeCalculation: () => 1,
    // lru-cache drops entries that are older than its ttl, not as old. A resolution of 0 stops it from caching the time.
    ttl: Math.max(0, ttlMs - 1),
    ttlResolution: 0,
    perf: { now },
  });
}
