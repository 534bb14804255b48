import { afterEach, expect, it } from 'vitest';
import { DeliveryFailed } from '../../src/ports/chat.ts';
import type { OutgoingEvent, Outlet } from '../../src/ports/outlet.ts';
import { ChatDouble } from '../harness/chat-double.ts';
import { sampleDirectory } from '../harness/directory.ts';
import { openStage, type Stage } from '../harness/tocsin.ts';

let stage: Stage;
afterEach(() => stage.close());

class OutletDouble implements Outlet {
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

async function opens(...outlets: OutletDouble[]) {
  stage = await openStage([slack()], announce(), { outlets });
  return outlets;
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
  stage = await openStage([chat], announce(), { outlets: [amqp, redis] });
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
  const outlets: OutletDouble[] = [];
  stage = await openStage([chat], announce(), { outlets });
  await stage.says('bob', 'declare Checkout is down service:checkout');
  outlets.push(new OutletDouble('amqp'));
  const later = stage.replica();
  await later.alerts.receive([{ source: 'api', status: 'firing', title: 'Other', fingerprint: 'y', labels: [] }]);
  await later.desk.run({
    command: 'ack',
    args: { incident: '1' },
    id: 'later',
    from: { platform: 'slack', id: 'U0ALICE' },
    where: { address: { platform: 'slack', kind: 'person', id: 'U0ALICE' }, private: true, places: [] },
  });
  await later.idle();
  const told = outlets[0]!.told.map(({ incident, seq, event }) => `#${incident.number}: ${seq} ${event.type}`);
  expect(told.filter((line) => line.startsWith('#1'))).toEqual(['#1: 4 acknowledged']);
  expect(told.filter((line) => line.startsWith('#2'))[0]).toBe('#2: 1 declared');
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
