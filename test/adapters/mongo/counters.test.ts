import { afterEach, expect, it } from 'vitest';
import type { Update } from '../../../adapters/mongo/batching/write-together.ts';
import { createCounter, createSoleCounter } from '../../../adapters/mongo/collections/counters.ts';
import { connectMongo, type Mongo } from '../../../adapters/mongo/connection/connect.ts';
import { openStores } from '../../../adapters/mongo/stores.ts';
import { declaration, declared } from '../../contracts/incident-store/given.ts';
import { freshDatabase } from '../../harness/database.ts';
import { KeptLog } from '../../harness/kept-log.ts';
import { eventually } from '../../harness/wait.ts';

// The numbers of incidents, where one process has the database to itself, as with an embedded one, and where several share it.

const database = await freshDatabase();
let mongo: Mongo | undefined;

/** Starts the process anew. */
const start = async (sole = true) => {
  await mongo?.close();
  mongo = await connectMongo(database.uri, { log: new KeptLog(), sole });
  return (await openStores(mongo)).incidents;
};
const counters = () => mongo!.db.collection<{ _id: string; value: number }>('counters');
const keptValue = async () => (await counters().findOne({ _id: 'incident' }))?.value;

afterEach(async () => {
  await mongo?.close();
  await database.drop();
});

it('gives each number once and leaves none out, and goes on after a restart', async () => {
  const incidents = await start();
  const numbers = await Promise.all(Array.from({ length: 100 }, () => incidents.nextNumber()));
  expect(numbers).toEqual(Array.from({ length: 100 }, (_, index) => index + 1));
  await eventually('the counter is written', async () => (await keptValue()) === 100);
  const restarted = await start();
  expect(await restarted.nextNumber()).toBe(101);
});

it.each([true, false])(
  'goes on above the newest incident after a crash that the counter missed, alone: %s',
  async (sole) => {
    const incidents = await start();
    for (const number of [1, 2, 3]) {
      await incidents.commit({ next: declared(number), events: [declaration] });
    }
    await counters().deleteMany({});
    const restarted = await start(sole);
    expect(await restarted.nextNumber()).toBe(4);
  },
);

it('gives no number before it knows the last one, and asks again after a failure', async () => {
  await start();
  const failures = [new Error('The database is away.')];
  const writes: (() => Update)[] = [];
  const next = createSoleCounter(
    mongo!.connection,
    'incident',
    async () => {
      const failure = failures.pop();
      if (failure) throw failure;
      return 7;
    },
    async (update) => void writes.push(update),
  );
  await expect(next()).rejects.toThrow('The database is away.');
  expect(await Promise.all([next(), next()])).toEqual([8, 9]);
  expect(writes).toHaveLength(1);
  expect(writes[0]?.().update).toEqual({ $max: { value: 9 } });
});

it('writes the next value when one could not be written', async () => {
  await start();
  const written: unknown[] = [];
  let isAway = true;
  const next = createSoleCounter(
    mongo!.connection,
    'incident',
    async () => undefined,
    async (update) => {
      if (isAway) throw new Error('The database is away.');
      written.push(update().update);
    },
  );
  expect(await next()).toBe(1);
  isAway = false;
  await eventually('a value is written', async () => {
    await next();
    return written.length > 0;
  });
  expect(written[0]).toEqual({ $max: { value: 2 } });
});

it('gives what it fetched ahead only for a moment, so that numbers follow the order of several processes', async () => {
  await start(false);
  let now = 0;
  const unused = async () => undefined;
  const next = createCounter(mongo!.connection, 'incident', unused, () => now);
  const other = createCounter(mongo!.connection, 'incident', unused);
  const first = await Promise.all(Array.from({ length: 10 }, next));
  // The first request fetched for itself alone, the nine that followed fetched twice as many ahead.
  expect(Math.max(...first)).toBe(10);
  now = 900;
  expect(await next()).toBe(11);
  const elsewhere = await other();
  expect(elsewhere).toBe(29);
  now = 1_001;
  expect(await next()).toBeGreaterThan(elsewhere);
});
