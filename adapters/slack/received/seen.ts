import { createCache } from '../../../src/lib/cache.ts';
import type { Clock } from '../../../src/ports/runtime.ts';
import { REMEMBER_MS } from '../limits.ts';

/** How many ids are remembered: far more than Slack sends within `REMEMBER_MS`. */
const REMEMBERED = 20_000;

/**
 * Returned by work that changed nothing, so that the same id may run again: for example a form that is corrected and
 * submitted again.
 */
export const again = Symbol('again');

export type Once = (id: string, work: () => Promise<unknown>) => Promise<void>;

/**
 * Creates a function that runs the work for an id once. A repeat waits for the first run. If that failed, the repeat runs,
 * because Slack sends one when it got no acknowledgement.
 */
export function createSeen(clock: Clock): Once {
  const entries = createCache<string, Promise<boolean>>({
    max: REMEMBERED,
    ttlMs: REMEMBER_MS,
    now: () => clock.now().getTime(),
  });

  return async function once(id, work) {
    for (let earlier = entries.get(id); earlier; earlier = entries.get(id)) if (await earlier) return;
    const running = work();
    const done = running.then(
      (outcome) => {
        if (outcome === again) entries.delete(id);
        return outcome !== again;
      },
      () => {
        entries.delete(id);
        return false;
      },
    );
    entries.set(id, done);
    await running;
  };
}
