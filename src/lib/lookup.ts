import { withTimeout } from './async.ts';
import { createCache } from './cache.ts';

/** Finds values by key. Resolves with the values that are known or come in time, and never rejects. */
export type Lookup<V> = (keys: Iterable<string>) => Promise<ReadonlyMap<string, V>>;

/**
 * Returns a lookup that caches its answers, and waits at most `waitMs` for missing ones. A later answer is known at the next
 * call.
 *
 * @param options `most` keys are asked for at once; `ttlMs` is how long an answer is valid
 */
export function createLookup<V extends object | string>(
  fetchValue: (key: string) => Promise<V | undefined>,
  options: { readonly waitMs: number; readonly most: number; readonly ttlMs: number; onError(err: unknown): void },
): Lookup<V> {
  const known = createCache<string, { readonly value?: V }>({ max: 10_000, ttlMs: options.ttlMs });

  async function learn(key: string): Promise<void> {
    try {
      const value = await fetchValue(key);
      known.set(key, value === undefined ? {} : { value });
    } catch (err) {
      options.onError(err);
    }
  }

  return async function look(keys) {
    const distinct = [...new Set(keys)];
    const missing = distinct.filter((key) => known.get(key) === undefined).slice(0, options.most);
    if (missing.length > 0) await withTimeout(Promise.all(missing.map(learn)), options.waitMs);
    return new Map(
      distinct.flatMap((key) => {
        const value = known.get(key)?.value;
        return value === undefined ? [] : [[key, value] as const];
      }),
    );
  };
}
