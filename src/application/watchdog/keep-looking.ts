const everyMs = 5_000;
/** What fell due while nothing ran is the sweep's to catch up with first. */
const firstAfterMs = 15_000;

/**
 * Lets the watchdog look again and again until stopped, on a timer of its own: a sweep that hangs must not keep away what is
 * to notice it. A look that hangs itself is noticed outside, by the heartbeat and the time in the metrics.
 */
export function keepAuditing(look: () => Promise<void>): { stop(): Promise<void> } {
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
