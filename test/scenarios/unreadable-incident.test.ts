import { Registry } from 'prom-client';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findUnreadable } from '../../adapters/mongo/incidents/unreadable-incidents.ts';
import { createWatchdogMeters } from '../../adapters/telemetry/watchdog-metrics.ts';
import { openApi } from '../adapters/api/ask.ts';
import { ChatDouble } from '../harness/chat-double.ts';
import { sampleDirectory } from '../harness/directory.ts';
import { openStage, type Stage } from '../harness/tocsin.ts';

let slack: ChatDouble;
let stage: Stage;
let registry: Registry;

beforeEach(async () => {
  slack = new ChatDouble('slack');
  registry = new Registry();
  stage = await openStage(
    [slack],
    sampleDirectory({ rooms: { announce: { slack: 'C1' }, operators: { slack: 'COPS' }, open: {} } }),
    { meters: createWatchdogMeters(registry) },
  );
  for (const title of ['Checkout is down', 'Search is slow', 'Mail is late'])
    await stage.says('alice', `declare "${title}" severity:sev1`);
});

afterEach(() => stage.close());

const told = () => slack.inChannel('COPS').map(({ message }) => message.title);

async function damage(number: number, fields: Record<string, unknown>): Promise<void> {
  const found = await stage.db.collection('incidents').updateOne({ number }, { $set: fields });
  expect(found.matchedCount).toBe(1);
}

async function lookedAt(newest: number) {
  const { found, skipped } = await findUnreadable(stage.beside().connection, newest);
  return { found: found.map(({ number }) => number), skipped };
}

it('does not keep another process from taking over what else a dead one had claimed', async () => {
  const other = stage.replica();
  const [{ id }, { id: last }] = [(await stage.store.byNumber(2))!, (await stage.store.byNumber(3))!];
  await stage.db
    .collection<{ _id: string }>('incidents')
    .updateMany({ _id: { $in: [id, last] } }, { $set: { outboxBy: ['replica-1'] } });
  await damage(2, { decided: null });
  stage.processes.loses('replica-1');
  await other.sweep();
  await other.idle();
  await other.sweep();
  expect(await stage.store.inHandOf('replica-1', 10)).toEqual([id]);
});

