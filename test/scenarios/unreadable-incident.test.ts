import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findUnreadable } from '../../adapters/mongo/incidents/unreadable-incidents.ts';
import { openApi } from '../adapters/api/ask.ts';
import { ChatDouble } from '../harness/chat-double.ts';
import { sampleDirectory } from '../harness/directory.ts';
import { openStage, type Stage } from '../harness/tocsin.ts';

let slack: ChatDouble;
let stage: Stage;

beforeEach(async () => {
  slack = new ChatDouble('slack');
  stage = await openStage(
    [slack],
    sampleDirectory({ rooms: { announce: { slack: 'C1' }, operators: { slack: 'COPS' }, open: {} } }),
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
  expect(await findUnreadable(stage.db)).toEqual(['#2']);
  // Without a state it belongs to no list of open ones.
  await damage(2, { decided: null });
  expect(await findUnreadable(stage.db)).toEqual(['#2']);
  expect((await stage.says('alice', 'list state:all')).body).toMatch(/#2 cannot be shown/);
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
