import { randomBytes } from 'node:crypto';
import type { Db } from 'mongodb';
import { type Connection, ConnectionStates, type IndexDefinition, type IndexOptions } from 'mongoose';
import { inject } from 'vitest';
import { createBreaker } from '../../adapters/mongo/connection/breaker.ts';
import { ensureIndexes } from '../../adapters/mongo/connection/collections.ts';
import { connectMongo, type Mongo } from '../../adapters/mongo/connection/connect.ts';
import { limitQueries } from '../../adapters/mongo/connection/time-limits.ts';
import type { Log } from '../../src/ports/runtime.ts';
import { KeptLog } from './kept-log.ts';
import { eventually } from './wait.ts';

/** The server of this test run, started by global-setup.ts. */
export function databaseUri(): string {
  return inject('databaseUri');
}

/** A database of the caller's own on it, empty. */
export async function freshDatabase(): Promise<{ uri: string; drop(): Promise<void> }> {
  const name = newName();
  return {
    uri: withDatabase(databaseUri(), name),
    drop: async () => {
      await (await workerConnection()).connection.getClient().db(name).dropDatabase();
    },
  };
}

/**
 * Emptied databases of this worker with their indexes and models: emptying one costs a tenth of making one, and compiling
 * the models takes half of what it takes to open every store.
 */
const spare: Spare[] = [];
interface Spare {
  readonly name: string;
  /** Of the first process that has the database. Absent: another is to be made. */
  readonly connection?: Connection;
  /** Collections whose indexes are there. */
  readonly indexed: Set<string>;
}

function takeSpare(whole: Connection): Required<Spare> {
  const { name, indexed, connection } = spare.pop() ?? { name: newName(), indexed: new Set<string>() };
  // The worker may have another connection by now.
  const isUsable = connection?.getClient() === whole.getClient();
  return { name, indexed, connection: isUsable ? connection : connectionTo(name, whole) };
}

function connectionTo(name: string, whole: Connection): Connection {
  const connection = whole.useDb(name);
  limitQueries(connection);
  return connection;
}

/** The database of one test, as `connectMongo` gives it. */
export interface OwnDatabase extends Mongo {
  /** For another process, which makes the indexes that expire too: no other test has the database then. */
  readonly uri: string;
  /** As another process has it. It ends with this one. */
  beside(): Mongo;
}

/**
 * An empty database of the caller's own, over the worker's one connection. Once the result is closed the next caller may
 * have the database, and what a store is still asked then is never answered. A test about connections, or one that changes
 * indexes, takes a `freshDatabase` instead.
 */
export async function openDatabase(log: Log): Promise<OwnDatabase> {
  const whole = await workerConnection();
  const own = takeSpare(whole.connection);
  const processes: Mongo[] = [];
  let closing: Promise<void> | undefined;
  let isForOthers = false;

  function opened(connection: Connection): Mongo {
    const { db } = connection;
    if (!db) throw new Error('The connection to the test database is not open');
    const breaker = createBreaker({ probe: whole.ping, log });
    const one: Mongo = {
      ...whole,
      connection,
      db,
      breaker: { ...breaker, run: (ask) => (closing ? new Promise(() => undefined) : breaker.run(ask)) },
      ensureIndexes: () => indexMissing(connection, own.indexed),
      close: async () => undefined,
    };
    processes.push(one);
    return one;
  }

  const first = opened(own.connection);

  async function close(): Promise<void> {
    for (const { breaker } of processes) {
      breaker.stop();
      await eventually('every call of a store has ended', () => breaker.underWay() === 0);
    }
    const isSpare = !isForOthers && (await emptied(first.db, own.indexed).catch(() => false));
    if (!isSpare) await first.db.dropDatabase();
    else if (processes.length === 1) {
      spare.push(own);
      return;
    } else spare.push({ name: own.name, indexed: own.indexed });
    // Else the connection holds on to it and its models. mongoose has the method and does not declare it.
    (whole.connection as Connection & { removeDb(name: string): void }).removeDb(own.name);
  }

  return {
    ...first,
    get uri() {
      isForOthers = true;
      return withDatabase(databaseUri(), own.name);
    },
    beside: () => opened(connectionTo(own.name, whole.connection)),
    close: () => {
      closing ??= close();
      return closing;
    },
  };
}

async function indexMissing({ models, db }: Connection, indexed: Set<string>): Promise<void> {
  const missing = Object.entries(models).filter(([collection]) => !indexed.has(collection));
  const lasting = missing.map(([collection, { schema }]) => {
    const indexes = schema.indexes().filter(([key, how]) => !expiresByTestClock(key, how));
    return [collection, { schema: { indexes: () => indexes } }] as const;
  });
  await ensureIndexes({ models: Object.fromEntries(lasting), db });
  for (const [collection, { schema }] of lasting) if (schema.indexes().length > 0) indexed.add(collection);
}

/**
 * Once a minute the server compares a time with its own clock and deletes what has expired. Where a test's clock sets that
 * time, that would be in the middle of the test. `storedAt` is set by the machine's clock.
 */
function expiresByTestClock(key: IndexDefinition, { expireAfterSeconds }: IndexOptions): boolean {
  return expireAfterSeconds !== undefined && !('storedAt' in key);
}

/**
 * Deletes every document in one command.
 *
 * @throws where the server is older than MongoDB 8.0, or the test has removed a collection with its indexes
 */
async function emptied(db: Db, indexed: ReadonlySet<string>): Promise<true> {
  const found = await db.listCollections({ type: 'collection' }, { nameOnly: true }).toArray();
  const names = new Set(found.map(({ name }) => name));
  if (![...indexed].every((name) => names.has(name))) throw new Error('A collection is gone');
  const all = { name: 'deleteMany', filter: {} } as const;
  const deletions = [...names].map((name) => ({ ...all, namespace: `${db.databaseName}.${name}` }));
  if (deletions.length > 0) await db.client.bulkWrite(deletions);
  return true;
}

let shared: Promise<Mongo> | undefined;

/**
 * The connection of this worker, for all of its test files. It ends with the worker. Each connection of its pool costs a
 * login of several milliseconds of processor time, and making the indexes of one database opens twenty. Where a busy machine
 * let it fall, there is another.
 */
async function workerConnection(): Promise<Mongo> {
  const known = await shared;
  if (known?.connection.readyState === ConnectionStates.connected) return known;
  if (known === (await shared)) shared = connectMongo(databaseUri(), { log: new KeptLog() });
  return shared!;
}

function newName(): string {
  return `test_${randomBytes(8).toString('hex')}`;
}

/** By hand, for a URL with several hosts is none to `URL`. */
function withDatabase(uri: string, name: string): string {
  const parts = /^(mongodb(?:\+srv)?:\/\/[^/?]+)(?:\/[^?]*)?(\?.*)?$/.exec(uri);
  if (!parts) throw new Error('MONGODB_TEST_URI is not a MongoDB address');
  return `${parts[1]}/${name}${parts[2] ?? ''}`;
}
