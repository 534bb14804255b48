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
import { withTimeout } from '../../../src/lib/async.ts';
import { StoreUnavailable } from '../../../src/ports/incidents.ts';

/** No store call takes longer than this, whatever the driver does: its own limit over all attempts is gone since 7. */
export const answerWithinMs = 10_000;

/** Kinds of driver error after which the same call may well succeed. */
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

/** Server codes for "not primary", shutting down, stepping down, and out of time. */
const passingCodes: ReadonlySet<unknown> = new Set([
  6, 7, 50, 64, 89, 91, 112, 189, 262, 9001, 10107, 11600, 11602, 13435, 13436,
]);

const duplicateKey = 11_000;

export function isDuplicateKey(err: unknown): boolean {
  return err instanceof MongoServerError && err.code === duplicateKey;
}

/** Whether the same call may well succeed a little later. */
export function isPassing(err: unknown): boolean {
  if (passing.some((kind) => err instanceof kind)) return true;
  // The pool's queue ran full; the driver does not export this one.
  if (err instanceof MongoDriverError && err.name === 'MongoWaitQueueTimeoutError') return true;
  if (err instanceof MongoServerError) {
    return passingCodes.has(err.code) || err.hasErrorLabel('RetryableWriteError');
  }
  // A name server that does not answer, for mongodb+srv.
  if (err instanceof Error && 'syscall' in err) return true;
  if (err instanceof Error && err.name === 'MongooseServerSelectionError') return true;
  // mongoose's own words for a connection that was closed, or never opened.
  return err instanceof MongooseError && /closed|buffering timed out|initial connection/.test(err.message);
}

/** Its name and message only: driver errors carry the topology with them, which is nothing for a log. */
function plain(err: unknown): Error {
  const cause = new Error(err instanceof Error ? err.message : String(err));
  cause.name = err instanceof Error ? err.name : 'Error';
  return cause;
}

/** @throws StoreUnavailable when the database cannot be reached or does not answer in time */
export async function answered<T>(operation: () => Promise<T>, withinMs = answerWithinMs): Promise<T> {
  try {
    return await withTimeout(operation(), withinMs, () => {
      throw new StoreUnavailable(new Error(`No answer within ${withinMs} ms`));
    });
  } catch (err) {
    throw isPassing(err) ? new StoreUnavailable(plain(err)) : err;
  }
}

type Call = (...args: never[]) => Promise<unknown>;

/** The same store, each of whose calls is `answered`. */
export function answering<S extends { readonly [call in keyof S]: Call }>(store: S): S {
  const calls = Object.entries<Call>(store).map(([name, call]): [string, Call] => [
    name,
    (...args) => answered(() => call(...args)),
  ]);
  return Object.fromEntries(calls) as S;
}

const upsertAttempts = 5;

/**
 * Two upserts of one new key may collide: MongoDB then says that the key is taken, and SecantusDB may answer the loser with
 * nothing at all. The next try finds what the winner made.
 */
export async function upserted<T>(upsert: () => Promise<T | null>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const kept = await upsert();
      if (kept !== null) return kept;
    } catch (err) {
      if (!isDuplicateKey(err) || attempt === upsertAttempts) throw err;
    }
    if (attempt === upsertAttempts) throw new Error('The database did not keep what it was given');
  }
}
