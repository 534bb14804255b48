import { randomBytes } from 'node:crypto';
import type { Connection } from 'mongoose';
import { inject } from 'vitest';
import { createBreaker } from '../../adapters/mongo/connection/breaker.ts';
import { connectMongo, ensureIndexes, type Mongo } from '../../adapters/mongo/connection/connect.ts';
import { limitQueries } from '../../adapters/mongo/connection/time-limits.ts';
import type { Log } from '../../src/ports/runtime.ts';
import { KeptLog } from './kept-log.ts';

/** The server of this test run, started by global-setup.ts. */
export function databaseUri(): string {
  return inject('databaseUri');
}

/** A database of the caller's own on it, empty. */
export async function freshDatabase(): Promise<{ uri: string; drop(): Promise<void> }> {
  const { name, uri } = newDatabase();
  return {
    uri,
    drop: async () => {
      await (await workerConnection()).connection.getClient().db(name).dropDatabase();
    },
  };
}

/**
 * A database of the caller's own, over the worker's one connection. Closing the result drops the database. A test about
 * connections connects to a `freshDatabase` instead.
 */
export async function openDatabase(log: Log): Promise<Mongo & { readonly uri: string }> {
  const { name, uri } = newDatabase();
  const whole = await workerConnection();
  const connection = whole.connection.useDb(name);
  limitQueries(connection);
  const { db } = connection;
  if (!db) throw new Error('The connection to the test database is not open');
  const breaker = createBreaker({ probe: whole.ping, log });
  return {
    ...whole,
    uri,
    connection,
    db,
    breaker,
    ensureIndexes: () => ensureIndexes(connection),
    async close() {
      breaker.stop();
      await db.dropDatabase();
      // Else the connection holds on to it and its models. mongoose has the method and does not declare it.
      (whole.connection as Connection & { removeDb(name: string): void }).removeDb(name);
    },
  };
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

function newDatabase(): { name: string; uri: string } {
  const name = `test_${randomBytes(8).toString('hex')}`;
  return { name, uri: withDatabase(databaseUri(), name) };
}

/** By hand, for a URL with several hosts is none to `URL`. */
function withDatabase(uri: string, name: string): string {
  const parts = /^(mongodb(?:\+srv)?:\/\/[^/?]+)(?:\/[^?]*)?(\?.*)?$/.exec(uri);
  if (!parts) throw new Error('MONGODB_TEST_URI is not a MongoDB address');
  return `${parts[1]}/${name}${parts[2] ?? ''}`;
}
