import { mkdtemp, rm, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { startEmbedded } from '../../adapters/mongo/embedded/start.ts';

declare module 'vitest' {
  interface ProvidedContext {
    databaseUri: string;
  }
}

/** One database for the whole run: MONGODB_TEST_URI when set, else the embedded one that `npm start` would use. */
export default async function startDatabase(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env.MONGODB_TEST_URI;
  if (given) {
    project.provide('databaseUri', given);
    return async () => undefined;
  }
  const dataDir = await mkdtemp(join(await fastFolder(), 'tocsin-test-'));
  const quiet = () => undefined;
  const database = await startEmbedded({
    engine: 'auto',
    dataDir,
    log: { debug: quiet, info: quiet, warn: console.warn, error: console.error },
    progress: (line) => console.log(`[database] ${line}`),
  });
  project.provide('databaseUri', database.uri);
  return async () => {
    await database.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
}

const MEMORY_FOLDER = '/dev/shm';
const ROOM_WANTED_BYTES = 4 * 1024 ** 3;

/** In memory where there is room: each write waits until the disk has it, and no test here pulls the plug. */
async function fastFolder(): Promise<string> {
  const { bavail, bsize } = await statfs(MEMORY_FOLDER).catch(() => ({ bavail: 0, bsize: 0 }));
  return bavail * bsize >= ROOM_WANTED_BYTES ? MEMORY_FOLDER : tmpdir();
}
