import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { checkBackup } from '../../adapters/mongo/backup/read-backup.ts';
import { writeBackup } from '../../adapters/mongo/backup/write-backup.ts';
import { sampleDirectory } from '../harness/directory.ts';
import { openStage, type Stage } from '../harness/tocsin.ts';

// As FAT and many network drives answer.
vi.mock('node:fs/promises', async (original) => ({
  ...(await original<typeof import('node:fs/promises')>()),
  link: () => Promise.reject(Object.assign(new Error('operation not permitted, link'), { code: 'EPERM' })),
}));

let folder: string;
let stage: Stage;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tocsin-backup-'));
  stage = await openStage([], sampleDirectory());
});

afterEach(async () => {
  await stage.close();
  await rm(folder, { recursive: true, force: true });
});

const request = () => ({ file: join(folder, 'tocsin.backup'), version: '0.1.0', now: stage.clock.now() });

it('is written where the file system knows no hard links', async () => {
  await writeBackup(stage.db, request());
  expect(await checkBackup(request().file)).toBeDefined();
  expect(await readdir(folder)).toEqual(['tocsin.backup']);
});

it('replaces nothing there either', async () => {
  await writeFile(request().file, 'mine');
  await expect(writeBackup(stage.db, request())).rejects.toMatchObject({ code: 'EEXIST' });
  expect(await readFile(request().file, 'utf8')).toBe('mine');
});
