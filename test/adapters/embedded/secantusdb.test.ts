import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readdir, rm, stat, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { connect } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { MongoClient } from 'mongodb';
import { expect, onTestFinished, test } from 'vitest';
import { type EmbeddedDatabase, runningEmbedded, startEmbedded } from '../../../adapters/mongo/embedded/start.ts';
import { KeptLog } from '../../harness/kept-log.ts';
import { eventually } from '../../harness/wait.ts';
import { emptyFolder, groupOf, lives, lockedServer } from './folders.ts';

/** The real server, as a machine without mongod gets it. */
async function start(dataDir: string, progress?: (line: string) => void): Promise<EmbeddedDatabase> {
  const database = await startEmbedded({ engine: 'secantusdb', dataDir, log: new KeptLog(), progress });
  onTestFinished(() => database.stop());
  return database;
}

async function withCollection<T>(
  uri: string,
  work: (notes: ReturnType<typeof collectionOf>) => Promise<T>,
): Promise<T> {
  const client = new MongoClient(uri, { serverSelectionTimeoutMS: 5_000 });
  try {
    return await work(collectionOf(client));
  } finally {
    await client.close();
  }
}

function collectionOf(client: MongoClient) {
  return client.db().collection<{ _id: number }>('notes');
}

function refuses(uri: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(Number(new URL(uri).port), '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(false);
    });
    socket.once('error', () => resolve(true));
  });
}

