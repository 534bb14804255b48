import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { ChatDouble } from '../harness/chat-double.ts';
import { sampleDirectory } from '../harness/directory.ts';
import { openStage, type Stage } from '../harness/tocsin.ts';
import { eventually } from '../harness/wait.ts';

let stage: Stage;
let slack: ChatDouble;

beforeEach(async () => {
  slack = new ChatDouble('slack');
  stage = await openStage([slack], sampleDirectory({ rooms: { announce: {}, open: {} } }));
});
afterEach(() => stage.close());

const alert = (name: string) => ({
  source: 'api' as const,
  status: 'firing' as const,
  title: name,
  fingerprint: name,
  labels: [],
  service: 'checkout',
});

const inLater = (ms: number) => new Date(stage.clock.now().getTime() + ms);

it('reads nothing back of what it has decided and sent: the incident is settled with the last of it', async () => {
  const load = vi.spyOn(stage.store, 'load');
  await stage.tocsin.alerts.receive([alert('one')]);
  await stage.tocsin.idle();
  expect(slack.posted).not.toEqual([]);
  expect(load.mock.calls.filter(([id]) => id.startsWith('alert-') && !id.endsWith('-0'))).toEqual([]);
  expect((await stage.store.due(inLater(60_000), 10)).sends).toEqual([]);
  expect(await stage.store.inHandOf('replica-1', 10)).toEqual([]);
});

it('looks again when another process has decided while it sent', async () => {
  const other = stage.replica();
  let goOn = () => {};
  const acknowledged = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  slack.before = (what) => (what === 'send' ? acknowledged : undefined);
  await stage.tocsin.alerts.receive([alert('one')]);
  try {
    await other.commands.run({
      command: 'ack',
      args: { incident: '1' },
      id: 'ack-1',
      from: { platform: 'slack', id: 'U0ALICE', name: 'alice' },
      where: { address: { platform: 'slack', kind: 'person', id: 'U0ALICE' }, private: true, places: ['U0ALICE'] },
    });
  } finally {
    goOn();
  }
  await Promise.all([stage.tocsin.idle(), other.idle()]);
  await eventually('the page says who has it', async () =>
    slack.posted.some(({ message }) => JSON.stringify(message).includes('Acknowledged by')),
  );
  expect(await stage.store.inHandOf('replica-1', 10)).toEqual([]);
});

it('takes many new alerts in with few commands to the database, and gives each a number of its own', async () => {
  const [has, number] = [vi.spyOn(stage.store, 'has'), vi.spyOn(stage.store, 'nextNumber')];
  const receipts = await stage.tocsin.alerts.receive(Array.from({ length: 40 }, (_, n) => alert(`alert ${n}`)));
  expect(new Set(receipts.map(({ incident }) => incident)).size).toBe(40);
  expect(has.mock.calls.length).toBeLessThan(5);
  expect(number).toHaveBeenCalledTimes(40);
});

it('finds in a storm the incidents that another process has begun, and begins none twice', async () => {
  const alerts = Array.from({ length: 20 }, (_, n) => alert(`alert ${n}`));
  const first = await stage.tocsin.alerts.receive(alerts);
  const again = await stage.replica().alerts.receive(alerts);
  expect(again).toEqual(first);
});
