import type { Update } from 'grammy/types';
import { createCache } from '../../../src/lib/cache.ts';
import { createInFlight } from '../../../src/lib/in-flight.ts';

/** How many updates are remembered to recognise repeats; Telegram repeats within minutes. */
const REMEMBERED = 2_000;

/** Handles each update once, however often it arrives. After a failure a repeat is handled again. */
export interface Intake {
  /** Settles when the update was handled. A repeat that arrives meanwhile waits for the same run. */
  take(update: Update): Promise<void>;
  /** Returns how often handling this update has failed. */
  failures(update: Update): number;
  /** Settles when no update is being handled. */
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
    // Callers that wait get the error; without this handler it would otherwise be an unhandled rejection. It was logged
    // already.
    task.catch(() => undefined);
    return task;
  }

  return { take, failures: ({ update_id }) => failed.get(update_id) ?? 0, idle: running.settled };
}
