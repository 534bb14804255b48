import { BSON } from 'mongodb';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { finished } from '../../../src/domain/incident/deliveries/finished.ts';
import type { Incident } from '../../../src/domain/incident/incident.ts';
import { type Opened, openFresh } from './opened.ts';

const at = (minute: number) => new Date(Date.UTC(2026, 1, 1, 0, minute));
const by = { by: 'bob', via: 'slack' } as const;

let opened: Opened;

beforeEach(async () => {
  opened = await openFresh();
  await opened.mongo.db.collection<{ _id: string }>('incidents').insertOne(earlier());
});

afterEach(() => opened.close());

const notes = Array.from({ length: 100 }, (_, index) => ({
  type: 'noted' as const,
  at: at(index),
  ...by,
  text: `${index} ${'x'.repeat(4_000)}`,
}));
const timeline = [
  { type: 'declared' as const, at: at(0), ...by, title: 'Checkout is down', severity: 'sev1' as const },
  { type: 'updated' as const, at: at(0), ...by, text: 'We are on it' },
  ...notes,
];
const listed = Array.from({ length: 90 }, (_, index) => ({
  source: 'alertmanager',
  fingerprint: `host-${index}`,
  title: `Latency on ${index}`,
  status: index % 2 ? ('firing' as const) : ('resolved' as const),
  count: 1,
  since: at(0),
  changedAt: at(200 - index),
  turns: [],
}));

/** As versions before it wrote a document: the whole timeline, a delivery for each line, and every alert inside. */
function earlier() {
  const lines = notes.map((about, index) => ({
    id: `notice-${index + 3}-slack`,
    kind: 'notice',
    platform: 'slack',
    call: index + 3,
    about,
    progress: { shown: index < 95 ? 2 : 0, failures: 0 },
  }));
  return {
    _id: 'old',
    number: 1,
    version: 102,
    decided: {
      title: 'Checkout is down',
      severity: 'sev1',
      state: 'triggered',
      declared: { ...by, at: at(0) },
      alerts: { key: 'k', generation: 1, received: 90, alerts: listed, more: false, grewAt: at(0), told: 30 },
      paged: [],
      rooms: [],
      epoch: 0,
      handled: [],
      seq: 102,
      revision: 2,
    },
    timeline,
    deliveries: Object.fromEntries(lines.map((line) => [line.id, line])),
    places: Array.from({ length: 400 }, (_, index) => `slack|C1:${index}`),
    marks: 95,
  };
}

const document = () => opened.mongo.db.collection<{ _id: string }>('incidents').findOne({ _id: 'old' });
const loaded = async () => (await opened.stores.incidents.load('old')) as Incident;

it('reads an incident of an earlier version whole', async () => {
  const { incidents, history } = opened.stores;
  expect((await incidents.timeline('old')).map(({ event }) => event)).toEqual(timeline);
  expect(await incidents.outline('old')).toMatchObject({ events: 102, landmarks: [timeline[1]] });
  expect((await history.told(['old'], ['updated']))[0]?.events).toEqual([timeline[1]]);
  expect((await loaded()).alerts).toMatchObject({ total: 90, firing: 45 });
});

it('goes on from where an earlier version had looked', async () => {
  const { cursors } = opened.stores;
  const seconds = at(0).getTime() / 1000;
  await opened.mongo.db.collection<{ _id: string }>('letters').insertOne({
    _id: 'hand-over/looked',
    to: { platform: 'web', kind: 'channel', id: '' },
    message: { text: 'x' },
    revision: seconds,
    progress: { shown: 0, failures: 0 },
    notBefore: new Date('9999-12-31T00:00:00Z'),
    storedAt: new Date(),
  } as { _id: string });
  expect(await cursors.read('hand-over/looked')).toEqual(at(0));
  await cursors.advance('hand-over/looked', at(2));
  await cursors.advance('hand-over/looked', at(1));
  expect(await cursors.read('hand-over/looked')).toEqual(at(2));
  expect(await cursors.read('another')).toBeUndefined();
});

it('sends what a claim of an earlier version kept, once that has ended', async () => {
  const { incidents } = opened.stores;
  const progress = 'deliveries.notice-102-slack.progress';
  await opened.mongo.db
    .collection<{ _id: string }>('incidents')
    .updateOne({ _id: 'old' }, { $set: { [progress]: { shown: 0, failures: 0, claim: { by: 'x', until: at(1) } } } });
  expect((await loaded()).deliveries['notice-102-slack']?.progress.claim).toEqual({ by: 'x', until: at(1) });
  const claim = { by: 'me', revision: 102 };
  expect(await incidents.claim('old', 'notice-102-slack', claim)).toBe(false);
  expect(await incidents.claim('old', 'notice-102-slack', { ...claim, from: 'x' })).toBe(true);
  expect(await incidents.inHandOf('me', 10)).toEqual(['old']);
});

it('makes its document small with the next decision, and loses nothing', async () => {
  const { incidents, statistics, history } = opened.stores;
  expect(BSON.calculateObjectSize((await document()) ?? {})).toBeGreaterThan(500_000);
  const from = await loaded();
  const gone = new Set(finished(from));
  const deliveries = Object.fromEntries(Object.entries(from.deliveries).filter(([id]) => !gone.has(id)));
  const alerts = { ...from.alerts!, alerts: from.alerts!.alerts.slice(0, 20) };
  const last = { type: 'noted' as const, at: at(300), ...by, text: 'The last' };
  const next = { ...from, alerts, deliveries, seq: 103, version: 103 };
  await incidents.commit({ next, from, events: [last] });
  await incidents.record('old', 'notices-slack', { shown: 103, failures: 0 }, ['slack|C1:new']);

  expect(BSON.calculateObjectSize((await document()) ?? {})).toBeLessThan(64 * 1024);
  expect((await incidents.timeline('old')).map(({ event }) => event)).toEqual([...timeline, last]);
  expect(await incidents.outline('old')).toMatchObject({ events: 103, landmarks: [timeline[1]] });
  expect((await history.told(['old'], ['updated']))[0]?.events).toEqual([timeline[1]]);
  expect((await incidents.alertsOf('old', listed)).map(({ title }) => title).sort()).toEqual(
    listed
      .slice(20)
      .map(({ title }) => title)
      .sort(),
  );
  expect((await incidents.byAddress('slack|C1:new'))?.id).toBe('old');
  while (await statistics.follow());
  expect((await statistics.of(['2026-02-01'])).severity).toEqual({ sev1: 1 });
});
