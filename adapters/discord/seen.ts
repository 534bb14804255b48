import { createCache } from '../../src/lib/cache.ts';
import type { Clock } from '../../src/ports/runtime.ts';

/** After a resume, the gateway may repeat events within minutes. */
const REMEMBERED_MS = 10 * 60_000;
/** How many ids are remembered: far more than Discord sends in that time. */
const REMEMBERED = 20_000;

export interface Seen {
  /** Returns true the first time, and false for a repeat within ten minutes. */
  first(id: string): boolean;
  /** Forgets an id whose handling did not finish, so that a repeat is handled. */
  forget(id: string): void;
}

export function seen(clock: Clock): Seen {
  const ids = createCache<string, true>({ max: REMEMBERED, ttlMs: REMEMBERED_MS, now: () => clock.now().getTime() });
  return {
    first(id) {
      if (ids.has(id)) return false;
      ids.set(id, true);
      return true;
    },
    forget: (id) => void ids.delete(id),
  };
}
