import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Ways of getting a server, as EMBEDDED_MONGODB names them. */
export type Engine = 'mongod' | 'download' | 'secantusdb';

/** Both official mongods read each other's files; SecantusDB's files are its own. */
export type Store = 'mongod' | 'secantusdb';

export function storeOf(engine: Engine): Store {
  return engine === 'secantusdb' ? 'secantusdb' : 'mongod';
}

/** A folder of one kind of data: its files, and beside them the marker that tells there is something in them. */
export interface Folder {
  readonly path: string;
  readonly files: string;
}

const MARKER = 'tocsin.json';

export function folderOf(dataDir: string, store: Store): Folder {
  const path = join(dataDir, store);
  return { path, files: join(path, 'db') };
}

/** What has data here. Files without a marker were never in use: the marker is written before the first one is. */
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

/** On the disk before anything is written to the database. */
export async function recordEngine(folder: Folder, engine: Engine, version: string): Promise<void> {
  const file = await open(join(folder.path, MARKER), 'w', 0o600);
  try {
    await file.writeFile(`${JSON.stringify({ engine, version })}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
}
