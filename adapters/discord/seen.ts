import { createCache } from '../../src/lib/cache.ts';
import type { Clock } from '../../src/ports/runtime.ts';

/** The gateway delivers again what it is not sure of after a resume, and it does so within minutes. */
const REMEMBERED_MS = 10 * 60_000;
/** Far more than Discord sends in that time. */
const REMEMBERED = 20_000;

export interface Seen {
  /** True the first time; false for a repeat within ten minutes. */
  first(id: string): boolean;
  /** Its handling never finished: a repeat is welcome. */
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
