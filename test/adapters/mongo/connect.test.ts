import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { inspect } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';
import { namesDatabase, shownAddress, withoutSecrets } from '../../../adapters/mongo/collections/address.ts';
import { answered } from '../../../adapters/mongo/connection/answering.ts';
import { connectMongo, DatabaseRefused, type Mongo } from '../../../adapters/mongo/connection/connect.ts';
import { openStores } from '../../../adapters/mongo/stores.ts';
import { StoreUnavailable } from '../../../src/ports/incidents.ts';
import { type DatabaseLine, openDatabaseLine } from '../../chaos/database-line.ts';
import { freshDatabase } from '../../harness/database.ts';
import { KeptLog } from '../../harness/kept-log.ts';
import { eventually } from '../../harness/wait.ts';

const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function closedPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

async function throughLine(times = ''): Promise<{ line: DatabaseLine; mongo: Mongo; log: KeptLog; uri: string }> {
  const database = await freshDatabase();
  const line = await openDatabaseLine(database.uri);
  const log = new KeptLog();
  const mongo = await connectMongo(`${line.uri}${times}`, { log });
  closers.push(
    database.drop,
    () => line.close(),
    () => mongo.close(),
  );
  return { line, mongo, log, uri: database.uri };
}

const failureOf = (attempt: Promise<unknown>) =>
  attempt.then(
    () => undefined,
    (err: unknown) => err,
  );

describe('connecting to MongoDB', () => {
  it('answers a ping, and knows the database by the name in the address', async () => {
    const { mongo, uri } = await throughLine();
    await mongo.ping();
    expect(mongo.db.databaseName).toBe(new URL(uri).pathname.slice(1));
  });

  it('tries again, and gives up in time with a cause, a next step and no secret', async () => {
    const port = await closedPort();
    const log = new KeptLog();
    const uri = `mongodb://tocsin:hunter2%21@127.0.0.1:${port}/tocsin?serverSelectionTimeoutMS=200`;
    const failure = await failureOf(connectMongo(uri, { log, giveUpAfterMs: 1_500 }));
    expect(failure).toBeInstanceOf(DatabaseRefused);
    expect(String(failure)).toContain(`127.0.0.1:${port} did not answer`);
    expect(String(failure)).toContain('ECONNREFUSED');
    expect(String(failure)).toContain('check MONGODB_URI');
    expect(log.lines.filter(({ message }) => message === 'database does not answer yet')).not.toHaveLength(0);
    expect(`${inspect(failure, { depth: 9 })} ${log.text()}`).not.toContain('hunter2');
  });

  it('connects to a database that comes up a little later', async () => {
    const database = await freshDatabase();
    const line = await openDatabaseLine(database.uri);
    closers.push(database.drop, () => line.close());
    line.becomes('cut');
    const log = new KeptLog();
    const connecting = connectMongo(`${line.uri}&serverSelectionTimeoutMS=300`, { log });
    await eventually('it tried in vain', () => log.lines.length > 0);
    line.becomes('well');
    const mongo = await connecting;
    closers.push(() => mongo.close());
    await mongo.ping();
  });

  it.each([
    'mongodb://tocsin:hunter2/3@db.internal:27017/tocsin',
    'mongodb://tocsin:hunter2@db.internal:27017/tocsin?noSuchOption=1',
    'http://tocsin:hunter2@db.internal/tocsin',
    'mongodb://tocsin:hunter2',
    '',
  ])('says at once what is wrong with an address, without its secret: %s', async (uri) => {
    const log = new KeptLog();
    const failure = await failureOf(connectMongo(uri, { log }));
    expect(failure).toBeInstanceOf(DatabaseRefused);
    expect(String(failure)).toContain('MONGODB_URI cannot be used');
    expect(`${inspect(failure, { depth: 9 })} ${log.text()}`).not.toContain('hunter2');
    expect(log.lines).toEqual([]);
  });

  it('shows the hosts of an address and nothing else of it', () => {
    expect(shownAddress('mongodb://user:pa@ss@a.example:27017,b.example:27018/tocsin?w=1')).toBe(
      'a.example:27017,b.example:27018',
    );
    expect(shownAddress('mongodb+srv://user:secret@cluster.example')).toBe('cluster.example');
    expect(shownAddress('mongodb://[::1]:27017')).toBe('[::1]:27017');
    expect(shownAddress('mongodb://user:secret')).toBe('the address given');
    expect(withoutSecrets('bad option', 'mongodb://user:secret@a/b')).toBe('bad option');
    expect(withoutSecrets('bad host se@cret', 'mongodb://user:se%40cret@a/b')).not.toContain('se@cret');
    expect(withoutSecrets('user x', 'mongodb://user:secret@a/b')).toBe('user x');
    expect(withoutSecrets('t0k', 'mongodb://a/?authMechanismProperties=AWS_SESSION_TOKEN:t0k')).not.toContain('t0k');
    expect(namesDatabase('mongodb://a:1,b:2/tocsin?x=1')).toBe(true);
    expect(namesDatabase('mongodb://a:1/?x=/y')).toBe(false);
    expect(namesDatabase('mongodb://a:1')).toBe(false);
  });
});

