import { access, constants, mkdir } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';

/**
 * Returns the folder in which downloaded programs are cached: the user's cache, or a folder beside the data when that cannot
 * be written.
 */
export async function openCache(env: NodeJS.ProcessEnv, dataDir: string): Promise<string> {
  const home = env.HOME || homedir();
  const usual = process.platform === 'darwin' ? join(home, 'Library', 'Caches') : join(home, '.cache');
  for (const cache of [join(env.XDG_CACHE_HOME || usual, 'tocsin'), join(dataDir, 'cache')]) {
    try {
      await mkdir(cache, { recursive: true });
      await access(cache, constants.W_OK);
      return cache;
    } catch {
      // The home folder is missing or cannot be written: try the next one.
    }
  }
  throw new Error(`Neither the user's cache nor ${dataDir} can be written; make one of them writable`);
}
