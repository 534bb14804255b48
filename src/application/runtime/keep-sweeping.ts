import { StoreUnavailable } from '../../ports/incidents.ts';
import type { Log } from '../../ports/runtime.ts';

const everyMs = 2_000;

/**
 * Sweeps again and again, one at a time, until stopped. It runs in every process and needs no job of its own: it is what
 * finds the jobs that were lost.
 *
 * @param ready the first sweep begins when this settles, and at the latest after 2 s: what the process before has left is
 *   sent at once, as soon as it can be sent
 */
export function keepSweeping(
  sweep: () => Promise<number>,
  log: Log,
  ready: Promise<unknown> = Promise.resolve(),
): { stop(): Promise<void> } {
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  let begun = false;
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
    timer = setTimeout(begin, everyMs);
  }

  function begin(): void {
    begun = true;
    running = once();
  }

  function beginEarly(): void {
    if (stopped || begun) return;
    clearTimeout(timer);
    begin();
  }

  next();
  void ready.then(beginEarly, beginEarly);
  return {
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}
