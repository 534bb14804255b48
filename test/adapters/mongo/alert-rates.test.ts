import { afterAll, beforeAll, expect, it } from 'vitest';
import { createAlertRates } from '../../../adapters/mongo/alerts/alert-rates.ts';
import { eventually } from '../../harness/wait.ts';
import { type Opened, openFresh } from './opened.ts';

let opened: Opened;
beforeAll(async () => {
  opened = await openFresh();
});
afterAll(() => opened.close());

/** Far enough into a minute that nothing of these tests falls into the next. */
const now = new Date('2026-03-09T12:00:10Z');
const written = async (integration: string) =>
  (await opened.mongo.db.collection('alertRates').find().toArray()).find(({ _id }) => String(_id).endsWith(integration))
    ?.alerts;

it('writes what is far below the limit a second later, and all of it together', async () => {
  const rates = createAlertRates(opened.mongo.connection);
  const counts = [];
  for (let alert = 0; alert < 10; alert += 1) counts.push(await rates.add('quiet', 1, now, 25));
  expect(counts).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  expect(await written('quiet')).toBe(1);
  await eventually('the rest is written', async () => (await written('quiet')) === 10);
});

it('counts exactly near the limit, with what other processes have counted', async () => {
  const [one, other] = [createAlertRates(opened.mongo.connection), createAlertRates(opened.mongo.connection)];
  for (let alert = 0; alert < 8; alert += 1) await one.add('shared', 1, now, 5);
  expect(await written('shared')).toBe(8);
  expect(await other.add('shared', 1, now, 5)).toBe(9);
  expect(await one.add('shared', 1, now, 5)).toBe(10);
});

it('writes nothing at once where no other process counts, and loses nothing of it', async () => {
  const rates = createAlertRates(opened.mongo.connection, { sole: true });
  const counts = await Promise.all(Array.from({ length: 200 }, () => rates.add('sole', 1, now)));
  expect([...counts].sort((a, b) => a - b)).toEqual(Array.from({ length: 200 }, (_, index) => index + 1));
  const before = await written('sole');
  expect(await rates.add('sole', 1, now)).toBe(201);
  expect(await written('sole')).toBe(before);
  await eventually('the rest is written', async () => (await written('sole')) === 201);
});
