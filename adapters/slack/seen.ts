import type { Clock } from '../../src/ports/clock.ts';
import { REMEMBER_MS } from './limits.ts';

/**
 * Runs the work for an id once. A repeat waits for the first to finish: if that failed, the repeat is handled in its
 * place, for Slack sends it because it was not told that all is well.
 */
export function createSeen(clock: Clock): (id: string, work: () => Promise<void>) => Promise<void> {
  const entries = new Map<string, { at: number; done: Promise<boolean> }>();

  return async function once(id, work) {
    for (let earlier = entries.get(id); earlier; earlier = entries.get(id)) if (await earlier.done) return;
    const now = clock.now().getTime();
    for (const [old, { at }] of entries) {
      if (now - at < REMEMBER_MS) break;
      entries.delete(old);
    }
    const running = work();
    const done = running.then(
      () => true,
      () => {
        entries.delete(id);
        return false;
      },
    );
    entries.set(id, { at: now, done });
    await running;
  };
}
