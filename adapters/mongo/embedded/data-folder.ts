import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The engines, as EMBEDDED_MONGODB names them. */
export type Engine = 'mongod' | 'download' | 'secantusdb';

/** Both official mongods read each other's files; only SecantusDB reads its own. */
export type Store = 'mongod' | 'secantusdb';

export function storeOf(engine: Engine): Store {
  return engine === 'secantusdb' ? 'secantusdb' : 'mongod';
}

/** A folder for the data of one store: the files, and a marker beside them that says that the folder has data. */
export interface Folder {
  readonly path: string;
  readonly files: string;
}

const MARKER = 'tocsin.json';

export function folderOf(dataDir: string, store: Store): Folder {
  const path = join(dataDir, store);
  return { path, files: join(path, 'db') };
}

/**
 * Returns the stores that have data. Files without a marker were never used, because the marker is written before the first
 * file.
 */
export async function storesWithData(dataDir: string): Promise<readonly Store[]> {
  const found: Store[] = [];
  for (const store of ['mongod', 'secantusdb'] as const) {
    if (await hasMarker(join(dataDir, store, MARKER))) found.push(store);
  }
  return found;
}

async function hasMarker(path: string): Promise<boolean> {
  try {
    await readFile(path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
}

/** Writes the marker to the disk before anything is written to the database. */
export async function recordEngine(folder: Folder, engine: Engine, version: string): Promise<void> {
  const file = await open(join(folder.path, MARKER), 'w', 0o600);
  try {
    await file.writeFile(`${JSON.stringify({ engine, version })}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
}
