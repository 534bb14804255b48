import type { Document } from 'mongodb';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { connectMongo, type Mongo } from '../../../adapters/mongo/connection/connect.ts';
import { openStores, type Stores } from '../../../adapters/mongo/stores.ts';
import type { Incident } from '../../../src/domain/incident/incident.ts';
import { declared } from '../../domain/incident/given.ts';
import { freshDatabase } from '../../harness/database.ts';
import { KeptLog } from '../../harness/kept-log.ts';
import { connectWatched, examined } from './examined.ts';

// Closed incidents pile up for years, and must cost nothing. Proven by what the database says that it looks at, not by time.

const closed = 3_000;
const open = 30;
const latest = closed + open;
const pageSize = 20;

let mongo: Mongo;
let another: Mongo;
let stores: Stores;
let other: Stores;
let drop: () => Promise<void>;

beforeAll(async () => {
  const database = await freshDatabase();
  drop = database.drop;
  mongo = await connectWatched(database.uri);
  another = await connectMongo(database.uri, { log: new KeptLog() });
  stores = await openStores(mongo);
  other = await openStores(another);
  const { incidents } = stores;
  await incidents.commit({ next: one(1, {}), events: [] });
  const collection = mongo.db.collection<Document & { _id: string }>('incidents');
  const whole = await collection.findOne({ _id: 'i1' });
  if (!whole) throw new Error('What was kept is not there');
  await collection.deleteMany({});
  const numbers = Array.from({ length: latest }, (_, index) => index + 1);
  await collection.insertMany(
    numbers.map((number) => ({
      ...whole,
      _id: `i${number}`,
      number,
      places: [`slack|C${number}`],
      decided: {
        ...whole.decided,
        state: number <= closed ? 'resolved' : number % 2 ? 'triggered' : 'acknowledged',
        service: number % 2 ? 'search' : 'checkout',
        handled: [`cause-${number}`],
        paged: [{ person: 'bob', at: new Date(number) }],
      },
    })),
  );
  await mongo.db.collection<{ _id: string; value: number }>('counters').insertOne({ _id: 'incident', value: latest });
}, 60_000);

afterAll(async () => {
  await drop();
  await Promise.all([mongo.close(), another.close()]);
});

function one(number: number, changes: Partial<Incident>): Incident {
  return { ...declared(), id: `i${number}`, number, version: 1, ...changes };
}

it.each<[string, (store: Stores['incidents']) => Promise<unknown>, number]>([
  ['by id', (store) => store.load('i7'), 1],
  ['by number', (store) => store.byNumber(7), 1],
  ['by its room', (store) => store.byAddress('slack|C7'), 1],
  ['by a room of nobody’s', (store) => store.byAddress('slack|C0'), 0],
  ['by what changed it', (store) => store.byCause('cause-7'), 1],
  ['by what changed nothing', (store) => store.byCause('never'), 0],
  ['by whom it paged last', (store) => store.latestPageOf('bob'), open],
  ['by how its id begins', (store) => store.idsFrom('i300', 10), 11],
  ['what is due', (store) => store.due(new Date(0), 10), 0],
])('finds an incident %s by an index, whatever else there is', async (_, read, most) => {
  const { documents, plans } = await examined(mongo, () => read(stores.incidents));
  expect(plans).not.toContain('COLLSCAN');
  expect(documents).toBeLessThanOrEqual(most);
});

it.each([
  ['open', { state: 'open' }, open],
  ['triggered', { state: 'triggered' }, open],
  ['resolved', { state: 'resolved' }, pageSize],
  ['all', { state: 'all' }, pageSize],
  ['open of a service', { state: 'open', service: 'checkout' }, open],
  ['open of a severity', { state: 'open', severity: 'sev1' }, open],
  ['all of a service', { state: 'all', service: 'checkout' }, 2 * pageSize],
  ['resolved of a service', { state: 'resolved', service: 'checkout' }, 2 * pageSize],
  ['all, from the middle on', { state: 'all', after: 1_500 }, pageSize],
] as const)('lists %s without looking at the thousands that are not on the page', async (_, query, nearby) => {
  const { incidents } = stores;
  const list = () => incidents.list({ limit: pageSize, ...query });
  // How far down to look is learnt from the first look.
  await list();
  const { keys, documents, plans } = await examined(mongo, list);
  expect(plans).not.toContain('COLLSCAN');
  // Their numbers, and then the page.
  expect(documents).toBeLessThanOrEqual(3 * nearby + pageSize);
  expect(keys).toBeLessThanOrEqual(3 * nearby + pageSize + 10);
});

