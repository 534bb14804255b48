import {
  MongoClientClosedError,
  MongoDriverError,
  MongoExpiredSessionError,
  MongoNetworkError,
  MongoNotConnectedError,
  MongoOperationTimeoutError,
  MongoServerClosedError,
  MongoServerError,
  MongoStalePrimaryError,
  MongoSystemError,
  MongoTopologyClosedError,
} from 'mongodb';
import { MongooseError } from 'mongoose';
import { type Calls, eachCall, withTimeout } from '../../../src/lib/async.ts';
import { StoreUnavailable } from '../../../src/ports/incidents.ts';

/** The time limit of every store call. The driver has had no limit over all attempts since version 7. */
export const answerWithinMs = 10_000;

/** Kinds of driver error after which the same call may succeed. */
const passing = [
  MongoNetworkError,
  MongoSystemError,
  MongoNotConnectedError,
  MongoTopologyClosedError,
  MongoServerClosedError,
  MongoClientClosedError,
  MongoExpiredSessionError,
  MongoStalePrimaryError,
  MongoOperationTimeoutError,
];

/** Server codes for "not primary", for shutting down or stepping down, and for a timeout. */
const passingCodes: ReadonlySet<unknown> = new Set([
  6, 7, 50, 64, 89, 91, 112, 189, 262, 9001, 10107, 11600, 11602, 13435, 13436,
]);

/**
 * Server codes for a database that takes no writes, or not this login's, until somebody repairs it: the login was changed,
 * too few members for the write concern, writes are blocked, an Atlas limit, no disk space. The same call succeeds after that.
 */
const repairCodes: ReadonlySet<unknown> = new Set([13, 18, 100, 371, 8_000, 14_031]);

const duplicateKey = 11_000;

export function isDuplicateKey(err: unknown): boolean {
  return err instanceof MongoServerError && err.code === duplicateKey;
}

/** Returns whether the same call may succeed a little later. */
export function isPassing(err: unknown): boolean {
  if (passing.some((kind) => err instanceof kind)) return true;
  // The pool's queue was full; the driver does not export this class.
  if (err instanceof MongoDriverError && err.name === 'MongoWaitQueueTimeoutError') return true;
  if (err instanceof MongoServerError) {
    return passingCodes.has(err.code) || err.hasErrorLabel('RetryableWriteError');
  }
  // A name server did not answer, for mongodb+srv.
  if (err instanceof Error && 'syscall' in err) return true;
  if (err instanceof Error && err.name === 'MongooseServerSelectionError') return true;
  // mongoose reports a connection that was closed or never opened with these words.
  return err instanceof MongooseError && /closed|buffering timed out|initial connection/.test(err.message);
}

/** Returns an error with name and message only: a driver error contains the whole topology, which must not fill the log. */
function plain(err: unknown): Error {
  const cause = new Error(err instanceof Error ? err.message : String(err));
  cause.name = err instanceof Error ? err.name : 'Error';
  return cause;
}

/**
 * Runs the operation.
 *
 * @throws StoreUnavailable when the database cannot be reached, does not answer in time, or takes no writes for now
 */
export async function answered<T>(operation: () => Promise<T>, withinMs = answerWithinMs): Promise<T> {
  try {
    return await withTimeout(operation(), withinMs, () => {
      throw new StoreUnavailable(new Error(`No answer within ${withinMs} ms`));
    });
  } catch (err) {
    const isRefused = err instanceof MongoServerError && repairCodes.has(err.code);
    throw isPassing(err) || isRefused ? new StoreUnavailable(plain(err)) : err;
  }
}

/** Returns the store with each of its calls `answered`. */
export function answering<S extends Calls<S>>(store: S): S {
  return eachCall(store, answered);
}

const upsertAttempts = 5;

/**
 * Runs an upsert again when it collides with another one of the same new key: MongoDB then reports that the key is taken,
 * and SecantusDB may answer nothing. The next attempt finds the document of the other.
 */
export async function upserted<T>(upsert: () => Promise<T | null>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const kept = await upsert();
      if (kept !== null) return kept;
    } catch (err) {
      if (!isDuplicateKey(err) || attempt === upsertAttempts) throw err;
    }
    if (attempt === upsertAttempts)
      throw new Error('The database answered an upsert without a document; check the log of the database');
  }
}

/** Runs an upsert that answers with counts, again like `upserted`. */
export async function updatedOrInserted(
  upsert: () => Promise<{ readonly matchedCount: number; readonly upsertedCount: number }>,
): Promise<void> {
  await upserted(async () => {
    const { matchedCount, upsertedCount } = await upsert();
    return matchedCount + upsertedCount > 0 ? true : null;
  });
}
