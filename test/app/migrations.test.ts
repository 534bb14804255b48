import { afterEach, beforeEach, expect, it } from 'vitest';
import { migrations } from '../../adapters/mongo/migrations/index.ts';
import { checkData, keepMigrating } from '../../src/app/data/migrations.ts';
import type { ProcessLiveness } from '../../src/application/runtime/process-liveness.ts';
import { type Opened, openFresh } from '../adapters/mongo/opened.ts';
import { KeptLog } from '../harness/kept-log.ts';
import { TestProcesses } from '../harness/processes.ts';
import { eventually } from '../harness/wait.ts';

let opened: Opened;
let processes: TestProcesses;
const log = new KeptLog();

beforeEach(async () => {
  opened = await openFresh();
  processes = new TestProcesses();
  const { db } = opened.mongo;
  await db.collection<{ _id: string }>('amendments').insertOne({ _id: 'schedule|primary' });
  await db.collection<{ _id: string; revision: number }>('letters').insertOne({ _id: 'hand-over/looked', revision: 7 });
  await checkData(opened.mongo);
});
afterEach(() => opened.close());

const version = async () =>
  (await opened.mongo.db.collection<{ _id: string; version: number }>('meta').findOne({ _id: 'data' }))?.version;
const migrating = (name: string) =>
  keepMigrating(opened.mongo, { leases: opened.stores.leases, processes: processes.of(name) as ProcessLiveness, log });

it('brings the data forward in the background, with several processes at once, and gives the lease back', async () => {
  expect(await version()).toBe(0);
  const stop = ['one', 'two'].map(migrating);
  await eventually('the data is up to date', async () => (await version()) === migrations.length);
  await Promise.all(stop.map((one) => one()));
  expect(await opened.stores.cursors.read('hand-over/looked')).toEqual(new Date(7_000));
  expect(await opened.mongo.db.collection('letters').countDocuments()).toBe(0);
  expect((await opened.stores.leases.look('migrations')).holder).toBeUndefined();
});

it('leaves it to the process that has the lease, and takes over when that one is gone', async () => {
  await opened.stores.leases.take('migrations', 'another', 0);
  const stop = migrating('one');
  await stop();
  expect(await version()).toBe(0);
  processes.loses('another');
  const stopAgain = migrating('one');
  await eventually('the data is up to date', async () => (await version()) === migrations.length);
  await stopAgain();
});
