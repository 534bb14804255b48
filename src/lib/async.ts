/**
 * Gives what `work` gives, or what `onTimeout` gives (or throws) when that takes longer. The work itself goes on; a late
 * failure of it is ignored. Not by p-timeout: that makes an error with a stack for every call, and each call of the database is one.
 *
 * @param onTimeout without it the result is undefined
 */
export function withTimeout<T, F = undefined>(work: PromiseLike<T>, ms: number, onTimeout?: () => F): Promise<T | F> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      try {
        resolve(onTimeout?.() as F);
      } catch (err) {
        reject(err);
      }
    }, ms);
    work.then(
      (result) => {
        clearTimeout(timer);
        resolve(result);
      },
      (err: unknown) => {
        clearTimeout(timer);
        reject(err);
      },
    );
  });
}

/** Waits `ms`, or until `signal` aborts. Never throws. */
export function sleep(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) return resolve();
    const done = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal?.addEventListener('abort', done);
  });
}

/** How long to wait after so many failures: `firstMs` after one, then twice as long each time, at most `longestMs`. */
export function backoffMs(failures: number, firstMs: number, longestMs: number): number {
  return Math.min(longestMs, firstMs * 2 ** (failures - 1));
}

/** Returns the same function, which runs `check` first: what that throws, it throws. */
export function checkedBy<A extends unknown[], R>(check: () => void, work: (...args: A) => Promise<R>) {
  return async (...args: A): Promise<R> => {
    check();
    return work(...args);
  };
}
