import { startEmbedded } from '../../../adapters/mongo/embedded/start.ts';

/** A process that a test can kill: starts the database and stays. */
const [, , dataDir = ''] = process.argv;
const quiet = () => undefined;
const database = await startEmbedded({
  engine: 'secantusdb',
  dataDir,
  log: { debug: quiet, info: quiet, warn: quiet, error: quiet },
});
console.log(`uri ${database.uri}`);
process.on('SIGTERM', () => void database.stop().then(() => process.exit(0)));
