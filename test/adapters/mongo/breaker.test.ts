import { afterEach, describe, expect, it } from 'vitest';
import { createBreaker } from '../../../adapters/mongo/connection/breaker.ts';
import { connectMongo } from '../../../adapters/mongo/connection/connect.ts';
import { openStores } from '../../../adapters/mongo/stores.ts';
import { eachCall } from '../../../src/lib/async.ts';
import { StoreUnavailable } from '../../../src/ports/incidents.ts';
import { openDatabaseLine } from '../../chaos/database-line.ts';
import { freshDatabase } from '../../harness/database.ts';
import { KeptLog } from '../../harness/kept-log.ts';
import { eventually } from '../../harness/wait.ts';

const closings: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closings.splice(0).reverse()) await close();
});

/** Short, so that the driver gives up soon what nobody answers. */
const times = '&socketTimeoutMS=400&connectTimeoutMS=400&serverSelectionTimeoutMS=400&heartbeatFrequencyMS=500';

async function open() {
  const database = await freshDatabase();
  const line = await openDatabaseLine(database.uri);
  const log = new KeptLog();
  const mongo = await connectMongo(`${line.uri}${times}`, { log });
  closings.push(
    database.drop,
    () => line.close(),
    () => mongo.close(),
  );
  const stores = await openStores(mongo);
  return { line, log, mongo, stores };
}

const outcome = (call: Promise<unknown>) =>
  call.then(
    () => 'answered',
    (err: unknown) => (err instanceof StoreUnavailable ? 'unavailable' : String(err)),
  );

describe('a database that is silent', () => {
  it('is asked for no more than the bound, however much is wanted, and for everything again once it is back', async () => {
    const { line, log, mongo, stores } = await open();
    const breaker = createBreaker({ probe: mongo.ping, log }, { mostUnderWay: 40, silentMs: 0, probeEveryMs: 50 });
    closings.push(async () => breaker.stop());
    const incidents = eachCall(stores.incidents, breaker.run);
    line.becomes('silent');
    let most = 0;
    const calls = Array.from({ length: 1_000 }, (_, index) => {
      const call = outcome(incidents.load(`inc-${index}`));
      most = Math.max(most, breaker.underWay());
      return call;
    });
    expect(most).toBe(40);
    expect(new Set(await Promise.all(calls))).toEqual(new Set(['unavailable']));
    expect(breaker.underWay()).toBe(0);
    line.becomes('well');
    await eventually('it is asked again', async () => (await outcome(incidents.load('inc-1'))) === 'answered');
    expect(await Promise.all([1, 2, 3].map((n) => outcome(incidents.load(`inc-${n}`))))).toEqual(
      Array.from({ length: 3 }, () => 'answered'),
    );
  });

  it('opens the breaker of all stores: nothing is sent to it but probes, until one is answered', async () => {
    const { line, log, mongo, stores } = await open();
    line.becomes('silent');
    await eventually('the breaker is open', async () => {
      await Promise.all([stores.incidents.load('inc-1'), stores.signIns.person('x', new Date())].map(outcome));
      return mongo.breaker.isOpen();
    });
    expect(log.lines.map(({ message }) => message)).toContainEqual(expect.stringMatching(/^circuit breaker opened/));
    const calls = Array.from({ length: 200 }, () => [
      stores.incidents.load('inc-1'),
      stores.incidents.list({ limit: 1 }),
      stores.leases.look('slack'),
      stores.notifications.due(new Date(), 1),
    ]).flat();
    // Not one of them got as far as the driver.
    expect(mongo.breaker.underWay()).toBe(0);
    expect(new Set(await Promise.all(calls.map(outcome)))).toEqual(new Set(['unavailable']));
    line.becomes('well');
    // Nobody has to ask for it: a probe finds out.
    await eventually('the breaker is closed', () => !mongo.breaker.isOpen());
    expect(await outcome(stores.incidents.load('inc-1'))).toBe('answered');
    expect(log.lines.map(({ message }) => message)).toContainEqual(expect.stringMatching(/^circuit breaker closed/));
  });
});

it('stays closed while some calls are answered and others are not', async () => {
  const log = new KeptLog();
  const breaker = createBreaker({ probe: async () => undefined, log }, { silentMs: 0 });
  const lost = () => outcome(breaker.run(() => Promise.reject(new StoreUnavailable(new Error('late')))));
  for (let turn = 0; turn < 20; turn += 1) {
    for (let failure = 0; failure < 4; failure += 1) await lost();
    // A refusal is an answer too.
    expect(await outcome(breaker.run(() => Promise.reject(new Error('stale'))))).toBe('Error: stale');
  }
  expect(breaker.isOpen()).toBe(false);
  for (let failure = 0; failure < 5; failure += 1) await lost();
  expect(breaker.isOpen()).toBe(true);
  breaker.stop();
});

it('gives the server a limit for everything that it is asked', async () => {
  const database = await freshDatabase();
  const line = await openDatabaseLine(database.uri);
  const mongo = await connectMongo(line.uri, { log: new KeptLog() });
  closings.push(
    database.drop,
    () => line.close(),
    () => mongo.close(),
  );
  const stores = await openStores(mongo);
  const asked = new Map<string, string>();
  // It looks at each, and holds none.
  line.holds('before', (text) => {
    const name = /^\{"(\w+)"/.exec(text)?.[1] ?? '';
    if (!outsideLimits.includes(name) && !text.includes('"maxTimeMS":9000')) asked.set(`${name} without`, text);
    asked.set(name, text);
    return false;
  });
  const now = new Date();
  await stores.incidents.nextNumber();
  await stores.incidents.load('inc-1');
  await stores.incidents.list({ limit: 1 });
  await stores.incidents.due(now, 1);
  await stores.incidents.unclaim('inc-1', 'a', 'me', now);
  await stores.dialogs.find('k');
  await stores.dialogs.remove('k');
  await stores.signIns.issue('alice', now);
  await stores.webChat.rooms();
  await stores.leases.look('slack');
  await stores.notifications.due(now, 1);
  await stores.processRegistry.beat('me');
  await stores.processRegistry.remove(['me']);
  await stores.auditLog.append([{ id: 'one', at: now, via: 'api', act: 'test', args: {}, outcome: 'done' } as never]);
  expect([...asked].filter(([name]) => name.endsWith(' without'))).toEqual([]);
  for (const name of ['find', 'bulkWrite', 'delete', 'findAndModify']) expect([...asked.keys()]).toContain(name);
});

/** They end by themselves (an insert here is one document), or belong to another operation that has one. */
const outsideLimits = [
  '',
  'hello',
  'ismaster',
  'isMaster',
  'ping',
  'insert',
  'endSessions',
  'getMore',
  'killCursors',
  'commitTransaction',
  'create',
];
