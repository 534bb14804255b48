import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbedded } from '../../adapters/mongo/embedded/start.ts';

/** One real database process for all scenarios, each with a database of its own on it. */
export interface ChaosDatabase {
  readonly engine: string;
  /** The address of a database with this name. */
  uri(name: string): string;
  /** To the server itself: it is started again when it was killed. */
  signal(signal: NodeJS.Signals): Promise<void>;
  /** Of the server itself. */
  pid(): Promise<number>;
  close(): Promise<void>;
}

export async function openDatabase(): Promise<ChaosDatabase> {
  const dataDir = await mkdtemp(join(tmpdir(), 'tocsin-chaos-'));
  const quiet = () => undefined;
  const log = { debug: quiet, info: quiet, warn: quiet, error: quiet };
  const database = await startEmbedded({ engine: 'auto', dataDir, log });
  return {
    engine: `${database.engine} ${database.version}`,
    uri(name) {
      const uri = new URL(database.uri);
      uri.pathname = `/${name}`;
      return uri.href;
    },
    async signal(signal) {
      process.kill(await serverIn(dataDir), signal);
    },
    pid: () => serverIn(dataDir),
    async close() {
      // One that stands still ends no other way.
      await serverIn(dataDir).then(
        (pid) => process.kill(pid, 'SIGCONT'),
        () => undefined,
      );
      await database.stop();
      await rm(dataDir, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}

/** The pid of the server that the data folder's lock knows. */
export async function serverIn(dataDir: string): Promise<number> {
  const [lock = ''] = (await readdir(dataDir)).filter((name) => /^lock\.\d+$/.test(name));
  const { server } = JSON.parse(await readFile(join(dataDir, lock), 'utf8')) as { server: { pid: number } };
  return server.pid;
}
