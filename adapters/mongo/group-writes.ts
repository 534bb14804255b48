import {
  type AnyClientBulkWriteModel,
  type ClientBulkWriteResult,
  type Collection,
  type Document,
  type Filter,
  type MongoClient,
  MongoClientBulkWriteError,
  MongoError,
  MongoServerError,
  type OptionalId,
  type UpdateFilter,
} from 'mongodb';
import { answerWithinMs } from './answering.ts';

/** How many go together. A group stays well below what one message may hold, and what a reader would notice waiting for. */
const mostTogether = 256;

/** The first server whose answer to many writes says of each what became of it (MongoDB 8.0). */
const tellsOfEach = 25;

export interface GroupWrites<D extends Document> {
  /** Throws MongoServerError 11000 when the key is taken. */
  insert(document: D): Promise<void>;
  /** Whether there was one that met the filter, and it is another than before. */
  update(filter: Filter<D>, update: UpdateFilter<D> | Document[], urgency?: Urgency): Promise<boolean>;
}

/** `soon`: somebody waits for what comes of it. What is done already and only to be noted lets that go first, for a moment. */
type Urgency = 'soon' | 'note';
const noteWithinMs = 500;

const options = { ordered: false, verboseResults: true } as const;

interface Asked {
  readonly model: AnyClientBulkWriteModel<Document>;
  readonly at: number;
  readonly urgency: Urgency;
  kept(changed: boolean): void;
  failed(err: unknown): void;
}

/** How a server takes many writes at once. */
type Manner =
  /** Before MongoDB 8.0 the answer does not say which of many matched. mongod shares its journal between connections instead. */
  | 'each by itself'
  | 'together'
  /**
   * SecantusDB makes every write of a group durable by itself, and those of a transaction once. But it leaves the transaction
   * of a process that was killed open for good: so only where that process takes the database with it.
   */
  | 'in a transaction';

/**
 * Group commit: what is asked for while a write is under way goes into the next one together, so that many share one
 * journal entry. A write that comes alone does not wait. Each is durable when it settles, and each is its own: of those
 * that go together one may fail and the others be kept.
 *
 * @param sole this process started the database for itself, and the one does not outlive the other
 */
export function createGroupWrites<D extends Document>(
  client: MongoClient,
  collection: Collection<D>,
  { sole = false }: { readonly sole?: boolean } = {},
): GroupWrites<D> {
  let waiting: Asked[] = [];
  let writing = false;
  let known: Promise<Manner> | undefined;

  function manner(): Promise<Manner> {
    known ??= collection.db
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

  function ask(model: AnyClientBulkWriteModel<Document>, urgency: Urgency): Promise<boolean> {
    return new Promise((kept, failed) => {
      waiting.push({ model, at: performance.now(), urgency, kept, failed });
      if (!writing) void writeAll();
    });
  }

  async function writeAll(): Promise<void> {
    writing = true;
    while (waiting.length > 0) {
      const now = performance.now();
      const first = waiting.filter(({ at, urgency }) => urgency === 'soon' || now - at > noteWithinMs);
      const group = (first.length > 0 ? first : waiting).slice(0, mostTogether);
      const taken = new Set(group);
      waiting = waiting.filter((one) => !taken.has(one));
      // Whoever asked so long ago has been told that it could not be kept: then it must not be kept after all.
      const wanted = group.filter(({ at }) => performance.now() - at < answerWithinMs);
      if (wanted.length > 0) await write(wanted);
    }
    writing = false;
  }

  async function write(group: readonly Asked[]): Promise<void> {
    try {
      if (group.length > 1 && (await manner()) === 'in a transaction') {
        const result = await inTransaction(group);
        if (result) return tell(group, result);
        // One of them met another process's write, or a key that is taken: the others go without it.
        const half = Math.ceil(group.length / 2);
        await write(group.slice(0, half));
        return await write(group.slice(half));
      }
      tell(group, await client.bulkWrite(models(group), options));
    } catch (err) {
      const ofEach = err instanceof MongoClientBulkWriteError && !err.cause;
      if (ofEach) return tell(group, err.partialResult, err.writeErrors);
      for (const { failed } of group) failed(err instanceof MongoClientBulkWriteError ? err.cause : err);
    }
  }

  /** @returns undefined when nothing was kept, for the failure of one is that of all here: the group is to go otherwise */
  async function inTransaction(group: readonly Asked[]): Promise<ClientBulkWriteResult | undefined> {
    // What a session is told of times goes out with each write, and SecantusDB does not know that field there.
    const session = client.startSession({ causalConsistency: false });
    try {
      session.startTransaction();
      try {
        const result = await client.bulkWrite(models(group), { ...options, session });
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

  function tell(
    group: readonly Asked[],
    result: ClientBulkWriteResult | undefined,
    errors?: MongoClientBulkWriteError['writeErrors'],
  ): void {
    for (const [index, { kept, failed }] of group.entries()) {
      const error = errors?.get(index);
      if (error) failed(new MongoServerError({ message: error.message, code: error.code }));
      else kept((result?.updateResults?.get(index)?.modifiedCount ?? 0) > 0);
    }
  }

  const namespace = collection.namespace;
  return {
    async insert(document) {
      if ((await manner()) !== 'each by itself') await ask({ name: 'insertOne', namespace, document }, 'soon');
      else await collection.insertOne(document as OptionalId<D> as Parameters<typeof collection.insertOne>[0]);
    },
    async update(filter, update, urgency = 'soon') {
      if ((await manner()) === 'each by itself') return (await collection.updateOne(filter, update)).modifiedCount > 0;
      return ask(
        {
          name: 'updateOne',
          namespace,
          filter: filter as Filter<Document>,
          update: update as UpdateFilter<Document> | Document[],
        },
        urgency,
      );
    },
  };
}

function models(group: readonly Asked[]): AnyClientBulkWriteModel<Document>[] {
  return group.map(({ model }) => model);
}

function isAborted(err: unknown): boolean {
  return err instanceof MongoError && err.hasErrorLabel('TransientTransactionError');
}
