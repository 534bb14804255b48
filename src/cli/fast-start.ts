import module from 'node:module';
import { fileURLToPath } from 'node:url';
import { isBuilt } from '../version.ts';
import { mapStacks } from './mapped-stacks.ts';

/** Node 22 and later have these; Node 20 compiles the program at each start. */
const { enableCompileCache, flushCompileCache } = module as {
  enableCompileCache?: (folder: string) => unknown;
  flushCompileCache?: () => void;
};

/**
 * Keeps the compiled code of the built program beside it, and lets stack traces name the sources.
 *
 * The cache stays out of the temporary folder: there another user of the machine could put code of theirs. Where it
 * cannot be written, as in the image, what is there is used.
 *
 * @param entry the URL of the program's entry file
 */
export function startFast(entry: string): void {
  if (!isBuilt) return;
  mapStacks();
  enableCompileCache?.(fileURLToPath(new URL('./.compile-cache', entry)));
}

/** Writes what was compiled since the start, so that it is there also when this process is killed. */
export function keepCompiled(): void {
  if (isBuilt) flushCompileCache?.();
}
