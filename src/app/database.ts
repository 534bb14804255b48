import { connectMongo, type Mongo } from '../../adapters/mongo/connection/connect.ts';
import type { Config } from '../config.ts';
import type { Log } from '../ports/runtime.ts';
import type { ShutdownSteps } from './shutdown-steps.ts';

interface Circumstances {
  readonly log: Log;
  /** Reports the progress of the start to the terminal. */
  say(line: string): void;
  /** Called when only the wait for the database is left, and again when an embedded database is restarted. */
  isUnderWay?(): void;
}

/** Opens the database of the settings, or starts the embedded one. */
export async function openDatabase(
  { settings: { database } }: Config,
  circumstances: Circumstances,
  shutdownSteps: ShutdownSteps,
): Promise<{ mongo: Mongo; name: string }> {
  const embedded = database.uri ? undefined : await openEmbedded(database, circumstances);
  if (embedded) shutdownSteps.push(() => embedded.stop());
  if (!embedded) circumstances.isUnderWay?.();
  const mongo = await connectMongo(database.uri ?? embedded?.uri ?? '', {
    log: circumstances.log,
    sole: embedded !== undefined,
    finishesAnyway: embedded?.engine === 'secantusdb',
  });
  shutdownSteps.push(() => mongo.close());
  const name = embedded ? `embedded ${embedded.engine} ${embedded.version}, in ${database.dataDir}` : 'MONGODB_URI';
  return { mongo, name };
}

async function openEmbedded(
  { embedded, dataDir }: Config['settings']['database'],
  { log, say, isUnderWay }: Circumstances,
) {
  const { startEmbedded } = await import('../../adapters/mongo/embedded/start.ts');
  return startEmbedded({ engine: embedded, dataDir, log, progress: say, ...(isUnderWay && { onSpawn: isUnderWay }) });
}
