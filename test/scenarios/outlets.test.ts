import { afterEach, expect, it } from 'vitest';
import { DeliveryFailed } from '../../src/ports/chat.ts';
import { EventRefused, type EventSink, type OutgoingEvent } from '../../src/ports/sinks.ts';
import { ChatDouble } from '../harness/chat-double.ts';
import { sampleDirectory } from '../harness/directory.ts';
import { openStage, type Stage } from '../harness/tocsin.ts';

let stage: Stage;
afterEach(() => stage.close());

class OutletDouble implements EventSink {
  readonly name: string;
  readonly told: OutgoingEvent[] = [];
  /** Runs before each event. */
  before: (event: OutgoingEvent) => void | Promise<void> = () => undefined;
  constructor(name: string) {
    this.name = name;
  }
  start = () => undefined;
  stop = async () => undefined;
  connected = () => true;
  async publish(event: OutgoingEvent) {
    await this.before(event);
    this.told.push(event);
  }
  get types() {
    return this.told.map(({ seq, event }) => `${seq} ${event.type}`);
  }
}

const slack = () => new ChatDouble('slack');
const announce = () => sampleDirectory({ rooms: { announce: { slack: 'C1' }, open: {} } });
const away = () => {
  throw new DeliveryFailed('The broker is away', 'soon');
};

async function opens(...sinks: OutletDouble[]) {
  stage = await openStage([slack()], announce(), { sinks });
  return sinks;
}

it('tells every outlet every event, in order and once, each with an id of its own', async () => {
  const [amqp, redis] = await opens(new OutletDouble('amqp'), new OutletDouble('redis'));
  await stage.says('bob', 'declare Checkout is down service:checkout');
  await stage.says('alice', 'ack 1');
  await stage.says('alice', 'resolve 1 restarted it');
  await stage.passes(10);
  const all = ['1 declared', '2 escalated', '3 paged', '4 acknowledged', '5 resolved'];
  expect(amqp!.types).toEqual(all);
  expect(redis!.types).toEqual(all);
  expect(new Set(amqp!.told.map(({ id }) => id)).size).toBe(5);
  expect(amqp!.told[0]!.id).toMatch(/:1$/);
});

it('loses nothing while the broker is away, and goes on where it stopped', async () => {
  const [amqp] = await opens(new OutletDouble('amqp'));
  amqp!.before = away;
  await stage.says('bob', 'declare Checkout is down service:checkout');
  await stage.passes(120);
  await stage.says('alice', 'ack 1');
  amqp!.before = ({ seq }) => (seq === 3 ? away() : undefined);
  await stage.passes(2);
  expect(amqp!.types).toEqual(['1 declared', '2 escalated']);
  amqp!.before = () => undefined;
  await stage.passes(2);
  expect(amqp!.types.slice(0, 3)).toEqual(['1 declared', '2 escalated', '3 paged']);
  expect(amqp!.types.at(-1)).toMatch(/acknowledged$/);
  expect(new Set(amqp!.types).size).toBe(amqp!.types.length);
});

it('delays no page and no other outlet when one hangs or is away', async () => {
  const chat = slack();
  const amqp = new OutletDouble('amqp');
  const redis = new OutletDouble('redis');
  let release = () => {};
  amqp.before = () => new Promise<void>((resolve) => (release = resolve));
  stage = await openStage([chat], announce(), { sinks: [amqp, redis] });
  await stage.tocsin.alerts.receive([
    { source: 'api', status: 'firing', title: 'Down', fingerprint: 'x', labels: [], service: 'checkout' },
  ]);
  await expect.poll(() => chat.pagesTo('U0ALICE').length).toBe(1);
  await expect.poll(() => redis.types).toEqual(['1 declared', '2 escalated', '3 paged']);
  expect(amqp.types).toEqual([]);
  amqp.before = () => undefined;
  release();
  await stage.tocsin.idle();
  expect(amqp.types).toEqual(['1 declared', '2 escalated', '3 paged']);
});

it("tells two processes' events once", async () => {
  const [amqp] = await opens(new OutletDouble('amqp'));
  const other = stage.replica();
  await stage.says('bob', 'declare Checkout is down service:checkout');
  const incident = (await stage.store.byNumber(1))!;
  await Promise.all([other.sweep(), stage.tocsin.sweep(), stage.says('alice', `ack ${incident.number}`)]);
  await Promise.all([other.idle(), stage.tocsin.idle()]);
  await stage.passes(2);
  expect(amqp!.types).toEqual(['1 declared', '2 escalated', '3 paged', '4 acknowledged']);
});

it('tells an outlet that was set up later what happens from then on', async () => {
  const chat = slack();
  const sinks: OutletDouble[] = [];
  stage = await openStage([chat], announce(), { sinks });
  await stage.says('bob', 'declare Checkout is down service:checkout');
  sinks.push(new OutletDouble('amqp'));
  const later = stage.replica();
  await later.alerts.receive([{ source: 'api', status: 'firing', title: 'Other', fingerprint: 'y', labels: [] }]);
  await later.commands.run({
    command: 'ack',
    args: { incident: '1' },
    id: 'later',
    from: { platform: 'slack', id: 'U0ALICE' },
    where: { address: { platform: 'slack', kind: 'person', id: 'U0ALICE' }, private: true, places: [] },
  });
  await later.idle();
  const told = sinks[0]!.told.map(({ incident, seq, event }) => `#${incident.number}: ${seq} ${event.type}`);
  expect(told.filter((line) => line.startsWith('#1'))).toEqual(['#1: 4 acknowledged']);
  expect(told.filter((line) => line.startsWith('#2'))[0]).toBe('#2: 1 declared');
});

