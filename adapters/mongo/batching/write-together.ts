import {
  type AnyClientBulkWriteModel,
  type ClientBulkWriteResult,
  type Collection,
  type Document,
  type MongoClient,
  MongoClientBulkWriteError,
  MongoError,
  MongoServerError,
} from 'mongodb';
import { serverLimitMs } from '../connection/time-limits.ts';

/** The first server whose answer to many writes says of each what became of it (MongoDB 8.0). */
const tellsOfEach = 25;

const options = { ordered: false, verboseResults: true, maxTimeMS: serverLimitMs } as const;

export type Update = Extract<AnyClientBulkWriteModel<Document>, { readonly name: 'updateOne' }>;

/** Whether there was one that met the filter, and it is another than before; or none, and it was made. */
export interface Kept {
  readonly matched: boolean;
  readonly changed: boolean;
  readonly made: boolean;
}
export type Written = Kept | { readonly failed: unknown };

/** How a server takes many updates at once. */
type Manner =
  /** Before MongoDB 8.0 the answer does not say which of many matched. mongod shares its journal between connections instead. */
  | 'each by itself'
  | 'together'
  /**
   * SecantusDB makes every update of a group durable by itself, and those of a transaction once. But it leaves the transaction
   * of a process that was killed open for good: so only where that process takes the database with it.
   */
  | 'in a transaction';

/**
 * Writes many updates of one collection at once. Each is durable when this settles, and each is its own: of those that go
 * together one may fail and the others be kept.
 *
 * @param sole this process started the database for itself, and the one does not outlive the other
 * @returns what became of each, in their order; never throws
 */
export function createWriteTogether<D extends Document>(
  client: MongoClient,
  { db }: Pick<Collection<D>, 'db'>,
  { sole = false }: { readonly sole?: boolean } = {},
): (updates: readonly Update[]) => Promise<readonly Written[]> {
  let known: Promise<Manner> | undefined;

  function manner(): Promise<Manner> {
    known ??= db
      .command({ hello: 1 })
      .then(({ maxWireVersion, setName }): Manner => {
        if (maxWireVersion < tellsOfEach) return 'each by itself';
        return sole && setName === 'secantus' ? 'in a transaction' : 'together';
      })
      .catch((err: unknown) => {
        known = undefined;
        throw err;
      });
    return known;
  }

  async function writeAll(updates: readonly Update[]): Promise<readonly Written[]> {
    try {
      const how = await manner();
      if (how === 'each by itself') return await Promise.all(updates.map((update) => writeOne(update)));
      if (how === 'together' || updates.length === 1) {
        return outcomes(updates, await client.bulkWrite(updates, options));
      }
      const result = await inTransaction(updates);
      if (result) return outcomes(updates, result);
      // One of them met another process's write, or a key that is taken: the others go without it.
      const half = Math.ceil(updates.length / 2);
      return [...(await writeAll(updates.slice(0, half))), ...(await writeAll(updates.slice(half)))];
    } catch (err) {
      if (!(err instanceof MongoClientBulkWriteError)) return updates.map(() => ({ failed: err }));
      if (err.cause) return updates.map(() => ({ failed: err.cause }));
      return outcomes(updates, err.partialResult, err.writeErrors);
    }
  }

  async function writeOne({ namespace, filter, update, upsert = false }: Update): Promise<Written> {
    try {
      const collection = db.collection(namespace.slice(namespace.indexOf('.') + 1));
      const { matchedCount, modifiedCount, upsertedCount } = await collection.updateOne(filter, update, {
        upsert,
        maxTimeMS: serverLimitMs,
      });
      return { matched: matchedCount > 0, changed: modifiedCount > 0, made: upsertedCount > 0 };
    } catch (failed) {
      return { failed };
    }
  }

  /** @returns undefined when nothing was kept, for the failure of one is that of all here: they are to go otherwise */
  async function inTransaction(updates: readonly Update[]): Promise<ClientBulkWriteResult | undefined> {
    // What a session is told of times goes out with each write, and SecantusDB does not know that field there.
    const session = client.startSession({ causalConsistency: false });
    try {
      session.startTransaction();
      try {
        const result = await client.bulkWrite(updates, { ...options, session });
        await session.commitTransaction();
        return result;
      } catch (err) {
        // Lost in the commit: it may be kept or not, and only a later look can tell.
        if (!session.inTransaction() && !isAborted(err)) throw err;
        if (session.inTransaction()) await session.abortTransaction();
        return undefined;
      }
    } finally {
      await session.endSession();
    }
  }

  return writeAll;
}

function outcomes(
  updates: readonly Update[],
  result: ClientBulkWriteResult | undefined,
  errors?: MongoClientBulkWriteError['writeErrors'],
): Written[] {
  return updates.map((_, index) => {
    const error = errors?.get(index);
    if (error) return { failed: new MongoServerError({ message: error.message, code: error.code }) };
    const one = result?.updateResults?.get(index);
    const made = one?.didUpsert ?? false;
    // One that was made counts as matched here.
    return { matched: !made && (one?.matchedCount ?? 0) > 0, changed: (one?.modifiedCount ?? 0) > 0, made };
  });
}

function isAborted(err: unknown): boolean {
  return err instanceof MongoError && err.hasErrorLabel('TransientTransactionError');
}
