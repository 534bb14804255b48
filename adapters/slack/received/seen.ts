import { createCache } from '../../../src/lib/cache.ts';
import type { Clock } from '../../../src/ports/runtime.ts';
import { REMEMBER_MS } from '../limits.ts';

/** Far more than Slack sends in that time. */
const REMEMBERED = 20_000;

/** What work gives that changed nothing: the same id comes again, such as a form that is corrected and sent again. */
export const again = Symbol('again');

export type Once = (id: string, work: () => Promise<unknown>) => Promise<void>;

/**
 * Runs the work for an id once. A repeat waits for the first to finish: if that failed, the repeat is handled in its
 * place, for Slack sends it because it was not told that all is well.
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
