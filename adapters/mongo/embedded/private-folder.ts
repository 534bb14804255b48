import { chmod, mkdir, stat } from 'node:fs/promises';
import type { Log } from '../../../src/ports/runtime.ts';

/** The files of the embedded database hold everything: only Tocsin's own user may open them. */
export const ownerOnly = 0o700;
export const ownerFileMode = 0o600;
const ofOthers = 0o077;

/** Makes a folder that only its owner can open, and narrows the rights of one that exists. Throws as `mkdir` does. */
export async function makePrivate(path: string, log: Log): Promise<void> {
  await mkdir(path, { recursive: true, mode: ownerOnly });
  if (await isPrivate(path)) return;
  // It fails for another user's folder, and does nothing on a file system without rights.
  await chmod(path, ownerOnly).catch(() => undefined);
  const about = { component: 'database', folder: path };
  if (await isPrivate(path)) log.info(about, 'data folder narrowed to its owner');
  else log.warn(about, 'data folder is open to other users of this machine: set its owner and mode 0700');
}

async function isPrivate(path: string): Promise<boolean> {
  return ((await stat(path)).mode & ofOthers) === 0;
}
