import type { Clock } from '../../src/ports/clock.ts';

/** The gateway delivers again what it is not sure of after a resume, and it does so within minutes. */
const REMEMBERED_MS = 10 * 60_000;

export interface Seen {
  /** True the first time; false for a repeat within ten minutes. */
  first(id: string): boolean;
  /** Its handling never finished: a repeat is welcome. */
  forget(id: string): void;
}

export function seen(clock: Clock): Seen {
  const ids = new Map<string, number>();
  return {
    first(id) {
      const now = clock.now().getTime();
      // In the order in which they came, so the old ones are at the front.
      for (const [old, at] of ids) {
        if (at > now - REMEMBERED_MS) break;
        ids.delete(old);
      }
      if (ids.has(id)) return false;
      ids.set(id, now);
      return true;
    },
    forget: (id) => void ids.delete(id),
  };
}
