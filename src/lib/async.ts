/**
 * Returns the result of `work`. After `ms` it returns what `onTimeout` returns, or throws what `onTimeout` throws; the work
 * continues, and its late failure is ignored. p-timeout is not used, because it creates an error with a stack for each call,
 * and each database call is one.
 *
 * @param onTimeout without it a timeout gives undefined
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

/** Waits `ms` milliseconds, or until `signal` aborts. Never throws. */
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

/** Returns how long to wait after `failures` failures in a row: `firstMs` after one, doubled each time, at most `longestMs`. */
export function backoffMs(failures: number, firstMs: number, longestMs: number): number {
  return Math.min(longestMs, firstMs * 2 ** (failures - 1));
}

type Call = (...args: never[]) => Promise<unknown>;
/** An object of asynchronous functions. */
export type Calls<S> = { readonly [call in keyof S]: Call };

/** Returns the store with `around` about each of its calls, which it looks up when they are made. */
export function eachCall<S extends Calls<S>>(store: S, around: <T>(call: () => Promise<T>) => Promise<T>): S {
  const callsOf: Readonly<Record<string, Call>> = store;
  const calls = Object.keys(store).map((name): [string, Call] => [
    name,
    (...args) => around(() => callsOf[name]!(...args)),
  ]);
  return Object.fromEntries(calls) as S;
}

/** Returns a function that runs `check` before `work`, and throws what `check` throws. */
export function checkedBy<A extends unknown[], R>(check: () => void, work: (...args: A) => Promise<R>) {
  return async (...args: A): Promise<R> => {
    check();
    return work(...args);
  };
}
