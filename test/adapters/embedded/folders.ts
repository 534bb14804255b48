import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { identify } from '../../../adapters/mongo/embedded/process-identity.ts';

/** An empty folder that is gone after the test. Called before what uses it is started, it is removed after that ended. */
export async function emptyFolder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'tocsin-embedded-'));
  onTestFinished(() => rm(path, { recursive: true, force: true, maxRetries: 3 }));
  return path;
}

/** The pid of the server that the data folder's lock knows. */
export async function lockedServer(dataDir: string): Promise<number> {
  const locks = (await readdir(dataDir)).filter((name) => /^lock\.\d+$/.test(name));
  const holder = JSON.parse(await readFile(join(dataDir, locks[0] ?? 'lock.1'), 'utf8')) as { server: { pid: number } };
  return holder.server.pid;
}

/** Not when it is a zombie: who is to reap an orphan is not ours to say. */
export async function lives(pid: number): Promise<boolean> {
  return (await identify(pid)) !== undefined;
}

/** The process group of a living process. */
export function groupOf(pid: number): number {
  const stat = `/proc/${pid}/stat`;
  if (!existsSync(stat)) return Number(execFileSync('ps', ['-o', 'pgid=', '-p', String(pid)], { encoding: 'utf8' }));
  const text = readFileSync(stat, 'utf8');
  return Number(text.slice(text.lastIndexOf(')') + 2).split(' ')[2]);
}
