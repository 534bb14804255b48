import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MongoClient } from 'mongodb';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readDataVersion, refuseLater } from '../../adapters/mongo/migrations/data-version.ts';
import { openDatabaseLine } from '../chaos/database-line.ts';
import { freshDatabase } from '../harness/database.ts';
import { freePort, runVerbProcess } from '../harness/program.ts';
import { runVerb } from '../harness/verb.ts';

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
  const backup = await runVerbProcess(['backup', '--output', file, '--json'], { env: { MONGODB_URI: from.uri } });
  expect(backup).toMatchObject({ code: 0, stderr: '' });
  expect(JSON.parse(backup.stdout)).toMatchObject({ file, counts: { sessions: 1 } });
  expect(await runVerb(['backup', '--output', file], { env: { MONGODB_URI: from.uri } })).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('--force'),
  });
  const restored = await runVerbProcess(['restore', file], { env: { MONGODB_URI: to.uri } });
  expect(restored).toMatchObject({ code: 0, stdout: expect.stringMatching(/^Restored 0 incidents, \d+ documents? /) });
  expect(await inDatabase(to.uri, (db) => db.collection('sessions').findOne({}))).toEqual(kept);
  const again = await runVerb(['restore', file], { env: { MONGODB_URI: to.uri } });
  expect(again).toMatchObject({ code: 1, stderr: expect.stringMatching(/^The database is not empty/) });
  expect(await runVerb(['backup'])).toMatchObject({ code: 2, stderr: expect.stringContaining('--output') });
});

it('looks for the file before it starts a database', async () => {
  const dataDir = join(folder, 'not-made');
  for (const [file, told] of [
    ['nope.backup', 'nope.backup cannot be read (it does not exist). Name a file that “tocsin backup” wrote.'],
    [folder, `${folder} is a folder. Name a file`],
  ] as const) {
    const { code, stderr } = await runVerb(['restore', file], { env: { DATA_DIR: dataDir } });
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining(told) });
  }
  expect(existsSync(dataDir)).toBe(false);
});

it('refuses to start on a database whose restore was killed, and restores it when it is run again', async () => {
  const file = join(folder, 'killed.backup');
  const [source, target] = [await freshDatabase(), await freshDatabase()];
  const line = await openDatabaseLine(target.uri);
  try {
    const rows = Array.from({ length: 500 }, (_, index) => ({ _id: `session-${index}` as never, count: index }));
    await inDatabase(source.uri, (db) => db.collection('sessions').insertMany(rows));
    await inDatabase(target.uri, (db) => db.collection('sessions').insertOne({ _id: 'mine' as never }));
    const erasure = { _id: 'former-1a2b3c' as never, startedAt: new Date(), finishedAt: new Date('2099-01-01') };
    await inDatabase(target.uri, (db) => db.collection('erasures').insertOne(erasure));
    expect(await runVerb(['backup', '--output', file], { env: { MONGODB_URI: source.uri } })).toMatchObject({
      code: 0,
    });

    // A part of the documents is there when it is killed.
    const hold = line.holds('before', (text) => text.includes('session-250'));
    const killed = await runVerbProcess(['restore', file, '--force'], {
      env: { MONGODB_URI: line.uri },
      killedWhen: hold.reached(),
    });
    expect(killed.code).toBe(null);
    hold.release();
    const sentence =
      /^The database is half restored: the restore of killed\.backup that began at \S+Z did not end\. Run “tocsin restore killed\.backup” again\.\n$/;
    const started = await runVerbProcess(['start'], { env: { MONGODB_URI: target.uri, HTTP_PORT: await freePort() } });
    expect(started.code).toBe(1);
    expect(started.stderr).toMatch(sentence);
    for (const args of [['backup', '--output', join(folder, 'half.backup')], ['migrate']])
      expect((await runVerb(args, { env: { MONGODB_URI: target.uri } })).stderr).toMatch(sentence);
    const { stdout } = await runVerb(['doctor', '--json'], { env: { MONGODB_URI: target.uri } });
    expect(JSON.parse(stdout).findings).toContainEqual({
      about: 'Database',
      level: 'problem',
      text: expect.stringMatching(/^The database is half restored/),
    });
    // A program from before there was such a mark refuses it as well.
    const known = await inDatabase(target.uri, readDataVersion);
    expect(() => refuseLater(known!, '0.0.1', 1)).toThrow(/^The data was brought forward by Tocsin .* Start version/);

    expect(await runVerb(['restore', file], { env: { MONGODB_URI: target.uri } })).toMatchObject({ code: 0 });
    expect(await inDatabase(target.uri, (db) => db.collection('sessions').find().sort({ count: 1 }).toArray())).toEqual(
      rows,
    );
    // What was erased since the backup is known still.
    expect(await inDatabase(target.uri, (db) => db.collection('erasures').find().toArray())).toEqual([erasure]);
    expect(await inDatabase(target.uri, (db) => db.collection('meta').find().toArray())).toEqual(
      await inDatabase(source.uri, (db) => db.collection('meta').find().toArray()),
    );
  } finally {
    await line.close();
    await Promise.all([source.drop(), target.drop()]);
  }
}, 90_000);
