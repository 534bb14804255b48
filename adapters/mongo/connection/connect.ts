import { type Collection, type Db, type Document, type IndexDescription, MongoServerError } from 'mongodb';
import mongoose, { type Connection, type ConnectOptions, type Schema } from 'mongoose';
import { backoffMs, sleep, withTimeout } from '../../../src/lib/async.ts';
import type { Log } from '../../../src/ports/runtime.ts';
import { namesDatabase, setsOption, shownAddress, withoutSecrets } from '../collections/address.ts';
import { answered, isPassing } from './answering.ts';
import { type Breaker, createBreaker } from './breaker.ts';
import { observePool, type PoolUsage } from './pool-usage.ts';
import { limitQueries, patientSocketMs } from './time-limits.ts';

/** A database that is restored or moved may need minutes, and whoever waits with it is there when it comes. */
const giveUpAfterMs = 10 * 60_000;
const longestPauseMs = 2_000;
const pingWithinMs = 2_000;
const closeWithinMs = 3_000;

/** What an address without a database name means. */
const defaultDatabase = 'tocsin';

const options: ConnectOptions = {
  appName: 'tocsin',
  // An acknowledged write survives a crash and a change of primary. A standalone server understands both as well.
  writeConcern: { w: 'majority', journal: true },
  // A decision is made on what was written last, whatever the address says about secondaries.
  readPreference: 'primary',
  ignoreUndefined: true,
  autoIndex: false,
  autoCreate: false,
  // Without this, calls during an outage would wait in mongoose's own queue instead of failing.
  bufferCommands: false,
};

/** What the address may say otherwise. */
const habits: ConnectOptions = {
  serverSelectionTimeoutMS: 5_000,
  // Also how long the driver waits for a server's sign of life: after that it gives up what it waits for on lines that are up
  // but silent. And so long it holds on, at most, to a line that was opened while nobody answered: pages wait for that.
  connectTimeoutMS: 3_000,
  socketTimeoutMS: 9_000,
  waitQueueTimeoutMS: 5_000,
  // A server that said it is not the one to write is looked at again only then, and pages wait for that.
  heartbeatFrequencyMS: 2_000,
  maxPoolSize: 20,
};

export interface Mongo {
  /** This process started the database for itself, and the one does not outlive the other. */
  readonly sole: boolean;
  readonly connection: Connection;
  /** The driver's own handle on the same connection, for Agenda. */
  readonly db: Db;
  /** What stands before every store on the connection. */
  readonly breaker: Breaker;
  readonly pool: PoolUsage;
  /** Throws StoreUnavailable. Passes the breaker by. */
  ping(): Promise<void>;
  /** Makes the indexes of every store that was created on the connection. */
  ensureIndexes(): Promise<void>;
  /** Ends within 3 s. */
  close(): Promise<void>;
}

/** The database cannot be used: the cause and the next step, and never a secret. */
export class DatabaseRefused extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = 'DatabaseRefused';
  }
}

interface Circumstances {
  readonly log: Log;
  /** How long a database that does not answer is tried again; ten minutes when absent. */
  readonly giveUpAfterMs?: number;
  /** As in Mongo; false when absent. */
  readonly sole?: boolean;
  /** The server works at an operation to its end, whatever its client does: SecantusDB. */
  readonly finishesAnyway?: boolean;
}

/** A collection of a model for writes that go past mongoose: what is written is typed and complete already. */
export function collectionOf<D extends Document>({ db }: Pick<Connection, 'db'>, name: string): Collection<D> {
  if (!db) throw new Error('The connection to the database is not open');
  return db.collection<D>(name);
}

