import { type Db, MongoServerError } from 'mongodb';
import mongoose, { type Connection, type ConnectOptions } from 'mongoose';
import { backoffMs, sleep, withTimeout } from '../../../src/lib/async.ts';
import { certificateProblem } from '../../../src/lib/network/certificate-problem.ts';
import { codeOf } from '../../../src/lib/network/request-failures.ts';
import type { Log } from '../../../src/ports/runtime.ts';
import { namesDatabase, setsOption, shownAddress, withoutSecrets } from '../collections/address.ts';
import { answered, isPassing } from './answering.ts';
import { type Breaker, createBreaker } from './breaker.ts';
import { ensureIndexes } from './collections.ts';
import { observePool, type PoolUsage } from './pool-usage.ts';
import { limitQueries, patientSocketMs } from './time-limits.ts';

/** A database that is being restored or moved may need minutes before it answers. */
const giveUpAfterMs = 10 * 60_000;
const longestPauseMs = 2_000;
const pingWithinMs = 2_000;
const closeWithinMs = 500;

/** The database that is used when the address names none. */
const defaultDatabase = 'tocsin';

const options: ConnectOptions = {
  appName: 'tocsin',
  // An acknowledged write survives a crash and a change of primary. A standalone server accepts both options as well.
  writeConcern: { w: 'majority', journal: true },
  // A decision needs the latest write, so secondaries are never read, even when the address asks for them.
  readPreference: 'primary',
  ignoreUndefined: true,
  autoIndex: false,
  autoCreate: false,
  // Without this, calls during an outage would wait in mongoose's own queue instead of failing.
  bufferCommands: false,
};

/** Defaults that the address may override. */
const habits: ConnectOptions = {
  serverSelectionTimeoutMS: 5_000,
  // Also the heartbeat timeout: after it the driver gives up the requests on connections that are open but silent. It also
  // limits how long the driver keeps a connection that was opened while no server answered, and pages wait for that.
  connectTimeoutMS: 3_000,
  socketTimeoutMS: 9_000,
  waitQueueTimeoutMS: 5_000,
  // A server that reported that it is not the primary is checked again only after this time, and pages wait for that.
  heartbeatFrequencyMS: 2_000,
  maxPoolSize: 20,
};

export interface Mongo {
  /** Whether this process started the database for itself, so that both end together. */
  readonly sole: boolean;
  readonly connection: Connection;
  /** The driver's handle for the same connection, which Agenda uses. */
  readonly db: Db;
  /** Guards every store on the connection. */
  readonly breaker: Breaker;
  readonly pool: PoolUsage;
  /** Throws StoreUnavailable. Does not pass the breaker. */
  ping(): Promise<void>;
  /** Makes the indexes of every store that was created on the connection. */
  ensureIndexes(): Promise<void>;
  /** Closes the connection within 3 s. */
  close(): Promise<void>;
}

/** The database cannot be used. The message has the cause and the next step, and never a secret. */
export class DatabaseRefused extends Error {
  override readonly name = 'DatabaseRefused';
}

interface Circumstances {
  readonly log: Log;
  /** How long to retry a database that does not answer; ten minutes by default. */
  readonly giveUpAfterMs?: number;
  /** As in Mongo; false by default. */
  readonly sole?: boolean;
  /** Whether the server always finishes an operation, even when its client has gone; true for SecantusDB. */
  readonly finishesAnyway?: boolean;
}

/**
 * Connects. @throws DatabaseRefused at once when the address or the password is wrong, else after retrying for
 * `giveUpAfterMs`
 */
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
      const cause = certificateProblemOf(err) ?? withoutSecrets(err instanceof Error ? err.message : String(err), uri);
      // A retry does not help against a wrong address or password.
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
      // A server that hangs would delay the end of its sessions, and with it the shutdown.
      await withTimeout(connection.close(), closeWithinMs);
    },
  };
}

/** Returns what is wrong with a server's certificate. The driver keeps the error of each server that it tried. */
function certificateProblemOf(err: unknown): string | undefined {
  if (!(err instanceof Error && 'reason' in err)) return undefined;
  const { servers } = (err.reason ?? {}) as { readonly servers?: ReadonlyMap<string, { readonly error?: unknown }> };
  return [...(servers?.values() ?? [])]
    .map(({ error }) =>
      certificateProblem(codeOf(error), { authority: 'tlsCAFile in MONGODB_URI', address: 'MONGODB_URI' }),
    )
    .find((problem) => problem !== undefined);
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
