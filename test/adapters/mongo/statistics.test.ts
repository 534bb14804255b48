import { Collection, MongoClient } from 'mongodb';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createStatistics } from '../../../adapters/mongo/statistics/statistics.ts';
import type { IncidentEvent } from '../../../src/domain/incident/events.ts';
import type { Incident } from '../../../src/domain/incident/incident.ts';
import { lengthName } from '../../../src/domain/statistics/lengths.ts';
import { dayOf } from '../../../src/domain/statistics/share.ts';
import type { Statistics } from '../../../src/ports/reporting.ts';
import { alice, declared, minutes } from '../../domain/incident/given.ts';
import { type Opened, openFresh } from './opened.ts';

let opened: Opened;

beforeEach(async () => {
  opened = await openFresh();
});

afterEach(async () => {
  await opened.close();
});

const birth: IncidentEvent = { type: 'declared', at: minutes(0), ...alice, title: 'Down', severity: 'sev1' };

async function begin(number: number, more: Partial<Extract<IncidentEvent, { type: 'declared' }>> = {}) {
  const next: Incident = { ...declared(), id: `i${number}`, number, version: 1 };
  await opened.stores.incidents.commit({ next, events: [{ ...birth, ...more } as IncidentEvent] });
  return next;
}

async function goOn(from: Incident, ...events: IncidentEvent[]): Promise<Incident> {
  const next = { ...from, version: from.version + 1 };
  await opened.stores.incidents.commit({ next, from, events });
  return next;
}

async function all(statistics: Statistics): Promise<void> {
  for (let more = true; more; ) more = await statistics.follow();
}

const days = Array.from({ length: 90 }, (_, day) => dayOf(new Date(Date.UTC(2026, 0, 1 + day))));
const since = (first: string, statistics = opened.stores.statistics) =>
  statistics.of(days.filter((day) => day >= first));

it('counts each incident on its day, and again as it goes on', async () => {
  const { statistics } = opened.stores;
  const one = await begin(1, { service: 'checkout.eu $1' });
  await begin(2, { at: new Date('2026-02-20T23:59:59Z'), severity: 'sev3' });
  await all(statistics);
  expect(await since('2026-02-01')).toMatchObject({
    severity: { sev1: 1, sev3: 1 },
    service: { 'checkout.eu $1': 1 },
    toAcknowledge: {},
  });
  expect((await since('2026-02-21')).severity).toEqual({ sev1: 1 });

  await goOn(
    one,
    { type: 'severity-changed', at: minutes(1), ...alice, severity: 'sev2' },
    { type: 'paged', at: minutes(1), people: ['bob.b', 'carol'] },
    { type: 'acknowledged', at: minutes(3), ...alice },
  );
  await all(statistics);
  const { severity, paged, toAcknowledge, toResolve } = await since('2026-02-21');
  expect({ severity, paged, toAcknowledge, toResolve }).toEqual({
    severity: { sev2: 1 },
    paged: { 'bob.b': 1, carol: 1 },
    toAcknowledge: { [lengthName(3 * 60_000)]: 1 },
    toResolve: {},
  });
});

it('has nothing to do for what changes no figure', async () => {
  const one = await begin(1);
  await all(opened.stores.statistics);
  await goOn(one, { type: 'noted', at: minutes(1), ...alice, text: 'hm' });
  expect(await opened.mongo.db.collection('incidents').countDocuments({ uncounted: true })).toBe(0);
});

it('counts each once, however many processes count at the same time', async () => {
  const processes = [opened.stores.statistics, opened.other.statistics, createStatistics(opened.mongo.connection)];
  let last = await begin(0);
  for (let number = 1; number <= 40; number += 1) {
    await begin(number);
    last = await goOn(last, { type: 'paged', at: minutes(number), people: ['bob'] });
    if (number % 5 === 0) await Promise.all(processes.map((statistics) => statistics.follow()));
  }
  await Promise.all(processes.map(all));
  await all(opened.stores.statistics);
  const { severity, paged } = await since('2026-01-01');
  expect({ severity, paged }).toEqual({ severity: { sev1: 41 }, paged: { bob: 40 } });
});

it.each([
  ['before it touched anything', ['figureDays', 'updateOne']],
  ['between the days and the incidents', ['incidents', 'bulkWrite']],
  ['before it said that it was done', ['figureLedger', 'updateOne']],
] as const)('loses and doubles nothing when a process dies %s', async (_, [collection, call]) => {
  await begin(1);
  await begin(2, { at: new Date('2026-02-20T00:00:00Z') });
  await all(opened.stores.statistics);
  const three = await begin(3);
  dies(collection, call, collection === 'figureLedger' ? 1 : 0);
  await expect(opened.stores.statistics.follow()).rejects.toThrow('dead');
  vi.restoreAllMocks();
  // Meanwhile it went on.
  await goOn(three, { type: 'resolved', at: minutes(9), ...alice });
  await all(opened.other.statistics);
  const { severity, toResolve } = await since('2026-01-01', opened.other.statistics);
  expect({ severity, toResolve }).toEqual({ severity: { sev1: 3 }, toResolve: { [lengthName(9 * 60_000)]: 1 } });
});

/** The call after so many does not happen, and whoever makes it hears of its own death. */
function dies(collection: string, call: 'updateOne' | 'bulkWrite', after: number): void {
  if (call === 'bulkWrite') {
    vi.spyOn(MongoClient.prototype, call).mockRejectedValue(new Error('dead'));
    return;
  }
  const real = Collection.prototype[call];
  let calls = 0;
  vi.spyOn(Collection.prototype, call).mockImplementation(function (this: Collection, ...args: unknown[]) {
    if (this.collectionName === collection && calls++ >= after) return Promise.reject(new Error('dead'));
    return Reflect.apply(real, this, args);
  });
}

it('takes over the incidents of a database that knew no figures, and makes them again when its ledger is dropped', async () => {
  const { db } = opened.mongo;
  for (const number of [1, 2, 3]) await begin(number);
  await db.collection('incidents').updateMany({}, { $unset: { uncounted: 1 } });
  await all(opened.stores.statistics);
  expect((await since('2026-01-01')).severity).toEqual({ sev1: 3 });

  await db.collection('figureDays').updateMany({}, { $set: { 'counted.severity.sev1': 99 } });
  await db.dropCollection('figureLedger');
  const restarted = createStatistics(opened.mongo.connection);
  await all(restarted);
  expect((await since('2026-01-01', restarted)).severity).toEqual({ sev1: 3 });
});
