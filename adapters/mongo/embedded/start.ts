import { access, constants, mkdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Log } from '../../../src/ports/runtime.ts';
import { chooseWays, whatToDo } from './choose.ts';
import { type Engine, folderOf, recordEngine, storeOf, storesWithData } from './data-folder.ts';
import { download } from './download.ts';
import { keepRunning } from './keep-running.ts';
import { type DataLock, lockData, runningServer } from './lock.ts';
import { mongodOnPath } from './mongod.ts';
import { embeddedUri, readPassword } from './password.ts';
import { ownerOnly } from './private-folder.ts';
import { secantusdb } from './secantusdb.ts';
import { openCache } from './user-cache.ts';
import { CannotStart, EmbeddedUnavailable, type Started, type Surroundings, type Way } from './way.ts';

export interface EmbeddedOptions {
  readonly engine: 'auto' | Engine;
  readonly dataDir: string;
  readonly log: Log;
  /** Receives the progress of the start, a line at least every 3 s. */
  readonly progress?: (line: string) => void;
  /** Called when a server process was started and is not ready yet. */
  readonly onSpawn?: () => void;
  /** The environment, by default that of this process. Its PATH, HOME and proxies decide what can be found and downloaded. */
  readonly env?: NodeJS.ProcessEnv;
}

export interface EmbeddedDatabase {
  readonly uri: string;
  readonly engine: Engine;
  readonly version: string;
  /** Settles within 4 s; after that the data can be opened again. */
  stop(): Promise<void>;
}

/** In the order in which `auto` tries them. */
const ways: readonly Way[] = [mongodOnPath, download, secantusdb];

/** Throws EmbeddedUnavailable, and DataInUse when another Tocsin uses this folder. */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedDatabase> {
  if (process.platform === 'win32') {
    throw new EmbeddedUnavailable('The embedded database runs on Linux and macOS only: set MONGODB_URI to a server');
  }
  const dataDir = await writableFolder(options.dataDir);
  const lock = await lockData(dataDir, options.progress ?? (() => undefined));
  try {
    const { way, started, surroundings } = await firstThatStarts(dataDir, options, lock);
    const { password } = started;
    await lock.listensOn(started.port, password !== undefined);
    const again = (port: number) =>
      way.start({ ...surroundings, port, ...(password !== undefined && { password }), say: () => undefined });
    const stopServer = keepRunning(started, again, options.log);
    let stopped: Promise<void> | undefined;
    return {
      uri: embeddedUri(started.port, password),
      engine: way.engine,
      version: started.version,
      stop: () => {
        stopped ??= stopServer().then(() => lock.release());
        return stopped;
      },
    };
  } catch (error) {
    await lock.release();
    throw error;
  }
}

/** Returns the URI of the embedded database of a Tocsin that runs with this data folder; undefined when none runs. */
export async function runningEmbedded(dataDir: string): Promise<string | undefined> {
  const folder = resolve(dataDir);
  const isThere = await access(folder, constants.R_OK).then(
    () => true,
    () => false,
  );
  const running = isThere ? await runningServer(folder) : undefined;
  if (!running) return undefined;
  const password = running.hasPassword ? await readPassword(folderOf(folder, 'secantusdb').path) : undefined;
  return embeddedUri(running.port, password);
}

async function writableFolder(path: string): Promise<string> {
  const dataDir = resolve(path);
  try {
    // An existing folder may contain other things, so only the database's own folder in it is restricted.
    await mkdir(dataDir, { recursive: true, mode: ownerOnly });
    await access(dataDir, constants.W_OK);
    return dataDir;
  } catch (cause) {
    throw new EmbeddedUnavailable(
      `The data folder ${dataDir} cannot be written: give this user the right to, or set DATA_DIR to another folder`,
      { cause },
    );
  }
}

async function firstThatStarts(
  dataDir: string,
  { engine, log, progress: say = () => undefined, onSpawn, env = process.env }: EmbeddedOptions,
  lock: DataLock,
): Promise<{ way: Way; started: Started; surroundings: Surroundings }> {
  const kept = await storesWithData(dataDir);
  const candidates = chooseWays(ways, engine, kept, dataDir);
  if (engine === 'auto' && kept[0]) log.info({ data: kept[0] }, 'embedded database is chosen by the data that exists');
  const cache = await openCache(env, dataDir);
  const failures: string[] = [];
  for (const way of candidates) {
    const folder = folderOf(dataDir, storeOf(way.engine));
    const spawned = async (pid: number) => {
      await lock.keepFor(pid);
      onSpawn?.();
    };
    const surroundings = { folder, cache, env, log, say, spawned };
    log.debug({ engine: way.engine }, 'trying an embedded database');
    try {
      const started = await way.start(surroundings);
      await recordEngine(folder, way.engine, started.version).catch(async (error) => {
        await started.server.stop();
        throw error;
      });
      log.info({ engine: way.engine, version: started.version, port: started.port }, 'embedded database runs');
      say(`${way.label} ${started.version} runs; its data is in ${folder.path}`);
      return { way, started, surroundings };
    } catch (error) {
      if (!(error instanceof CannotStart)) throw error;
      log.info({ engine: way.engine, reason: error.message }, 'embedded database is not available here');
      say(`${way.label}: ${error.message}`);
      failures.push(`${way.label}: ${error.message}`);
    }
  }
  throw new EmbeddedUnavailable(whatToDo(engine, kept, dataDir, failures));
}