describe('a database that goes away', () => {
  it('fails every call as unavailable, without a secret, and works again once it is back', async () => {
    const { line, mongo, log } = await throughLine('&serverSelectionTimeoutMS=700&heartbeatFrequencyMS=500');
    const { incidents, dialogs, signIns, webChat } = await openStores(mongo);
    await incidents.nextNumber();
    line.becomes('cut');
    const now = new Date();
    const failures = await Promise.all(
      [
        incidents.nextNumber(),
        incidents.load('inc-1'),
        incidents.list({ limit: 1 }),
        incidents.due(now, 1),
        incidents.claim('inc-1', 'a', { by: 'me', revision: 1 }),
        dialogs.find('k'),
        signIns.issue('alice', now),
        webChat.rooms(),
        mongo.ping(),
      ].map(failureOf),
    );
    for (const failure of failures) {
      expect(failure).toBeInstanceOf(StoreUnavailable);
      expect((failure as Error).message).toBe('The database did not answer');
    }
    await eventually('it is in the log', () => log.text().includes('database connection lost'));
    line.becomes('well');
    await eventually('it works again', () => incidents.nextNumber().catch(() => undefined));
    await eventually('that is in the log', () => log.text().includes('database is back'));
  });

  it('fails in time when the database hangs, and closes all the same', async () => {
    const { line, mongo } = await throughLine('&socketTimeoutMS=500&connectTimeoutMS=500&serverSelectionTimeoutMS=500');
    const { incidents } = await openStores(mongo);
    line.becomes('silent');
    const [pinged, asked] = await Promise.all([failureOf(mongo.ping()), failureOf(incidents.nextNumber())]);
    expect(pinged).toBeInstanceOf(StoreUnavailable);
    expect(asked).toBeInstanceOf(StoreUnavailable);
    const closing = performance.now();
    await mongo.close();
    expect(performance.now() - closing).toBeLessThan(5_000);
  });

  it('is given so long and no longer, whatever the driver does', async () => {
    const failure = await failureOf(answered(() => new Promise(() => undefined), 20));
    expect(failure).toBeInstanceOf(StoreUnavailable);
    expect(await answered(async () => 7, 20)).toBe(7);
  });

  it('is unavailable after it was closed', async () => {
    const { mongo } = await throughLine();
    const { incidents } = await openStores(mongo);
    await mongo.close();
    expect(await failureOf(incidents.load('inc-1'))).toBeInstanceOf(StoreUnavailable);
    expect(await failureOf(mongo.ping())).toBeInstanceOf(StoreUnavailable);
  });
});
