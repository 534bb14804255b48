import { restoreBackup } from '../../../adapters/mongo/backup/restore.ts';
import { type Written, writeBackup } from '../../../adapters/mongo/backup/write-backup.ts';
import { connectMongo, type Mongo } from '../../../adapters/mongo/connection/connect.ts';
import { runningEmbedded } from '../../../adapters/mongo/embedded/start.ts';
import type { Config } from '../../config.ts';
import { type Log, systemClock } from '../../ports/runtime.ts';
import { version } from '../../version.ts';
import { openDatabase } from '../database.ts';
import { createShutdownSteps } from '../shutdown-steps.ts';

/** Short, because a person waits at a terminal. */
const connectWithinMs = 20_000;

interface Circumstances {
  readonly log: Log;
  say(line: string): void;
}

export interface BackupOptions {
  readonly file: string;
  /** Whether to replace the file, or the present data of the database. */
  readonly force: boolean;
}

/** Writes a backup of the installation of these settings, whether it runs or not. */
export async function backUp(
  config: Config,
  { file, force }: BackupOptions,
  circumstances: Circumstances,
): Promise<Written> {
  return withDatabase(config, circumstances, ({ db }) =>
    writeBackup(db, { file, version, now: systemClock.now(), overwrite: force }),
  );
}

/** Restores a backup into the database of these settings. No Tocsin may run on the database. */
export async function restore(config: Config, { file, force }: BackupOptions, circumstances: Circumstances) {
  const { uri, dataDir } = config.settings.database;
  if (uri === undefined && (await runningEmbedded(dataDir)) !== undefined) {
    throw new Error(`A Tocsin runs with the data in ${dataDir}. Stop it first; nothing was restored.`);
  }
  return withDatabase(config, circumstances, ({ db }) =>
    restoreBackup(db, { file, version, now: systemClock.now(), force }),
  );
}

/** Opens the running database; starts the embedded one when it does not run. */
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
