import { randomBytes } from 'node:crypto';
import type { Db } from 'mongodb';
import type { Connection } from 'mongoose';
import { inject } from 'vitest';
import { createBreaker } from '../../adapters/mongo/connection/breaker.ts';
import { connectMongo, ensureIndexes, type Mongo } from '../../adapters/mongo/connection/connect.ts';
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

/** Emptied databases of this worker with their indexes: emptying one costs a tenth of making one. */
const spare: Spare[] = [];
interface Spare {
  readonly name: string;
  /** Collections whose indexes are there. */
  readonly indexed: Set<string>;
}

/**
 * An empty database of the caller's own, over the worker's one connection. Once the result is closed the next caller may
 * have the database, and what a store is still asked then is never answered. A test about connections, or one that changes
 * collections or indexes, takes a `freshDatabase` instead.
 */
export async function openDatabase(log: Log): Promise<Mongo & { readonly uri: string }> {
  const whole = await workerConnection();
  const { name, indexed } = spare.pop() ?? { name: newName(), indexed: new Set<string>() };
  const connection = whole.connection.useDb(name);
  limitQueries(connection);
  const { db } = connection;
  if (!db) throw new Error('The connection to the test database is not open');
  const breaker = createBreaker({ probe: whole.ping, log });
  let closed = false;
  return {
    ...whole,
    uri: withDatabase(databaseUri(), name),
    connection,
    db,
    breaker: { ...breaker, run: (ask) => (closed ? new Promise(() => undefined) : breaker.run(ask)) },
    async ensureIndexes() {
      const missing = Object.entries(connection.models).filter(([, { collection }]) => !indexed.has(collection.name));
      await ensureIndexes({ models: Object.fromEntries(missing), db });
      for (const [, { collection }] of missing) indexed.add(collection.name);
    },
    async close() {
      closed = true;
      breaker.stop();
      await eventually('every call of a store has ended', () => breaker.underWay() === 0);
      await empty(db).then(
        () => spare.push({ name, indexed }),
        () => db.dropDatabase(),
      );
      // Else the connection holds on to it and its models. mongoose has the method and does not declare it.
      (whole.connection as Connection & { removeDb(name: string): void }).removeDb(name);
    },
  };
}

/** Deletes every document in one command, which servers before MongoDB 8.0 refuse. */
async function empty(db: Db): Promise<void> {
  const collections = await db.listCollections({ type: 'collection' }, { nameOnly: true }).toArray();
  if (collections.length === 0) return;
  const all = { name: 'deleteMany', filter: {} } as const;
  await db.client.bulkWrite(collections.map(({ name }) => ({ ...all, namespace: `${db.databaseName}.${name}` })));
}

let shared: Promise<Mongo> | undefined;

/**
 * The connection of this worker, for all of its test files. It ends with the worker. Each connection of its pool costs a
 * login of several milliseconds of processor time, and making the indexes of one database opens twenty.
 */
function workerConnection(): Promise<Mongo> {
  shared ??= connectMongo(databaseUri(), { log: new KeptLog() });
  return shared;
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
