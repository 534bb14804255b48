import { chmod, mkdir, stat } from 'node:fs/promises';
import type { Log } from '../../../src/ports/runtime.ts';

/** The files of the embedded database hold all of Tocsin's data, so only Tocsin's own user may open them. */
export const ownerOnly = 0o700;
export const ownerFileMode = 0o600;
const ofOthers = 0o077;

/** Makes a folder that only its owner can open; restricts the permissions of an existing one. Throws as `mkdir` does. */
export async function makePrivate(path: string, log: Log): Promise<void> {
  await mkdir(path, { recursive: true, mode: ownerOnly });
  if (await isPrivate(path)) return;
  // It fails for another user's folder, and has no effect on a file system without permissions.
  await chmod(path, ownerOnly).catch(() => undefined);
  const about = { component: 'database', folder: path };
  if (await isPrivate(path)) log.info(about, 'data folder narrowed to its owner');
  else log.warn(about, 'data folder is open to other users of this machine: set its owner and mode 0700');
}

async function isPrivate(path: string): Promise<boolean> {
  return ((await stat(path)).mode & ofOthers) === 0;
}