const refuses =
  (...seqs: number[]) =>
  ({ seq }: OutgoingEvent) => {
    if (seqs.includes(seq)) throw new EventRefused('The webhook status refused the event (400)');
  };

it('goes on after an event that is refused for good, which alone waits to be tried again', async () => {
  const [hook] = await opens(new OutletDouble('webhook:status'));
  hook!.before = refuses(2, 3);
  await stage.says('bob', 'declare Checkout is down service:checkout');
  await stage.says('alice', 'ack 1');
  expect(hook!.types).toEqual(['1 declared', '4 acknowledged']);
  const { body } = await stage.says('alice', 'deliveries');
  expect(body).toContain('event 2 (escalated) for webhook:status');
  expect(body).toContain('event 3 (paged) for webhook:status');
  expect(body).toContain('The webhook status refused the event (400)');

  // The one is refused again, the other is taken.
  hook!.before = refuses(2);
  expect((await stage.says('alice', 'retry 1')).text).toContain('Retrying 2 messages.');
  await stage.passes(1);
  expect(hook!.types).toEqual(['1 declared', '4 acknowledged', '3 paged']);
  expect((await stage.says('alice', 'deliveries')).title).toBe('1 failed delivery');
  hook!.before = () => undefined;
  await stage.says('alice', 'retry');
  await stage.says('alice', 'resolve 1 restarted it');
  await stage.passes(1);
  expect(hook!.types.slice(-2).sort()).toEqual(['2 escalated', '5 resolved']);
  expect(new Set(hook!.told.map(({ id }) => id)).size).toBe(5);
  expect((await stage.says('alice', 'deliveries')).text).toBe('No failed deliveries.');
});

it('drops a refused event when somebody says so, and sends it again when the outlet was only away', async () => {
  const [hook] = await opens(new OutletDouble('webhook:status'));
  hook!.before = refuses(2, 3);
  await stage.says('bob', 'declare Checkout is down service:checkout');
  hook!.before = away;
  await stage.says('alice', 'retry 1');
  await stage.passes(90);
  expect((await stage.says('alice', 'deliveries')).text).toBe('No failed deliveries.');
  hook!.before = refuses(2);
  await stage.passes(2);
  expect(hook!.types).toContain('3 paged');
  await stage.says('alice', 'deliveries drop 1');
  hook!.before = () => undefined;
  expect((await stage.says('alice', 'retry')).text).toContain('There are no failed deliveries to retry.');
  await stage.passes(2);
  expect(hook!.types.filter((type) => type === '2 escalated')).toEqual([]);
});

it('tells the operators of refused events, and by the name of the webhook', async () => {
  const chat = slack();
  const hook = new OutletDouble('webhook:status');
  hook.before = refuses(1);
  stage = await openStage([chat], announce(), { sinks: [hook] });
  await stage.says('bob', 'declare Checkout is down service:checkout');
  await stage.tocsin.lookForOverdue();
  await stage.passes(1);
  const shown = JSON.stringify(chat.inChannel('C1').map(({ message }) => message));
  expect(shown).toContain('Events for webhook:status could not be delivered');
  expect(shown).toContain('event 1 (declared) for webhook:status · 1 attempt');
});

it('lets one rest that refuses event after event, and goes on from there when it is tried again', async () => {
  const [hook] = await opens(new OutletDouble('webhook:status'));
  hook!.before = () => {
    throw new EventRefused('The webhook status refused the event (400)');
  };
  await stage.says('bob', 'declare Checkout is down service:checkout');
  for (let count = 0; count < 25; count += 1) await stage.says('bob', `note 1 number ${count}`);
  const incident = (await stage.store.byNumber(1))!;
  expect(Object.values(incident.deliveries).filter(({ kind }) => kind === 'event')).toHaveLength(20);
  hook!.before = () => undefined;
  await stage.says('alice', 'retry');
  await stage.passes(1);
  expect([...new Set(hook!.told.map(({ seq }) => seq))].sort((a, b) => a - b)).toEqual(
    Array.from({ length: 28 }, (_, index) => index + 1),
  );
});

it('waits a while for an outlet that only another process has read of yet', async () => {
  const sinks = [new OutletDouble('webhook:status')];
  const [hook] = sinks;
  stage = await openStage([slack()], announce(), { sinks });
  hook!.before = away;
  await stage.says('bob', 'declare Checkout is down service:checkout');
  sinks.length = 0;
  await stage.passes(3);
  hook!.before = () => undefined;
  sinks.push(hook!);
  await stage.passes(1);
  expect(hook!.types).toEqual(['1 declared', '2 escalated', '3 paged']);

  hook!.before = away;
  await stage.says('alice', 'ack 1');
  sinks.length = 0;
  await stage.passes(15);
  hook!.before = () => undefined;
  sinks.push(hook!);
  await stage.passes(5);
  expect(hook!.types).not.toContain('4 acknowledged');
});

it('gives up on one that refuses for good, lists it, and goes on from there when it is tried again', async () => {
  const [hook] = await opens(new OutletDouble('webhook:status'));
  hook!.before = () => {
    throw new DeliveryFailed('It answered 410 Gone', 'never');
  };
  await stage.says('bob', 'declare Checkout is down service:checkout');
  expect((await stage.says('alice', 'deliveries')).body ?? '').toContain('events for webhook:status');
  hook!.before = () => undefined;
  await stage.says('alice', 'deliveries retry which:all');
  await stage.passes(1);
  expect(hook!.types).toEqual(['1 declared', '2 escalated', '3 paged']);
});
