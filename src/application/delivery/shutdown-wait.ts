/** Waits that end when this process is stopping. */
export interface ShutdownWait {
  stop(): void;
  readonly stopped: boolean;
  /** Resolves with the result of the work; undefined as soon as this process is stopping. */
  unlessStopped<T>(work: Promise<T>): Promise<T | undefined>;
  /** The number of present waits. */
  readonly waiting: number;
}

/** Promise.race with a promise that lives as long as the process would leak memory for each wait, so this keeps a list. */
export function createShutdownWait(): ShutdownWait {
  const waiting = new Set<() => void>();
  let stopped = false;
  return {
    stop() {
      stopped = true;
      for (const giveUp of waiting) giveUp();
      waiting.clear();
    },
    get stopped() {
      return stopped;
    },
    get waiting() {
      return waiting.size;
    },
    unlessStopped<T>(work: Promise<T>): Promise<T | undefined> {
      if (stopped) return Promise.resolve(undefined);
      return new Promise((resolve, reject) => {
        const giveUp = () => resolve(undefined);
        waiting.add(giveUp);
        work.then(resolve, reject).finally(() => waiting.delete(giveUp));
      });
    },
  };
}
