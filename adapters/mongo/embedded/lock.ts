import { readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sleep } from '../../../src/lib/async.ts';
import { identify, isAlive, type ProcessIdentity } from './process-identity.ts';

/** A lock file that is being written is complete well within this time. */
const HALF_WRITTEN_MS = 1_000;
/** When Tocsin is killed, the supervising shell asks the server to end at once, and the server ends within this time. */
const ASKED_LIMIT_MS = 1_000;
/** The supervising shell kills the server after 3 s. */
const ORPHAN_LIMIT_MS = 4_500;
const LOOK_EVERY_MS = 50;

/** Another Tocsin uses the data folder. The message is one sentence for the operator. */
export class DataInUse extends Error {
  readonly pid: number;

  constructor(dataDir: string, pid: number) {
    super(
      `The data in ${dataDir} is in use by another Tocsin (process ${pid}): stop that one, or set DATA_DIR to a folder of this one's own`,
    );
    this.name = 'DataInUse';
    this.pid = pid;
  }
}

interface Holder {
  readonly owner: ProcessIdentity;
  readonly server?: ProcessIdentity;
  /** The port of the server on this machine, for `tocsin sign-in`. */
  readonly port?: number;
  /** The password of the server is in the folder of SecantusDB. */
  readonly hasPassword?: true;
  readonly released?: true;
}

export interface DataLock {
  /** Keeps the lock while this server runs, even when this process ends. */
  keepFor(serverPid: number): Promise<void>;
  /** Records the port on which the server listens, also after a restart, and whether it has a password. */
  listensOn(port: number, hasPassword: boolean): Promise<void>;
  release(): Promise<void>;
}

/**
 * Locks are numbered `lock.1`, `lock.2` and so on, and the highest number is valid. A process that finds the holder of a
 * lock dead makes the next lock, which only one process can do, and only then removes the lower ones. A lock is never
 * removed before a higher one exists, so a late removal of a dead lock cannot remove a valid one. Containers that share a
 * folder do not see each other's processes; there the server's own lock on its files applies.
 */
export async function lockData(dataDir: string, say: (line: string) => void): Promise<DataLock> {
  const owner = await identify(process.pid);
  if (!owner)
    throw new Error(
      'The start time of this process cannot be read, and the lock on the data folder needs it; check that /proc or `ps` can be used',
    );
  for (;;) {
    const highest = (await numbers(dataDir)).at(-1) ?? 0;
    if (highest > 0) await untilFree(dataDir, highest, say);
    const mine = highest + 1;
    if (!(await make(dataDir, mine, { owner }))) continue;
    const all = await numbers(dataDir);
    // The look was so long ago that other processes have made and removed this number since.
    if (all.at(-1) !== mine) {
      await rm(path(dataDir, mine), { force: true });
      continue;
    }
    for (const lower of all) if (lower < mine) await rm(path(dataDir, lower), { force: true });
    return lockAt(dataDir, mine, owner);
  }
}

function lockAt(dataDir: string, mine: number, owner: ProcessIdentity): DataLock {
  const replace = async (holder: Holder) => {
    const aside = `${path(dataDir, mine)}.next`;
    await writeFile(aside, JSON.stringify(holder), { mode: 0o600 });
    await rename(aside, path(dataDir, mine));
  };
  let server: ProcessIdentity | undefined;
  let listening: Pick<Holder, 'port' | 'hasPassword'> = {};
  const write = () => replace({ owner, ...(server && { server }), ...listening });
  return {
    keepFor: async (serverPid) => {
      server = await identify(serverPid);
      await write();
    },
    listensOn: async (port, hasPassword) => {
      listening = { port, ...(hasPassword && { hasPassword }) };
      await write();
    },
    release: () => replace({ owner, released: true }),
  };
}

/** Returns the port of the database of a Tocsin that runs with this data folder; undefined when none runs here. */
export async function runningServer(
  dataDir: string,
): Promise<{ readonly port: number; readonly hasPassword: boolean } | undefined> {
  const highest = (await numbers(dataDir)).at(-1);
  const holder = highest === undefined ? undefined : await read(dataDir, highest);
  if (!holder || holder.released || !(await isAlive(holder.owner))) return undefined;
  const { port, hasPassword = false } = holder;
  return port === undefined ? undefined : { port, hasPassword };
}

/** Resolves when no process has this lock any more. Throws DataInUse. */
async function untilFree(dataDir: string, number: number, say: (line: string) => void): Promise<void> {
  const holder = await read(dataDir, number);
  if (!holder || holder.released) return;
  if (await isAlive(holder.owner)) throw new DataInUse(dataDir, holder.owner.pid);
  const { server } = holder;
  if (!server || !(await isAlive(server))) return;
  say('The last Tocsin here was killed; waiting for its database to end …');
  const since = Date.now();
  let isAsked = false;
  while (await isAlive(server)) {
    const waited = Date.now() - since;
    // The supervising shell was killed as well. No other process uses this server, and its acknowledged writes are on the
    // disk.
    if (waited > ORPHAN_LIMIT_MS) tell(server.pid, 'SIGKILL');
    else if (waited > ASKED_LIMIT_MS && !isAsked) {
      isAsked = true;
      tell(server.pid, 'SIGTERM');
    }
    await sleep(LOOK_EVERY_MS);
  }
}

function tell(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // The process has ended.
  }
}

/** Returns false when another process made the lock first. */
async function make(dataDir: string, number: number, holder: Holder): Promise<boolean> {
  try {
    await writeFile(path(dataDir, number), JSON.stringify(holder), { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** Returns undefined when there is no such lock, or when its maker died while writing it. */
async function read(dataDir: string, number: number): Promise<Holder | undefined> {
  const limit = Date.now() + HALF_WRITTEN_MS;
  for (;;) {
    try {
      return JSON.parse(await readFile(path(dataDir, number), 'utf8')) as Holder;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      if (!(error instanceof SyntaxError)) throw error;
      if (Date.now() > limit) return undefined;
      await sleep(LOOK_EVERY_MS);
    }
  }
}

async function numbers(dataDir: string): Promise<number[]> {
  return (await readdir(dataDir))
    .flatMap((name) => /^lock\.(\d+)$/.exec(name)?.[1] ?? [])
    .map(Number)
    .sort((a, b) => a - b);
}

function path(dataDir: string, number: number): string {
  return join(dataDir, `lock.${number}`);
}
