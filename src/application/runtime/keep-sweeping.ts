import { StoreUnavailable } from '../../ports/incidents.ts';
import type { Log } from '../../ports/runtime.ts';

const everyMs = 2_000;

/**
 * Sweeps again and again, one at a time, until stopped. It runs in every process and needs no job of its own: it is what
 * finds the jobs that were lost.
 */
export function keepSweeping(sweep: () => Promise<number>, log: Log): { stop(): Promise<void> } {
  let timer: NodeJS.Timeout;
  let stopped = false;
  let running: Promise<void> = Promise.resolve();

  async function once(): Promise<void> {
    try {
      await sweep();
    } catch (err) {
      const cause = err instanceof StoreUnavailable ? 'the database does not answer' : 'unexpected';
      log.error({ err, cause }, 'sweep failed; the next one tries again');
    }
    if (!stopped) next();
  }

  function next(): void {
    timer = setTimeout(() => {
      running = once();
    }, everyMs);
  }

  next();
  return {
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}
