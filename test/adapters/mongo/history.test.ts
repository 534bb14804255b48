import type { Document } from 'mongodb';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Mongo } from '../../../adapters/mongo/connection/connect.ts';
import { openStores, type Stores } from '../../../adapters/mongo/stores.ts';
import type { IncidentEvent } from '../../../src/domain/incident/events.ts';
import type { Incident } from '../../../src/domain/incident/incident.ts';
import type { Severity } from '../../../src/domain/severity.ts';
import { declared } from '../../domain/incident/given.ts';
import { freshDatabase } from '../../harness/database.ts';
import { connectWatched, examined } from './examined.ts';

// Years of closed incidents, and a hundred a day of late: a look back must cost what it shows.

const hour = 60 * 60_000;
const day = 24 * hour;
const now = new Date('2026-03-09T12:00:00Z');
const since = new Date(now.getTime() - 14 * day);
const closed = 3_000;
const wanted = 20;

let mongo: Mongo;
let stores: Stores;
let drop: () => Promise<void>;

beforeAll(async () => {
  const database = await freshDatabase();
  drop = database.drop;
  mongo = await connectWatched(database.uri);
  stores = await openStores(mongo);
  await stores.incidents.commit({ next: one(1, {}), events: [] });
  const collection = mongo.db.collection<Document & { _id: string }>('incidents');
  const whole = await collection.findOne({ _id: 'i1' });
  if (!whole) throw new Error('What was kept is not there');
  await collection.deleteMany({});
  const numbers = Array.from({ length: closed }, (_, index) => index + 1);
  await collection.insertMany(
    numbers.map((number) => {
      const resolved = { by: 'bob', via: 'web', at: new Date(now.getTime() - (closed - number) * (hour / 4)) };
      const severity = number % 3 ? 'sev3' : 'sev1';
      return {
        ...whole,
        _id: `i${number}`,
        number,
        decided: { ...whole.decided, state: 'resolved', severity, resolved },
      };
    }),
  );
}, 60_000);

afterAll(async () => {
  await drop();
  await mongo.close();
});

function one(number: number, changes: Partial<Incident>): Incident {
  return { ...declared(), id: `i${number}`, number, version: 1, ...changes };
}

const ended = (severity: Severity, changes: object = {}) =>
  stores.history.ended({ service: 'checkout', severity, since, now, limit: wanted, ...changes });

it.each(['sev1', 'sev3'] as const)('finds the latest of %s that ended, and looks at little more', async (severity) => {
  const found = await ended(severity);
  expect(found).toHaveLength(wanted);
  const numbers = found.map(({ id }) => Number(id.slice(1)));
  expect(numbers).toEqual([...numbers].sort((a, b) => b - a));
  expect(numbers[0]).toBeGreaterThan(closed - 3);
  expect(found[0]?.at.getTime()).toBe(now.getTime() - (closed - numbers[0]!) * (hour / 4));
  // How far back to look is learnt from the first look.
  const { documents, plans, asked } = await examined(mongo, () => ended(severity));
  expect(plans).not.toContain('COLLSCAN');
  expect(documents).toBeLessThanOrEqual(1.2 * wanted);
  expect(asked).toBe(1);
});

it('finds at the first look what ended long ago, and nothing of what ended longer ago', async () => {
  const before = { since: new Date(now.getTime() - 700 * hour), limit: 2_000 };
  expect(await ended('sev1', before)).toHaveLength(934);
  expect(await ended('sev1', { since: new Date(now.getTime() - hour) })).toHaveLength(2);
  expect(await ended('sev2')).toEqual([]);
  expect(await ended('sev1', { service: 'search' })).toEqual([]);
  const { documents } = await examined(mongo, () => ended('sev2'));
  expect(documents).toBe(0);
});

it('finds none that was reopened, or that another process has not resolved yet by its clock', async () => {
  const seen = (await stores.incidents.byNumber(closed))!;
  const { resolved: _over, ...rest } = seen;
  await stores.incidents.commit({ next: { ...rest, state: 'triggered', version: 2 }, from: seen, events: [] });
  expect((await ended('sev1')).map(({ id }) => id)).not.toContain(seen.id);
  const again = (await stores.incidents.byNumber(closed))!;
  const soon = new Date(now.getTime() + 500);
  await stores.incidents.commit({
    next: { ...again, state: 'resolved', resolved: { by: 'bob', via: 'web', at: soon }, version: 3 },
    from: again,
    events: [],
  });
  expect((await ended('sev1'))[0]).toEqual({ id: seen.id, at: soon });
});

it('tells of each what was asked for of its timeline, and of none that is not there', async () => {
  const events: IncidentEvent[] = [
    { type: 'noted', at: now, by: 'bob', via: 'web', text: 'the cache' },
    { type: 'updated', at: now, by: 'bob', via: 'web', text: 'We are on it', status: 'investigating' },
  ];
  await stores.incidents.commit({ next: one(closed + 1, { title: 'Checkout is down' }), events });
  const { documents, plans } = await examined(mongo, async () => {
    const told = await stores.history.told([`i${closed + 1}`, 'nobody'], ['updated', 'reopened']);
    expect(told).toMatchObject([{ incident: { number: closed + 1, title: 'Checkout is down' }, events: [events[1]] }]);
    expect(told[0]?.events).toHaveLength(1);
  });
  expect(plans).not.toContain('COLLSCAN');
  expect(documents).toBe(1);
  expect(await stores.history.told([], ['updated'])).toEqual([]);
});
