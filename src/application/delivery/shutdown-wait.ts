/** Waits that end when this process is to stop. */
export interface ShutdownWait {
  stop(): void;
  readonly stopped: boolean;
  /** What came of it; undefined as soon as this process is to stop. */
  unlessStopped<T>(work: Promise<T>): Promise<T | undefined>;
  /** How many wait at the moment. */
  readonly waiting: number;
}

/** A race with one promise that lasts as long as the process would keep something of every wait that there ever was. */
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
