import type { Db } from 'mongodb';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { connectMongo, type Mongo } from '../../../adapters/mongo/connection/connect.ts';
import { openData, readDataVersion } from '../../../adapters/mongo/migrations/data-version.ts';
import { migrations } from '../../../adapters/mongo/migrations/index.ts';
import type { Migration } from '../../../adapters/mongo/migrations/migration.ts';
import { pendingMigrations, runMigrations } from '../../../adapters/mongo/migrations/run-migrations.ts';
import { openStores } from '../../../adapters/mongo/stores.ts';
import { freshDatabase } from '../../harness/database.ts';
import { KeptLog } from '../../harness/kept-log.ts';

let database: Awaited<ReturnType<typeof freshDatabase>>;
let mongo: Mongo;
let db: Db;

beforeEach(async () => {
  database = await freshDatabase();
  mongo = await connectMongo(database.uri, { log: new KeptLog() });
  db = mongo.db;
});
afterEach(async () => {
  await mongo.close();
  await database.drop();
});

interface Thing {
  readonly _id: number;
  readonly size?: number;
  readonly length?: number;
}

const things = () => db.collection<Thing>('incidents');

/** Adds `length`, which is what `size` was. `before` may fail. */
function addLength(before: (number: number) => void = () => undefined, readableFrom = 0): Migration {
  let steps = 0;
  return {
    name: '0001-length',
    readableFrom,
    left: (of) => of.collection('incidents').countDocuments({ length: { $exists: false } }),
    async step(of, most) {
      steps += 1;
      before(steps);
      const found = await of
        .collection<Thing>('incidents')
        .find({ length: { $exists: false } })
        .limit(Math.min(most, 10))
        .toArray();
      for (const { _id, size = 0 } of found)
        await of.collection<Thing>('incidents').updateOne({ _id }, { $set: { length: size } });
      return found.length;
    },
  };
}

async function fromBefore(count = 25): Promise<void> {
  await things().insertMany(Array.from({ length: count }, (_, index) => ({ _id: index, size: index })));
}

it('notes that an empty database is up to date, and one with incidents is from before', async () => {
  expect(await openData(db, '1.0.0', [addLength()])).toEqual({ version: 1, readableFrom: 0, program: '1.0.0' });
  await db.collection('meta').deleteMany({});
  await fromBefore();
  expect(await openData(db, '1.0.0', [addLength()])).toMatchObject({ version: 0, readableFrom: 0 });
});

it('brings the data forward in batches, once', async () => {
  await fromBefore();
  const chain = [addLength()];
  await openData(db, '1.0.0', chain);
  expect(await pendingMigrations(db, 0, chain)).toEqual([{ name: '0001-length', left: 25 }]);
  expect(await runMigrations(db, '1.0.0', { migrations: chain })).toEqual({
    from: 0,
    to: 1,
    done: [{ name: '0001-length', documents: 25 }],
  });
  expect(await things().countDocuments({ $expr: { $eq: ['$size', '$length'] } })).toBe(25);
  expect(await readDataVersion(db)).toEqual({ version: 1, readableFrom: 0, program: '1.0.0' });
  expect(await runMigrations(db, '1.0.0', { migrations: chain })).toMatchObject({ from: 1, to: 1, done: [] });
});

it('goes on where it was stopped, by a failure or on request', async () => {
  await fromBefore();
  const fails = addLength((number) => {
    if (number === 2) throw new Error('killed');
  });
  await expect(runMigrations(db, '1.0.0', { migrations: [fails] })).rejects.toThrow('killed');
  expect(await things().countDocuments({ length: { $exists: true } })).toBe(10);
  expect(await readDataVersion(db)).toMatchObject({ version: 0 });
  let asked = 0;
  const stopped = () => {
    asked += 1;
    return asked > 1;
  };
  expect(await runMigrations(db, '1.0.0', { migrations: [addLength()], stopped })).toMatchObject({ to: 0, done: [] });
  expect(await things().countDocuments({ length: { $exists: true } })).toBe(20);
  await runMigrations(db, '1.0.0', { migrations: [addLength()] });
  expect(await things().countDocuments({ length: { $exists: true } })).toBe(25);
});

it('may run in two processes at once', async () => {
  await fromBefore();
  await Promise.all([1, 2].map(() => runMigrations(db, '1.0.0', { migrations: [addLength()] })));
  expect(await things().countDocuments({ $expr: { $eq: ['$size', '$length'] } })).toBe(25);
  expect(await readDataVersion(db)).toMatchObject({ version: 1 });
});

it('lets an older program go on while migrations only add, and refuses it when one takes away', async () => {
  await fromBefore();
  const takesAway: Migration = { name: '0002-no-size', readableFrom: 1, left: async () => 0, step: async () => 0 };
  await runMigrations(db, '1.0.0', { migrations: [addLength()] });
  // The program before knows no migration.
  expect(await openData(db, '0.9.0', [])).toMatchObject({ version: 1 });
  await runMigrations(db, '1.1.0', { migrations: [addLength(), takesAway] });
  expect(await openData(db, '1.0.0', [addLength()])).toMatchObject({ version: 2 });
  await expect(openData(db, '0.9.0', [])).rejects.toThrow(
    'The data was brought forward by Tocsin 1.1.0 (data version 2), and this is Tocsin 0.9.0, which knows data version 0. Start version 1.1.0 or later, or restore a backup from before the upgrade.',
  );
});

it('has migrations with numbers in order, each readable by a program that knows it', () => {
  for (const [index, { name, readableFrom }] of migrations.entries()) {
    expect(name).toMatch(new RegExp(`^${String(index + 1).padStart(4, '0')}-`));
    expect(readableFrom).toBeLessThanOrEqual(index + 1);
  }
});

it('moves cursors that earlier versions kept as notifications', async () => {
  await db.collection<{ _id: string; revision: number }>('letters').insertMany([
    { _id: 'hand-over/looked', revision: 1000 },
    { _id: 'another', revision: 1 },
  ]);
  await db.collection<{ _id: string; at: Date }>('cursors').insertOne({ _id: 'hand-over/looked', at: new Date(5_000) });
  const [migration] = migrations;
  expect(await migration?.left(db)).toBe(1);
  expect(await migration?.step(db, 100)).toBe(1);
  expect(await migration?.step(db, 100)).toBe(0);
  expect(await db.collection('cursors').find().toArray()).toEqual([
    { _id: 'hand-over/looked', at: new Date(1_000_000) },
  ]);
  expect(await db.collection('letters').countDocuments()).toBe(1);
});

it('drops the indexes that were replaced, in two processes at once, and leaves those that are used', async () => {
  const [, migration] = migrations;
  // Neither collection is there yet.
  expect(await migration?.left(db)).toBe(0);
  expect(await migration?.step(db, 100)).toBe(0);
  await db.collection('incidents').createIndex({ version: 1, _id: 1 });
  await db.collection('alertEnds').createIndex({ at: 1 });
  await openStores(mongo);
  const used = async () =>
    (await Promise.all(['incidents', 'alertEnds'].map((name) => db.collection(name).indexes())))
      .flat()
      .map(({ name }) => name)
      .sort();
  const before = await used();
  expect(await migration?.left(db)).toBe(2);
  await Promise.all([1, 2].map(() => migration?.step(db, 100)));
  expect(await migration?.left(db)).toBe(0);
  expect(await used()).toEqual(before.filter((name) => name !== 'version_1__id_1' && name !== 'at_1'));
});
