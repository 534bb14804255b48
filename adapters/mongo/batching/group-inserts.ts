import {
  type Collection,
  type Document,
  MongoBulkWriteError,
  MongoServerError,
  type OptionalUnlessRequiredId,
} from 'mongodb';
import { answerWithinMs } from '../connection/answering.ts';
import { serverLimitMs } from '../connection/time-limits.ts';

const mostTogether = 256;

interface Asked<D> {
  readonly document: D;
  readonly at: number;
  kept(): void;
  failed(err: unknown): void;
}

/**
 * Groups inserts: documents that arrive during a write go together into the next one, as updates do (group-writes.ts). It
 * uses the plain insert, which every server answers for each document, and which SecantusDB makes durable once for the whole
 * group.
 *
 * @returns a function that throws MongoServerError 11000 when the key is taken
 */
export function createGroupInserts<D extends Document>(collection: Collection<D>): (document: D) => Promise<void> {
  let waiting: Asked<D>[] = [];
  let writing = false;

  async function writeAll(): Promise<void> {
    writing = true;
    while (waiting.length > 0) {
      const group = waiting.slice(0, mostTogether);
      waiting = waiting.slice(group.length);
      // The caller of an older insert was told that it failed, so it must not be written after all.
      const unexpired = group.filter(({ at }) => performance.now() - at < answerWithinMs);
      if (unexpired.length > 0) await write(unexpired);
    }
    writing = false;
  }

  async function write(group: readonly Asked<D>[]): Promise<void> {
    const documents = group.map(({ document }) => document as OptionalUnlessRequiredId<D>);
    try {
      await collection.insertMany(documents, { ordered: false, maxTimeMS: serverLimitMs });
      for (const { kept } of group) kept();
    } catch (err) {
      const refused = err instanceof MongoBulkWriteError ? refusals(err) : undefined;
      for (const [index, { kept, failed }] of group.entries()) {
        if (!refused) failed(causeOf(err));
        else if (refused.has(index)) failed(refused.get(index));
        else kept();
      }
    }
  }

  return (document) =>
    new Promise((kept, failed) => {
      waiting.push({ document, at: performance.now(), kept, failed });
      if (!writing) void writeAll();
    });
}

/** Returns the refused documents if nothing else failed: the other documents were then written. */
function refusals(err: MongoBulkWriteError): Map<number, MongoServerError> | undefined {
  const each = [err.writeErrors].flat();
  if (each.length === 0 || err.result.getWriteConcernError()) return undefined;
  return new Map(
    each.map(({ index, code, errmsg }) => [index, new MongoServerError({ message: errmsg ?? 'refused', code })]),
  );
}

/** Returns the cause: the driver wraps any failure of a group, such as a lost connection, into an error about no document. */
function causeOf(err: unknown): unknown {
  if (!(err instanceof MongoBulkWriteError)) return err;
  const wrapped: unknown = err.errorResponse;
  return wrapped instanceof Error ? wrapped : err;
}
