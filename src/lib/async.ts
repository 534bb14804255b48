/**
 * Returns the result of `work`. After `ms` it returns what `onTimeout` returns, or throws what `onTimeout` throws; the work
 * continues, and its late failure is ignored. p-timeout is not used, because it creates an error with a stack for each call,
 * and each database call is one.
 *
 * @param onTimeout without it a timeout gives undefined
 */
export function withTimeout<T, F = undefined>(work: PromiseLike<T>, ms: number, onTimeout?: () => F): Promise<T | F> {
  return new Promise((resolve, reject) => {
    const met = deadlineIn(ms, () => {
      try {
        resolve(onTimeout?.() as F);
      } catch (err) {
        reject(err);
      }
    });
    work.then(
      (result) => {
        met();
        resolve(result);
      },
      (err: unknown) => {
        met();
        reject(err);
      },
    );
  });
}

interface Deadline {
  readonly at: number;
  missed(): void;
}

/** The deadlines of one length, the next one first, and the timer that waits for it. */
interface Line {
  readonly open: Set<Deadline>;
  timer: ReturnType<typeof setTimeout>;
}

const lines = new Map<number, Line>();

/**
 * Calls `missed` in `ms` milliseconds, unless the returned function is called before. Deadlines of one length share a timer:
 * nearly all work is done long before its time is over, and in a storm a timer for each would take longer than the wait.
 */
function deadlineIn(ms: number, missed: () => void): () => void {
  const deadline: Deadline = { at: performance.now() + ms, missed };
  const line = lines.get(ms) ?? begin(ms);
  line.open.add(deadline);
  return () => {
    if (!line.open.delete(deadline) || line.open.size > 0) return;
    clearTimeout(line.timer);
    lines.delete(ms);
  };
}

function begin(ms: number): Line {
  const line: Line = { open: new Set(), timer: setTimeout(() => look(ms, line), ms) };
  lines.set(ms, line);
  return line;
}

function look(ms: number, line: Line): void {
  const now = performance.now();
  const missed: Deadline[] = [];
  let next: Deadline | undefined;
  for (const deadline of line.open) {
    // A timer may fire a fraction of a millisecond early.
    if (deadline.at - now > 1) {
      next = deadline;
      break;
    }
    missed.push(deadline);
  }
  for (const deadline of missed) line.open.delete(deadline);
  if (next) line.timer = setTimeout(() => look(ms, line), next.at - now);
  else lines.delete(ms);
  for (const deadline of missed) deadline.missed();
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
