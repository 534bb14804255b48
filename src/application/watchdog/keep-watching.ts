const everyMs = 5_000;
/** The sweep first catches up with what was due while no process ran. */
const firstAfterMs = 15_000;

/**
 * Runs the watchdog until stopped, on a timer of its own: a sweep that hangs must not stop it. If the watchdog hangs,
 * the outgoing heartbeat stops and the metrics show an old time.
 */
export function keepWatching(look: () => Promise<void>): { stop(): Promise<void> } {
  let timer: NodeJS.Timeout;
  let stopped = false;
  let running: Promise<void> = Promise.resolve();

  function next(afterMs: number): void {
    timer = setTimeout(() => {
      running = look().finally(() => {
        if (!stopped) next(everyMs);
      });
    }, afterMs);
  }

  next(firstAfterMs);
  return {
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}