it('lists the same, however far down it has to look', async () => {
  const numbers = (items: readonly { readonly number: number }[]) => items.map(({ number }) => number);
  const { incidents } = stores;
  const all: number[] = [];
  let after: number | undefined;
  do {
    const page = await incidents.list({ state: 'open', limit: 7, ...(after !== undefined && { after }) });
    all.push(...numbers(page.items));
    after = page.next;
  } while (after !== undefined);
  expect(all).toEqual(Array.from({ length: open }, (_, index) => latest - index));
  const oldest = await incidents.list({ state: 'resolved', limit: 5, after: 3 });
  expect(numbers(oldest.items)).toEqual([2, 1]);
  expect(oldest.next).toBeUndefined();
  expect((await incidents.list({ state: 'all', limit: 2, after: 999_999_999 })).next).toBe(latest - 1);
  expect(await incidents.list({ state: 'all', limit: 2, after: 1 })).toEqual({ items: [] });
});

it('shows in a list what another process has declared and closed since', async () => {
  await stores.incidents.list({ limit: 3 });
  await other.incidents.commit({ next: one(latest + 500, { paged: {} }), events: [] });
  expect((await stores.incidents.list({ limit: 3 })).items[0]?.number).toBe(latest + 500);
  const seen = (await other.incidents.byNumber(latest + 500))!;
  await other.incidents.commit({ next: { ...seen, state: 'resolved', version: 2 }, from: seen, events: [] });
  expect((await stores.incidents.list({ limit: 3 })).items[0]?.number).toBe(latest);
  expect((await stores.incidents.list({ state: 'resolved', limit: 1 })).items[0]?.number).toBe(latest + 500);
});

it('answers many who ask for the same at once, each with what was there when they asked', async () => {
  const { incidents } = stores;
  const before = Array.from({ length: 20 }, () => incidents.list({ state: 'all', limit: 1 }));
  await incidents.commit({ next: one(latest + 501, {}), events: [] });
  const after = Array.from({ length: 20 }, () => incidents.list({ state: 'all', limit: 1 }));
  await Promise.all(before);
  for (const { items } of await Promise.all(after)) expect(items[0]?.number).toBe(latest + 501);
});

it('counts what has changed, and tells the figures of 30 days, without looking at anything else', async () => {
  const { statistics, incidents } = stores;
  await statistics.follow();
  await mongo.db.collection('incidents').updateMany({}, { $unset: { uncounted: 1 } });
  await incidents.commit({
    next: one(latest + 502, { state: 'resolved', paged: {} }),
    events: [{ type: 'declared', at: new Date(), by: 'bob', via: 'web', title: 'Down', severity: 'sev1' }],
  });
  const following = await examined(mongo, () => statistics.follow());
  expect(following.plans).not.toContain('COLLSCAN');
  expect(following.documents).toBeLessThanOrEqual(2);
  const days = mongo.db.collection<Document & { _id: string }>('figureDays');
  const [generation] = (await days.findOne())!._id.split(' ');
  const old = Array.from({ length: 400 }, (_, day) => ({ _id: `${generation} ${1000 + day}`, batch: 0, counted: {} }));
  await days.insertMany(old);
  const told = await examined(
    mongo,
    () => statistics.of(['2026-01-01', new Date().toISOString().slice(0, 10)]),
    'figureDays',
  );
  expect(told.plans).not.toContain('COLLSCAN');
  expect(told.documents).toBeLessThanOrEqual(1);
});
