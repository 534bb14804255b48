import { type Calls, eachCall, withTimeout } from '../../src/lib/async.ts';
import { STORE_LIMIT_MS } from './limits.ts';

/** Thrown when the store did not answer in time. The write may have happened. */
export class TooSlow extends Error {
  constructor() {
    super(`The web chat’s store did not answer within ${STORE_LIMIT_MS / 1000} s`);
    this.name = 'TooSlow';
  }
}

/** Thrown when the store failed. The store logs its error; that text may contain the database's URL. */
export class StoreFailed extends Error {
  constructor(cause: unknown) {
    super(`The web chat’s store failed (${cause instanceof Error ? cause.name : typeof cause})`);
    this.name = 'StoreFailed';
  }
}

export async function within<T>(work: Promise<T>): Promise<T> {
  try {
    return await withTimeout(work, STORE_LIMIT_MS, () => {
      throw new TooSlow();
    });
  } catch (err) {
    throw err instanceof TooSlow ? err : new StoreFailed(err);
  }
}

/** Returns the store with the time limit on every call. */
export function bounded<S extends Calls<S>>(store: S): S {
  return eachCall(store, (call) => within(call()));
}
