import {
  type AnyClientBulkWriteModel,
  type ClientBulkWriteResult,
  type Collection,
  type Db,
  type Document,
  type MongoClient,
  MongoClientBulkWriteError,
  MongoError,
  MongoServerError,
} from 'mongodb';
import { serverLimitMs } from '../connection/time-limits.ts';

/** The wire version of MongoDB 8.0, the first server that reports the result of each write in a group. */
const tellsOfEach = 25;

const options = { ordered: false, verboseResults: true, maxTimeMS: serverLimitMs } as const;

export type Update = Extract<AnyClientBulkWriteModel<Document>, { readonly name: 'updateOne' }>;

/** `matched`: a document met the filter; `changed`: the update changed it; `made`: none met it, and one was inserted. */
export interface Kept {
  readonly matched: boolean;
  readonly changed: boolean;
  readonly made: boolean;
}
export type Written = Kept | { readonly failed: unknown };

/** What a server says of itself when it is asked first. */
interface Hello {
  readonly maxWireVersion: number;
  readonly setName?: string;
}

/** One answer is enough for all collections of a client. */
const hellos = new WeakMap<MongoClient, Promise<Hello>>();

function helloOf(client: MongoClient, db: Db): Promise<Hello> {
  const known = hellos.get(client);
  if (known) return known;
  const asked = db.command({ hello: 1 }) as Promise<Hello & Document>;
  hellos.set(client, asked);
  asked.catch(() => hellos.delete(client));
  return asked;
}

/** How a server takes many updates at once. */
type Manner =
  /** Before MongoDB 8.0 the answer does not say which writes matched. mongod shares its journal between connections instead. */
  | 'each by itself'
  | 'together'
  /**
   * SecantusDB makes each update of a group durable separately, but those of a transaction together. It keeps the
   * transaction of a killed process open forever, so this is used only when the database ends with the process.
   */
  | 'in a transaction';

/**
 * Writes many updates of one collection at once. Each is durable when this settles, and one update may fail while the others
 * are written.
 *
 * @param sole whether this process started the database for itself, so that both end together
 * @returns the result of each update, in order; never throws
 */
export function createWriteTogether<D extends Document>(
  client: MongoClient,
  { db }: Pick<Collection<D>, 'db'>,
  { sole = false }: { readonly sole?: boolean } = {},
): (updates: readonly Update[]) => Promise<readonly Written[]> {
  async function manner(): Promise<Manner> {
    const { maxWireVersion, setName } = await helloOf(client, db);
    if (maxWireVersion < tellsOfEach) return 'each by itself';
    return sole && setName === 'secantus' ? 'in a transaction' : 'together';
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
      // One of the updates conflicted with another process, or its key is taken: write the two halves separately.
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

  /**
   * @returns undefined when nothing was written: here the failure of one update is the failure of all, so they have to be
   *   written another way
   */
  async function inTransaction(updates: readonly Update[]): Promise<ClientBulkWriteResult | undefined> {
    // With causal consistency each write carries a time, a field that SecantusDB does not know there.
    const session = client.startSession({ causalConsistency: false });
    try {
      session.startTransaction();
      try {
        const result = await client.bulkWrite(updates, { ...options, session });
        await session.commitTransaction();
        return result;
      } catch (err) {
        // The answer to the commit was lost. The writes may be saved or not, and only a later read can tell.
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

/** Returns the update of one document by its id, for `createWriteTogether`. */
export function updateById(
  { namespace }: Pick<Collection, 'namespace'>,
  _id: string,
  update: Update['update'],
  upsert = false,
): Update {
  const filter: object = { _id };
  return { name: 'updateOne', namespace, filter, update, upsert };
}

/** Throws what the first of them failed with. */
export function throwFailure(written: readonly Written[]): void {
  for (const one of written) if ('failed' in one) throw one.failed;
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
    // An inserted document counts as matched in this result.
    return { matched: !made && (one?.matchedCount ?? 0) > 0, changed: (one?.modifiedCount ?? 0) > 0, made };
  });
}

function isAborted(err: unknown): boolean {
  return err instanceof MongoError && err.hasErrorLabel('TransientTransactionError');
}