/** @throws DatabaseRefused at once when the address or the password is wrong, else after trying for a while */
export async function connectMongo(
  uri: string,
  { log, sole = false, finishesAnyway = false, giveUpAfterMs: limit = giveUpAfterMs }: Circumstances,
): Promise<Mongo> {
  const address = shownAddress(uri);
  const deadline = Date.now() + limit;
  for (let attempt = 1; ; attempt += 1) {
    try {
      return { sole, ...opened(await open(uri, finishesAnyway), address, log) };
    } catch (err) {
      const cause = withoutSecrets(err instanceof Error ? err.message : String(err), uri);
      // A wrong address or password does not get better by trying again.
      if (!isPassing(err)) throw new DatabaseRefused(hopeless(err, address, cause));
      const pauseMs = backoffMs(attempt, 500, longestPauseMs);
      if (Date.now() + pauseMs > deadline) throw new DatabaseRefused(outOfTime(address, cause, limit));
      log.warn({ database: address, cause, attempt, againInMs: pauseMs }, 'database does not answer yet');
      await sleep(pauseMs);
    }
  }
}

async function open(uri: string, finishesAnyway: boolean): Promise<Connection> {
  const connection = mongoose.createConnection();
  limitQueries(connection);
  const usual = finishesAnyway ? { ...habits, socketTimeoutMS: patientSocketMs } : habits;
  const ours = Object.entries(usual).filter(([option]) => !setsOption(uri, option));
  const dbName = namesDatabase(uri) ? {} : { dbName: defaultDatabase };
  try {
    return await connection.openUri(uri, { ...options, ...Object.fromEntries(ours), ...dbName });
  } catch (err) {
    await connection.close(true).catch(() => undefined);
    throw err;
  }
}

function opened(connection: Connection, address: string, log: Log): Omit<Mongo, 'sole'> {
  const { db } = connection;
  if (!db) throw new Error('mongoose opened a connection without a database');
  let closing = false;
  connection.on('disconnected', () => {
    if (!closing) log.warn({ database: address }, 'database connection lost; trying again');
  });
  connection.on('reconnected', () => log.info({ database: address }, 'database is back'));
  connection.on('error', (err: Error) =>
    log.warn({ database: address, cause: err.message }, 'database reported an error'),
  );
  const ping = () => answered(async () => void (await db.command({ ping: 1, maxTimeMS: pingWithinMs })), pingWithinMs);
  const breaker = createBreaker({ probe: ping, log });
  return {
    connection,
    db,
    breaker,
    pool: observePool(connection.getClient()),
    ping,
    ensureIndexes: () => ensureIndexes(connection),
    async close() {
      closing = true;
      breaker.stop();
      // A server that hangs would keep us waiting for the end of its sessions.
      await withTimeout(connection.close(), closeWithinMs);
    },
  };
}

interface IndexedModels extends Pick<Connection, 'db'> {
  readonly models: Readonly<
    Record<string, { readonly schema: Pick<Schema, 'indexes'>; readonly collection: { readonly name: string } }>
  >;
}

/** Makes the indexes of these models, all at once: mongoose would ask for one after the other. */
export async function ensureIndexes(connection: IndexedModels): Promise<void> {
  await Promise.all(
    Object.values(connection.models).map(async ({ schema, collection }) => {
      const indexes = schema.indexes().map(([key, how]) => ({ key, ...how }) as IndexDescription);
      if (indexes.length > 0) await collectionOf(connection, collection.name).createIndexes(indexes);
    }),
  );
}

function isRefusedLogin(err: unknown): boolean {
  const authenticationFailed = [18, 8000];
  return err instanceof MongoServerError && authenticationFailed.includes(Number(err.code));
}

function hopeless(err: unknown, address: string, cause: string): string {
  if (isRefusedLogin(err)) {
    return `The database at ${address} refuses the user or the password (${cause}). Check both in MONGODB_URI, and authSource if the user belongs to another database.`;
  }
  return `MONGODB_URI cannot be used: ${cause}. Expected mongodb://user:password@host:27017/tocsin, with special characters in the password written as %40 and so on.`;
}

function outOfTime(address: string, cause: string, limit: number): string {
  return `The database at ${address} did not answer for ${Math.round(limit / 1000)} s (${cause}). Start it, or check MONGODB_URI; without MONGODB_URI an embedded database is used.`;
}
