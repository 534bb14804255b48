/** Work that has started and has not settled. */
export interface InFlight {
  readonly size: number;
  /** Counts the work until it settles, and returns it. The caller has to handle a failure; none is reported here. */
  track<T>(work: Promise<T>): Promise<T>;
  /** Settles when no work is in flight, including work that starts meanwhile. Never rejects. */
  settled(): Promise<void>;
}

export function createInFlight(): InFlight {
  const running = new Set<Promise<unknown>>();
  return {
    get size() {
      return running.size;
    },
    track(work) {
      running.add(work);
      const done = () => void running.delete(work);
      work.then(done, done);
      return work;
    },
    async settled() {
      while (running.size > 0) await Promise.allSettled(running);
    },
  };
}
