/** Work that is under way. */
export interface InFlight {
  readonly size: number;
  /** Counts the work until it settles, and returns it. Whoever gets it hears of its failure; here it is not reported. */
  track<T>(work: Promise<T>): Promise<T>;
  /** Settles when nothing is under way any more, what begins meanwhile included. Never rejects. */
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
