import { LRUCache } from 'lru-cache';

export type Cache<K extends {}, V extends {}> = LRUCache<K, V>;

/**
 * Makes a map of the `max` entries that were used last.
 *
 * @param ttlMs the age at which an entry is forgotten; without it an entry stays until it makes room
 * @param now milliseconds above 0; matters only with a `ttlMs`
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
    // With its option `max` lru-cache allocates room for all entries at once: a megabyte for 50,000. So each counts as size 1.
    maxSize: max,
    sizeCalculation: () => 1,
    // lru-cache forgets what is older than its ttl; and without a resolution of 0 it would remember what time it is.
    ttl: Math.max(0, ttlMs - 1),
    ttlResolution: 0,
    perf: { now },
  });
}
