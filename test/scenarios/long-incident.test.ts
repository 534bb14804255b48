import { BSON } from 'mongodb';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Alert } from '../../src/domain/alerts/alert.ts';
import { accountOf } from '../../src/domain/directory.ts';
import { ChatDouble } from '../harness/chat-double.ts';
import { sampleDirectory } from '../harness/directory.ts';
import { openStage, type Stage } from '../harness/tocsin.ts';

/** What an incident's document may take, whatever happens to the incident. */
const mostBytes = 64 * 1024;

let slack: ChatDouble;
let stage: Stage;

beforeEach(async () => {
  slack = new ChatDouble('slack');
  const base = sampleDirectory({ rooms: { announce: { slack: 'C1' }, open: { slack: 'channel' } } });
  const grouped = { ...base.services.get('checkout')!, alerts: { group: 'service', autoResolve: true } as const };
  stage = await openStage([slack], { ...base, services: new Map([...base.services, ['checkout', grouped]]) });
});

afterEach(() => stage.close());

/** Bob writes a note, and nobody waits until what follows from it is sent. */
async function notes(text: string): Promise<void> {
  const address = { platform: 'slack', kind: 'person', id: 'U-bob' } as const;
  await stage.tocsin.commands.run({
    command: 'note',
    args: { incident: '1', text },
    id: text,
    from: { platform: 'slack', id: accountOf(stage.directory.people.get('bob')!, 'slack')!, name: 'bob' },
    where: { address, private: true, places: [] },
  });
}

async function bytes(number: number): Promise<number> {
  const document = await stage.db.collection('incidents').findOne({ number });
  return BSON.calculateObjectSize(document ?? {});
}

const alert = (host: number, status: Alert['status'] = 'firing'): Alert => ({
  source: 'alertmanager',
  status,
  title: `Latency on host ${host}`,
  fingerprint: `host-${host}-${'x'.repeat(100)}`,
  url: `https://prometheus.example.org/graph?host=${host}`,
  service: 'checkout',
  labels: Array.from({ length: 40 }, (_, index) => ({ name: `label-${index}`, value: 'y'.repeat(100) })),
  links: [
    { kind: 'runbook', url: `https://runbooks.example.org/${'z'.repeat(500)}` },
    { kind: 'silence', url: `https://alertmanager.example.org/${'z'.repeat(800)}` },
  ],
});

it('stays small and tells everything, however many long notes are written', async () => {
  await stage.says('bob', 'declare Checkout is down');
  const texts = Array.from({ length: 60 }, (_, index) => `${index} ${'word '.repeat(790)}`.trim());
  for (const text of texts) {
    await stage.says('bob', `note 1 ${text}`);
    expect(await bytes(1)).toBeLessThan(mostBytes);
  }
  const { id, seq, deliveries } = (await stage.store.byNumber(1))!;
  const told = await stage.store.timeline(id, { after: seq - texts.length });
  expect(told.map(({ event }) => event.type === 'noted' && event.text)).toEqual(texts);
  expect(Object.values(deliveries).filter(({ kind }) => kind === 'notices' || kind === 'notice')).toHaveLength(1);

  const room = slack.inChannel('room-1').map(({ message }) => message.text);
  const lines = room.flatMap((text) => text.split('\n')).filter((line) => line.includes('word'));
  expect(lines.map((line) => / (\d+) word/.exec(line)?.[1])).toEqual(texts.map((_, index) => String(index)));

  expect((await stage.says('bob', 'timeline 1')).body).toMatch(/^… \d+ earlier entries\n/);
  await stage.says('alice', 'ack 1');
  await stage.says('alice', 'resolve 1');
  expect(await stage.store.byNumber(1)).toMatchObject({ state: 'resolved' });
});

it('tells a room that opens late all that happened, folded into few messages', async () => {
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  slack.before = (what) => (what === 'openRoom' ? opened : undefined);
  const said = stage.says('bob', 'declare Checkout is down');
  while (slack.inChannel('C1').length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
  const { id } = (await stage.store.byNumber(1))!;
  for (let count = 1; count <= 30; count += 1) await notes(`number ${count};`);
  open();
  await said;
  await stage.tocsin.idle();
  const messages = slack.inChannel('room-1').filter(({ message }) => message.text.includes('number'));
  expect(messages.length).toBeLessThan(5);
  const numbers = messages.flatMap(({ message }) => [...message.text.matchAll(/number (\d+);/g)].map(([, one]) => one));
  expect(numbers).toEqual(Array.from({ length: 30 }, (_, index) => String(index + 1)));
  expect((await stage.store.load(id))?.deliveries['notices-slack']?.progress.failures).toBe(0);
});

it('counts the alerts of a group of any size, and is resolved by the last of them', async () => {
  const hosts = Array.from({ length: 200 }, (_, index) => index);
  for (let from = 0; from < hosts.length; from += 100) {
    await stage.tocsin.alerts.receive(hosts.slice(from, from + 100).map((host) => alert(host)));
    expect(await bytes(1)).toBeLessThan(mostBytes);
  }
  // A repeat of one that is listed no more is known as a repeat.
  await stage.tocsin.alerts.receive([alert(3), alert(150)]);
  expect((await stage.store.byNumber(1))?.alerts).toMatchObject({ total: 200, firing: 200, received: 202 });
  const others = hosts.filter((host) => host !== 7);
  await stage.tocsin.alerts.receive(others.map((host) => alert(host, 'resolved')));
  expect(await stage.store.byNumber(1)).toMatchObject({ state: 'triggered', alerts: { total: 200, firing: 1 } });
  await stage.tocsin.alerts.receive([alert(9), alert(9, 'resolved')]);
  expect(await stage.store.byNumber(1)).toMatchObject({ state: 'triggered', alerts: { total: 200, firing: 1 } });
  await stage.tocsin.alerts.receive([alert(7, 'resolved')]);
  expect(await stage.store.byNumber(1)).toMatchObject({ state: 'resolved', alerts: { total: 200, firing: 0 } });
  expect(await bytes(1)).toBeLessThan(mostBytes);
  expect(await stage.store.byNumber(2)).toBeUndefined();
});

it('keeps the counts exact when two processes take in the alerts of one group', async () => {
  const other = stage.replica();
  const hosts = Array.from({ length: 160 }, (_, index) => index);
  const desk = (host: number) => (host % 2 ? other : stage.tocsin).alerts;
  await Promise.all(hosts.map((host) => desk(host).receive([alert(host)])));
  await Promise.all(hosts.map((host) => desk(host + 1).receive([alert(host)])));
  expect((await stage.store.byNumber(1))?.alerts).toMatchObject({ total: 160, firing: 160, received: 320 });
  await Promise.all(hosts.map((host) => desk(host + 1).receive([alert(host, 'resolved')])));
  await Promise.all([stage.tocsin.idle(), other.idle()]);
  expect(await stage.store.byNumber(1)).toMatchObject({ state: 'resolved', alerts: { total: 160, firing: 0 } });
});

it('stays small when the same people are paged again and again', async () => {
  await stage.says('bob', 'declare Checkout is down');
  for (let round = 0; round < 60; round += 1) {
    await stage.says('alice', 'ack 1');
    await stage.says('alice', 'unack 1');
  }
  expect(await bytes(1)).toBeLessThan(mostBytes);
  const { deliveries } = (await stage.store.byNumber(1))!;
  expect(Object.keys(deliveries).length).toBeLessThan(15);
});
