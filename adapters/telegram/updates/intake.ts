import type { Update } from 'grammy/types';
import { createCache } from '../../../src/lib/cache.ts';
import { createInFlight } from '../../../src/lib/in-flight.ts';

/** Of this many updates a repeat is recognised; Telegram repeats within minutes. */
const REMEMBERED = 2_000;

/** Each update is handled once, however often it arrives, unless handling it failed: then a repeat is a new chance. */
export interface Intake {
  /** Settles as the handling does; a repeat that comes while it is under way waits for the same. */
  take(update: Update): Promise<void>;
  /** How often handling this update has failed. */
  failures(update: Update): number;
  /** Settles when nothing is under way. */
  idle(): Promise<void>;
}

export function createIntake(handle: (update: Update) => Promise<void>): Intake {
  const known = createCache<number, Promise<void>>({ max: REMEMBERED });
  const failed = createCache<number, number>({ max: REMEMBERED });
  const running = createInFlight();

  function take(update: Update): Promise<void> {
    const id = update.update_id;
    const before = known.get(id);
    if (before) return before;
    const task = handle(update).catch((err: unknown) => {
      known.delete(id);
      failed.set(id, (failed.get(id) ?? 0) + 1);
      throw err;
    });
    void running.track(task);
    known.set(id, task);
    // Whoever waits hears of a failure; when nobody does, it has been logged already.
    task.catch(() => undefined);
    return task;
  }

  return { take, failures: ({ update_id }) => failed.get(update_id) ?? 0, idle: running.settled };
}