it('is named by the list and by what doctor asks, also when nothing of it is due', async () => {
  await damage(2, { 'decided.title': 42, dueAt: null, outboxAt: null });
  const list = await stage.says('alice', 'list');
  expect(list.body).toMatch(/#2 cannot be shown: its document is damaged/);
  const ofService = await stage.says('alice', 'list state:all');
  expect(ofService.body).toMatch(/#2 cannot be shown/);
  expect(await lookedAt(1_000)).toEqual({ found: [2], skipped: 0 });
  // Without a state it belongs to no list of open ones.
  await damage(2, { decided: null });
  expect(await lookedAt(1_000)).toEqual({ found: [2], skipped: 0 });
  expect((await stage.says('alice', 'list state:all')).body).toMatch(/#2 cannot be shown/);
});

it('is found among the newest and the open ones, and what was not looked at is counted', async () => {
  for (const number of [1, 2]) await stage.says('alice', `resolve ${number} done`);
  for (const number of [1, 2]) await damage(number, { 'decided.title': 42 });
  expect(await lookedAt(2)).toEqual({ found: [2], skipped: 1 });
  expect(await lookedAt(3)).toEqual({ found: [2, 1], skipped: 0 });
  await damage(1, { 'decided.state': 'acknowledged' });
  expect(await lookedAt(1)).toEqual({ found: [1], skipped: 1 });
});

it('is counted for whoever watches Tocsin, and the operators hear of it once, also after a start', async () => {
  const count = async () => (await registry.getSingleMetric('tocsin_incidents_unreadable')?.get())?.values[0]?.value;
  const watched = async (tocsin = stage.tocsin) => {
    stage.clock.set(new Date(stage.clock.now().getTime() + 300_000));
    await tocsin.lookForOverdue();
    await tocsin.idle();
    return told().filter((title) => title?.startsWith('Cannot be read'));
  };
  await stage.says('alice', 'resolve 2 done');
  expect(await watched()).toEqual([]);
  expect(await count()).toBe(0);
  await damage(2, { 'decided.title': 42 });
  const once = ['Cannot be read, and nobody is paged for it: #2.'];
  expect(await watched()).toEqual(once);
  expect(await count()).toBe(1);
  expect(await watched()).toEqual(once);
  expect(await watched(stage.replica())).toEqual(once);
  await damage(2, { 'decided.title': 'Search is slow' });
  await watched();
  expect(await count()).toBe(0);
});

it('is named in one message, edited as it grows, with more than five others', async () => {
  for (const title of ['Four', 'Five', 'Six', 'Seven']) await stage.says('alice', `declare "${title}" severity:sev2`);
  for (const number of [1, 2, 3, 4, 5, 6]) await damage(number, { 'decided.title': 42, dueAt: null, outboxAt: null });
  await later(300);
  await stage.tocsin.lookForOverdue();
  await stage.tocsin.idle();
  const unread = () => told().filter((title) => title?.startsWith('Cannot be read'));
  expect(unread()).toEqual(['Cannot be read, and nobody is paged for them: #6, #5, #4, #3, #2.']);
  await damage(7, { 'decided.title': 42, dueAt: null, outboxAt: null });
  await later(300);
  await stage.tocsin.lookForOverdue();
  await stage.tocsin.idle();
  expect(unread()).toEqual(['Cannot be read, and nobody is paged for them: #7, #6, #5, #4, #3.']);
});

it('is named by the dashboard, which does not say that all is quiet', async () => {
  await damage(2, { 'decided.title': 42 });
  const { open, unreadable } = await stage.tocsin.dashboard.look();
  expect(open.map(({ number }) => number)).toEqual([3, 1]);
  expect(unreadable).toEqual(['#2']);
  await damage(2, { 'decided.title': 'Search is slow' });
  expect(await stage.tocsin.dashboard.look()).not.toHaveProperty('unreadable');
});

it('is named by the list of the API in every type, and by its severity where one is asked for', async () => {
  const api = await openApi(stage.tocsin.api);
  try {
    expect((await api.ask('/v1/incidents')).body).not.toHaveProperty('unreadable');
    await damage(2, { 'decided.title': 42 });
    const { body } = await api.ask('/v1/incidents');
    expect(body).toMatchObject({ items: [{ number: 3 }, { number: 1 }], unreadable: [2] });
    for (const accept of ['text/csv', 'application/x-ndjson', 'application/msgpack']) {
      const { headers } = await api.ask('/v1/incidents?state=all', { headers: { accept } });
      expect(headers.get('tocsin-unreadable')).toBe('2');
    }
    expect((await api.ask('/v1/incidents?severity=sev1')).body.unreadable).toEqual([2]);
    expect((await api.ask('/v1/incidents?severity=sev2')).body).not.toHaveProperty('unreadable');
    // Each page has what lies within it.
    const first = (await api.ask('/v1/incidents?severity=sev1&limit=1')).body;
    expect(first).toMatchObject({ items: [{ number: 3 }], next: 3 });
    expect(first).not.toHaveProperty('unreadable');
    const second = (await api.ask('/v1/incidents?severity=sev1&limit=1&after=3')).body;
    expect(second).toMatchObject({ items: [{ number: 1 }], next: null, unreadable: [2] });
    expect((await api.ask('/v1/incidents/2')).status).toBe(500);
  } finally {
    await api.close();
  }
});

async function later(seconds: number): Promise<void> {
  stage.clock.set(new Date(stage.clock.now().getTime() + seconds * 1_000));
  await stage.tocsin.sweep();
  await stage.tocsin.idle();
}

const levelOf = async (number: number) => (await stage.store.byNumber(number))?.escalation?.level;

describe.each<[string, Record<string, unknown>]>([
  ['all that was decided', { decided: 'garbage' }],
  ['nothing that was decided', { decided: null }],
  ['the time of its declaration', { 'decided.declared.at': 'yesterday' }],
  ['the people it paged', { 'decided.paged': null }],
  ['its deliveries', { deliveries: 'none' }],
  ['the progress of a delivery', { 'deliveries.card-slack.progress': null }],
  ['its escalation', { 'decided.escalation': 'later' }],
  ['its title', { 'decided.title': 42 }],
  ['its alerts', { 'decided.alerts': { alerts: 5 } }],
])('an incident whose document is damaged: %s', (_, fields) => {
  it('holds up no other, and the operators hear which one it is', async () => {
    const before = await levelOf(3);
    await damage(2, fields);
    await later(301);
    await later(2);
    expect(await levelOf(1)).not.toBe(before);
    expect(await levelOf(3)).not.toBe(before);
    const list = await stage.says('alice', 'list');
    expect(`${list.title}${list.text}${list.body}`).toContain('Mail is late');
    await later(90);
    await stage.tocsin.lookForOverdue();
    await stage.tocsin.idle();
    const acked = await stage.says('bob', 'ack 3');
    expect(acked.text).toContain('#3');
    expect(told().join('\n')).toContain('#2');
  });
});
