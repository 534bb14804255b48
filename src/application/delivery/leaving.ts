/** Waits that end when this process is to leave. */
export interface Leaving {
  leave(): void;
  readonly left: boolean;
  /** What came of it; false as soon as this process is to leave. */
  unlessLeft<T>(work: Promise<T>): Promise<T | false>;
  /** How many wait at the moment. */
  readonly waiting: number;
}

/** A race with one promise that lasts as long as the process would keep something of every wait that there ever was. */
export function createLeaving(): Leaving {
  const waiting = new Set<() => void>();
  let left = false;
  return {
    leave() {
      left = true;
      for (const giveUp of waiting) giveUp();
      waiting.clear();
    },
    get left() {
      return left;
    },
    get waiting() {
      return waiting.size;
    },
    unlessLeft<T>(work: Promise<T>): Promise<T | false> {
      if (left) return Promise.resolve(false);
      return new Promise((resolve, reject) => {
        const giveUp = () => resolve(false);
        waiting.add(giveUp);
        work.then(resolve, reject).finally(() => waiting.delete(giveUp));
      });
    },
  };
}
