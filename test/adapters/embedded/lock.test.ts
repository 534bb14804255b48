import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { DataInUse, lockData } from '../../../adapters/mongo/embedded/lock.ts';
import { identify } from '../../../adapters/mongo/embedded/process-identity.ts';
import { eventually } from '../../harness/wait.ts';
import { emptyFolder } from './folders.ts';

const quiet = () => undefined;

async function foundLock(dataDir: string, holder: unknown): Promise<void> {
  await mkdir(dataDir, { recursive: true });
  await writeFile(join(dataDir, 'lock.7'), typeof holder === 'string' ? holder : JSON.stringify(holder));
}

test('held, it refuses; released, it is free', async () => {
  const dataDir = await emptyFolder();
  const lock = await lockData(dataDir, quiet);
  await expect(lockData(dataDir, quiet)).rejects.toThrow(DataInUse);
  await lock.release();
  await (await lockData(dataDir, quiet)).release();
  expect(await readdir(dataDir)).toEqual(['lock.2']);
});

test('of many who want it at once, one gets it, also when a dead one had it', async () => {
  const dataDir = await emptyFolder();
  await foundLock(dataDir, { owner: { pid: process.pid, started: 'another time' } });
  const outcomes = await Promise.allSettled(Array.from({ length: 20 }, () => lockData(dataDir, quiet)));
  expect(outcomes.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(1);
  expect(await readdir(dataDir)).toEqual(['lock.8']);
});

test.each([
  ['a process that is gone', { owner: { pid: 4_194_304, started: '1' } }],
  ['a process whose number has been given again', { owner: { pid: process.pid, started: '1' } }],
  ['one who died while writing it', '{"owner"'],
])('the lock of %s is taken over', async (_, holder) => {
  const dataDir = await emptyFolder();
  await foundLock(dataDir, holder);
  await lockData(dataDir, quiet);
  expect(await readdir(dataDir)).toEqual(['lock.8']);
});

const onLinux = process.platform === 'linux';

test.runIf(onLinux)(
  'a holder that stands still keeps it: when it wakes it goes on with what it had claimed',
  async () => {
    const dataDir = await emptyFolder();
    const frozen = spawn('sleep', ['60']);
    onTestFinished(() => void frozen.kill('SIGKILL'));
    const owner = await eventually('it lives', () => identify(frozen.pid!));
    frozen.kill('SIGSTOP');
    await eventually('it stands still', async () => /\) T /.test(await readFile(`/proc/${owner.pid}/stat`, 'utf8')));
    await foundLock(dataDir, { owner });
    await expect(lockData(dataDir, quiet)).rejects.toThrow(DataInUse);
    expect(await readdir(dataDir)).toEqual(['lock.7']);
  },
);

test.each([
  ['asked to end', ['60'], 'SIGTERM'],
  ['ended', ['-c', "trap '' TERM; echo ready; while :; do sleep 1; done"], 'SIGKILL'],
] as const)(
  'a server whose Tocsin and whose watch were killed is %s before its data is opened again',
  async (_, args, signal) => {
    const dataDir = await emptyFolder();
    const orphan = spawn(signal === 'SIGTERM' ? 'sleep' : 'sh', args);
    if (signal === 'SIGKILL') await once(orphan.stdout, 'data');
    const ended = once(orphan, 'exit');
    const server = await eventually('the orphan lives', () => identify(orphan.pid!));
    await foundLock(dataDir, { owner: { pid: 4_194_304, started: '1' }, server });
    const lines: string[] = [];
    await lockData(dataDir, (line) => lines.push(line));
    expect(await ended).toEqual([null, signal]);
    expect(lines).toEqual([expect.stringContaining('waiting for its database to end')]);
  },
);
