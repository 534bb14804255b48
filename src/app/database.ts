import { connectMongo, type Mongo } from '../../adapters/mongo/connection/connect.ts';
import type { Config } from '../config.ts';
import type { Log } from '../ports/runtime.ts';
import type { ShutdownSteps } from './shutdown-steps.ts';

interface Circumstances {
  readonly log: Log;
  /** What is going on, for whoever watches the start. */
  say(line: string): void;
  /** Called once there is nothing to do but wait for the database, and again when an embedded one is started anew. */
  isUnderWay?(): void;
}

/** The database that is named, or else the embedded one, started. */
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