/** A Tocsin of its own process, to be killed. */
async function startElsewhere(
  dataDir: string,
): Promise<{ uri: string; pid: number; kill(signal: NodeJS.Signals): void }> {
  const child = spawn(
    process.execPath,
    [
      ...['--import', createRequire(import.meta.url).resolve('tsx')],
      ...[fileURLToPath(new URL('start-and-wait.ts', import.meta.url)), dataDir],
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  onTestFinished(() => void child.kill('SIGKILL'));
  for await (const line of createInterface({ input: child.stdout })) {
    if (line.startsWith('uri '))
      return { uri: line.slice(4), pid: child.pid!, kill: (signal) => void child.kill(signal) };
  }
  throw new Error('It ended without an address');
}

test('a document that is rewritten again and again leaves no logs behind while the server runs', async () => {
  const dataDir = await emptyFolder();
  const { uri } = await start(dataDir);
  const folder = join(dataDir, 'secantusdb', 'db');
  await withCollection(uri, async (notes) => {
    await notes.insertOne({ _id: 1 });
    // Each is logged with its change: about 200 MB, which is four log files.
    for (let round = 0; round < 100; round += 1)
      await notes.updateOne({ _id: 1 }, { $set: { text: randomBytes(500_000).toString('hex') } });
  });
  await eventually('the logs that no checkpoint needs are gone', async () => {
    const logs = (await readdir(folder)).filter((name) => name.startsWith('WiredTigerLog.'));
    return logs.length <= 2;
  });
});

test('what was written is there after a stop and another start', async () => {
  const dataDir = await emptyFolder();
  const lines: string[] = [];
  const first = await start(dataDir, (line) => lines.push(line));
  await withCollection(first.uri, (notes) => notes.insertOne({ _id: 1 }));
  const server = await lockedServer(dataDir);
  const before = Date.now();
  await first.stop();
  expect(Date.now() - before).toBeLessThan(4_000);
  expect(await lives(server)).toBe(false);
  expect(await refuses(first.uri)).toBe(true);

  const second = await start(dataDir);
  expect(await withCollection(second.uri, (notes) => notes.countDocuments())).toBe(1);
  expect(second).toMatchObject({ engine: 'secantusdb', version: expect.stringMatching(/^0\.6\.0b/) });
  expect(lines.join('\n')).toContain('Starting SecantusDB');
  // To stop twice is to stop.
  await Promise.all([second.stop(), second.stop()]);
});

/** The address without user and password. */
function withoutLogin(uri: string): string {
  const address = new URL(uri);
  address.username = '';
  address.password = '';
  address.searchParams.delete('authSource');
  return address.href;
}

function login(uri: string): string {
  return new URL(uri).password;
}

test('lets in nobody without the password, which is kept for its owner alone and holds after a restart', async () => {
  const dataDir = await emptyFolder();
  const first = await start(dataDir);
  await withCollection(first.uri, (notes) => notes.insertOne({ _id: 1 }));
  for (const wrong of [withoutLogin(first.uri), first.uri.replace(login(first.uri), 'guess')]) {
    await expect(withCollection(wrong, (notes) => notes.countDocuments())).rejects.toThrow(/authentication/);
  }
  const kept = join(dataDir, 'secantusdb', 'password');
  expect((await stat(kept)).mode & 0o777).toBe(0o600);
  expect(await runningEmbedded(dataDir)).toBe(first.uri);
  await first.stop();
  const second = await start(dataDir);
  expect(login(second.uri)).toBe(login(first.uri));
  expect(await withCollection(second.uri, (notes) => notes.countDocuments())).toBe(1);
});

test('opens data that has no password, or another one, with all that is in it', async () => {
  const dataDir = await emptyFolder();
  const first = await start(dataDir);
  await withCollection(first.uri, (notes) => notes.insertOne({ _id: 1 }));
  await first.stop();
  const kept = join(dataDir, 'secantusdb', 'password');
  for (const change of [() => rm(kept), () => writeFile(kept, 'another')]) {
    await change();
    const next = await start(dataDir);
    expect(await withCollection(next.uri, (notes) => notes.countDocuments())).toBe(1);
    await expect(withCollection(withoutLogin(next.uri), (notes) => notes.countDocuments())).rejects.toThrow();
    await next.stop();
  }
});

test('takes transactions', async () => {
  const { uri } = await start(await emptyFolder());
  const client = new MongoClient(uri);
  onTestFinished(() => client.close());
  await collectionOf(client).insertOne({ _id: 1 });
  await expect(
    client.withSession((session) =>
      session.withTransaction(async () => {
        await collectionOf(client).insertOne({ _id: 2 }, { session });
        throw new Error('decided otherwise');
      }),
    ),
  ).rejects.toThrow('decided otherwise');
  expect(await collectionOf(client).countDocuments()).toBe(1);
});

test('a second start on the same data is told who has it', async () => {
  const dataDir = await emptyFolder();
  const elsewhere = await startElsewhere(dataDir);
  const again = startEmbedded({ engine: 'auto', dataDir, log: new KeptLog() });
  await expect(again).rejects.toThrow(`in use by another Tocsin (process ${elsewhere.pid})`);
  // And the first goes on.
  await withCollection(elsewhere.uri, (notes) => notes.insertOne({ _id: 1 }));
});

test('killed with -9, it leaves no server behind, and what it acknowledged is there', async () => {
  const dataDir = await emptyFolder();
  const killed = await startElsewhere(dataDir);
  const server = await lockedServer(dataDir);
  await withCollection(killed.uri, async (notes) => {
    for (let id = 1; id <= 20; id++) await notes.insertOne({ _id: id });
  });
  killed.kill('SIGKILL');
  await eventually('the port refuses', () => refuses(killed.uri));
  await eventually('the server is gone', async () => !(await lives(server)));
  const next = await start(dataDir);
  expect(await withCollection(next.uri, (notes) => notes.countDocuments())).toBe(20);
});

test('kill -9 of everything at once loses nothing', async () => {
  const dataDir = await emptyFolder();
  const killed = await startElsewhere(dataDir);
  const server = await lockedServer(dataDir);
  await withCollection(killed.uri, (notes) => notes.insertOne({ _id: 1 }));
  killed.kill('SIGKILL');
  // The server and its watch are a group of their own.
  process.kill(-groupOf(server), 'SIGKILL');
  await eventually('the process is gone', async () => !(await lives(killed.pid)));
  const next = await start(dataDir);
  expect(await lives(server)).toBe(false);
  expect(await withCollection(next.uri, (notes) => notes.countDocuments())).toBe(1);
});

test('started again while the server of a killed one still ends, it waits for that', async () => {
  const dataDir = await emptyFolder();
  const killed = await startElsewhere(dataDir);
  const server = await lockedServer(dataDir);
  await withCollection(killed.uri, (notes) => notes.insertOne({ _id: 1 }));
  // It cannot end of itself now.
  process.kill(server, 'SIGSTOP');
  killed.kill('SIGKILL');
  await eventually('the process is gone', async () => !(await lives(killed.pid)));
  const lines: string[] = [];
  const next = await start(dataDir, (line) => lines.push(line));
  expect(lines[0]).toContain('waiting for its database to end');
  expect(await lives(server)).toBe(false);
  expect(await withCollection(next.uri, (notes) => notes.countDocuments())).toBe(1);
});

test('a server that ends by itself is told in the log and started again where its clients look for it', async () => {
  const dataDir = await emptyFolder();
  const log = new KeptLog();
  const database = await startEmbedded({ engine: 'secantusdb', dataDir, log });
  onTestFinished(() => database.stop());
  const client = new MongoClient(database.uri);
  onTestFinished(() => client.close());
  await collectionOf(client).insertOne({ _id: 1 });
  process.kill(await lockedServer(dataDir), 'SIGKILL');
  await eventually('it runs again', () => log.text().includes('embedded database runs again'));
  expect(log.text()).toContain('embedded database ended unexpectedly');
  expect(await collectionOf(client).countDocuments()).toBe(1);
  await client.close();
  await database.stop();
  expect(await refuses(database.uri)).toBe(true);
});
