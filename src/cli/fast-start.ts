import module from 'node:module';
import { fileURLToPath } from 'node:url';
import { isBuilt } from '../version.ts';
import { mapStacks } from './mapped-stacks.ts';

/** Node 22 and later have these functions; Node 20 compiles the program at each start. */
const { enableCompileCache, flushCompileCache } = module as {
  enableCompileCache?: (folder: string) => unknown;
  flushCompileCache?: () => void;
};

/**
 * Caches the compiled code of the built program beside it, and lets stack traces name the sources.
 *
 * The cache is not in the temporary folder, where another user of the machine could put their code. When its folder cannot
 * be written, as in the image, the existing cache is used.
 *
 * @param entry the URL of the program's entry file
 */
export function startFast(entry: string): void {
  if (!isBuilt) return;
  mapStacks();
  enableCompileCache?.(fileURLToPath(new URL('./.compile-cache', entry)));
}

/** Writes the code that was compiled since the start, so that the cache is complete even when this process is killed. */
export function keepCompiled(): void {
  if (isBuilt) flushCompileCache?.();
}
