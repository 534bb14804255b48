import { restoreBackup } from '../../../adapters/mongo/backup/restore.ts';
import { type Written, writeBackup } from '../../../adapters/mongo/backup/write-backup.ts';
import { connectMongo, type Mongo } from '../../../adapters/mongo/connection/connect.ts';
import { runningEmbedded } from '../../../adapters/mongo/embedded/start.ts';
import type { Config } from '../../config.ts';
import { type Log, systemClock } from '../../ports/runtime.ts';
import { version } from '../../version.ts';
import { openDatabase } from '../database.ts';
import { createShutdownSteps } from '../shutdown-steps.ts';

/** Somebody waits at a terminal. */
const connectWithinMs = 20_000;

interface Circumstances {
  readonly log: Log;
  say(line: string): void;
}

export interface BackupOptions {
  readonly file: string;
  /** Replaces the file, or what the database has. */
  readonly force: boolean;
}

/** Writes a backup of the installation that these settings describe, whether it runs or not. */
export async function backUp(
  config: Config,
  { file, force }: BackupOptions,
  circumstances: Circumstances,
): Promise<Written> {
  return withDatabase(config, circumstances, ({ db }) =>
    writeBackup(db, { file, version, now: systemClock.now(), overwrite: force }),
  );
}

/** Restores a backup into the database that these settings name; no Tocsin may run on it. */
export async function restore(config: Config, { file, force }: BackupOptions, circumstances: Circumstances) {
  const { uri, dataDir } = config.settings.database;
  if (uri === undefined && (await runningEmbedded(dataDir)) !== undefined) {
    throw new Error(`A Tocsin runs with the data in ${dataDir}. Stop it first; nothing was restored.`);
  }
  return withDatabase(config, circumstances, ({ db }) =>
    restoreBackup(db, { file, version, now: systemClock.now(), force }),
  );
}

/** The database as it runs; the embedded one is started when it does not. */
export async function withDatabase<T>(
  config: Config,
  { log, say }: Circumstances,
  work: (mongo: Mongo) => Promise<T>,
): Promise<T> {
  const { uri, dataDir } = config.settings.database;
  const address = uri ?? (await runningEmbedded(dataDir));
  const shutdownSteps = createShutdownSteps(log);
  try {
    if (address === undefined) return await work((await openDatabase(config, { log, say }, shutdownSteps)).mongo);
    const mongo = await connectMongo(address, { log, giveUpAfterMs: connectWithinMs });
    shutdownSteps.push(() => mongo.close());
    return await work(mongo);
  } finally {
    await shutdownSteps.all();
  }
}
