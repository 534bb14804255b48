import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MongoClient } from 'mongodb';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { freshDatabase } from '../harness/database.ts';
import { runVerb } from '../harness/program.ts';

let folder: string;
let from: Awaited<ReturnType<typeof freshDatabase>>;
let to: Awaited<ReturnType<typeof freshDatabase>>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tocsin-backup-'));
  [from, to] = [await freshDatabase(), await freshDatabase()];
});
afterAll(async () => {
  await Promise.all([from.drop(), to.drop(), rm(folder, { recursive: true, force: true })]);
});

async function inDatabase<T>(uri: string, work: (collection: ReturnType<MongoClient['db']>) => Promise<T>): Promise<T> {
  const client = new MongoClient(uri);
  try {
    return await work(client.db());
  } finally {
    await client.close();
  }
}

it('writes one file, and restores it into an empty database with every value as it was', async () => {
  const file = join(folder, 'tocsin.backup');
  const kept = { _id: 'one' as never, at: new Date(5), count: 3, share: 0.5, text: 'é\n', many: [1, { deep: true }] };
  await inDatabase(from.uri, (db) => db.collection('sessions').insertOne(kept));
  const backup = await runVerb(['backup', '--output', file, '--json'], { env: { MONGODB_URI: from.uri } });
  expect(backup).toMatchObject({ code: 0, stderr: '' });
  expect(JSON.parse(backup.stdout)).toMatchObject({ file, counts: { sessions: 1 } });
  expect(await runVerb(['backup', '--output', file], { env: { MONGODB_URI: from.uri } })).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('--force'),
  });
  const restored = await runVerb(['restore', file], { env: { MONGODB_URI: to.uri } });
  expect(restored).toMatchObject({ code: 0, stdout: expect.stringMatching(/^Restored 0 incidents, \d+ documents? /) });
  expect(await inDatabase(to.uri, (db) => db.collection('sessions').findOne({}))).toEqual(kept);
  const again = await runVerb(['restore', file], { env: { MONGODB_URI: to.uri } });
  expect(again).toMatchObject({ code: 1, stderr: expect.stringMatching(/^The database is not empty/) });
  expect(await runVerb(['backup'])).toMatchObject({ code: 2, stderr: expect.stringContaining('--output') });
});
