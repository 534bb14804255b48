import { connectMongo, type Mongo } from '../../adapters/mongo/connection/connect.ts';
import type { Config } from '../config.ts';
import type { Log } from '../ports/runtime.ts';
import type { ShutdownSteps } from './shutdown-steps.ts';

interface Circumstances {
  readonly log: Log;
  /** What is going on, for whoever watches the start. */
  say(line: string): void;
}

/** The database that is named, or else the embedded one, started. */
export async function openDatabase(
  { settings: { database } }: Config,
  { log, say }: Circumstances,
  shutdownSteps: ShutdownSteps,
): Promise<{ mongo: Mongo; name: string }> {
  const embedded = database.uri ? undefined : await openEmbedded(database, { log, say });
  if (embedded) shutdownSteps.push(() => embedded.stop());
  const mongo = await connectMongo(database.uri ?? embedded?.uri ?? '', {
    log,
    sole: embedded !== undefined,
    finishesAnyway: embedded?.engine === 'secantusdb',
  });
  shutdownSteps.push(() => mongo.close());
  const name = embedded ? `embedded ${embedded.engine} ${embedded.version}, in ${database.dataDir}` : 'MONGODB_URI';
  return { mongo, name };
}

async function openEmbedded({ embedded, dataDir }: Config['settings']['database'], { log, say }: Circumstances) {
  const { startEmbedded } = await import('../../adapters/mongo/embedded/start.ts');
  return startEmbedded({ engine: embedded, dataDir, log, progress: say });
}
