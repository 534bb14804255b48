import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Stores } from '../../adapters/mongo/stores.ts';
import { addressesOf } from '../../src/application/delivery/addresses.ts';
import { createOutbox, type Outbox } from '../../src/application/delivery/outbox.ts';
import { unlimited } from '../../src/application/delivery/rate-limits/rate-limiter.ts';
import { DeliveryFailed } from '../../src/ports/chat.ts';
import type { NotificationRequest } from '../../src/ports/notifications.ts';
import { noMetrics } from '../../src/ports/telemetry/metrics.ts';
import { noTracing } from '../../src/ports/telemetry/tracing.ts';
import { type Opened, openFresh } from '../adapters/mongo/opened.ts';
import { ChatDouble } from '../harness/chat-double.ts';
import { sampleDirectory } from '../harness/directory.ts';
import { KeptLog } from '../harness/kept-log.ts';
import { TestProcesses } from '../harness/processes.ts';
import { TestClock } from '../harness/time.ts';
import { eventually } from '../harness/wait.ts';

const start = new Date('2026-03-09T12:00:00Z');
const to = { platform: 'slack', kind: 'person', id: 'U0BOB' } as const;
const wanted = (more: Partial<NotificationRequest> = {}): NotificationRequest => ({
  id: 'a',
  to,
  message: { text: 'one' },
  ...more,
});

let opened: Opened;
let clock: TestClock;
let slack: ChatDouble;
let log: KeptLog;
let processes: TestProcesses;
let outbox: Outbox;
let other: Outbox;

beforeEach(async () => {
  opened = await openFresh();
  clock = new TestClock(start);
  slack = new ChatDouble('slack');
  log = new KeptLog();
  processes = new TestProcesses();
  const open = (name: string, { incidents: store, notifications, bundles: bundleStore }: Stores) =>
    createOutbox({
      store,
      notifications,
      bundleStore,
      clock,
      metrics: noMetrics,
      tracing: noTracing,
      log,
      chats: new Map([['slack', slack]]),
      publicUrl: 'http://127.0.0.1:3000',
      processes: processes.of(name),
      rateLimiter: unlimited,
      directory: () => sampleDirectory(),
      sinks: () => new Map(),
      tellWhatWasDeferred: async () => undefined,
      report: async () => false,
    });
  outbox = open('one', opened.stores);
  other = open('two', opened.other);
});

afterEach(() => opened.close());

const texts = () => slack.posted.map(({ message }) => message.text);

async function passes(seconds: number, by: Outbox = outbox): Promise<void> {
  clock.set(new Date(clock.now().getTime() + seconds * 1000));
  await by.sweep();
  await by.idle();
}

it('sends at once, and edits what was sent', async () => {
  await outbox.notify([wanted()]);
  await outbox.idle();
  expect(slack.posted).toMatchObject([{ key: 'letter/a', message: { text: 'one' }, edits: 0 }]);
  await outbox.revise('a', { text: 'two' });
  await outbox.idle();
  expect(slack.posted).toMatchObject([{ message: { text: 'two' }, edits: 1 }]);
  await outbox.notify([wanted({ revision: 3, message: { text: 'three' } }), wanted({ revision: 2 })]);
  await outbox.idle();
  expect(slack.posted).toMatchObject([{ message: { text: 'three' } }]);
  expect(await opened.stores.notifications.due(new Date('2100-01-01'), 10)).toEqual([]);
});

it('sends once although it is asked for many times, in two processes', async () => {
  await Promise.all(Array.from({ length: 10 }, (_, index) => (index % 2 ? other : outbox).notify([wanted()])));
  await Promise.all([outbox.sweep(), other.sweep()]);
  await Promise.all([outbox.idle(), other.idle()]);
  expect(slack.posted).toHaveLength(1);
});

it('shows the last of many revisions that come while it is being sent', async () => {
  let release: () => void = () => undefined;
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  let calls = 0;
  slack.before = () => {
    calls += 1;
    return calls === 1 ? held : undefined;
  };
  await outbox.notify([wanted()]);
  await eventually('it is being sent', () => calls === 1);
  for (const text of ['two', 'three', 'four']) await other.revise('a', { text });
  await other.idle();
  expect(slack.posted).toEqual([]);
  release();
  await outbox.idle();
  expect(texts()).toEqual(['four']);
});

it('tries again while the chat is away, waiting longer each time', async () => {
  slack.before = () => {
    throw new DeliveryFailed('Slack does not answer', 'soon');
  };
  await outbox.notify([wanted()]);
  await outbox.idle();
  await passes(1);
  slack.before = () => undefined;
  await passes(1);
  expect(texts()).toEqual([]);
  await passes(1);
  expect(texts()).toEqual(['one']);
});

it('keeps what it gives up, and sends it no more', async () => {
  slack.before = () => {
    throw new DeliveryFailed('Bob has closed his direct messages', 'never');
  };
  await outbox.notify([wanted(), wanted({ id: 'b', to: { ...to, platform: 'discord' } })]);
  await outbox.idle();
  slack.before = () => undefined;
  await passes(3600);
  expect(slack.posted).toEqual([]);
  const reasons = (await opened.stores.notifications.dead(10)).map(({ progress }) => progress.dead?.reason).sort();
  expect(reasons).toEqual(['Bob has closed his direct messages', 'discord is not set up any more']);
});

it('sends what a process that died had claimed', async () => {
  await opened.stores.notifications.put([wanted()], start);
  const seen = await opened.stores.notifications.load('a');
  await opened.stores.notifications.claim(seen!, 'one', new Date(start.getTime() + 300_000));
  await passes(60, other);
  expect(slack.posted).toEqual([]);
  processes.loses('one');
  await passes(0, other);
  expect(texts()).toEqual(['one']);
  expect(slack.posted[0]?.triedSince).toBeDefined();
});

it('sends what was kept by a process that died before sending', async () => {
  await opened.stores.notifications.put([wanted()], start);
  await passes(0, other);
  expect(texts()).toEqual(['one']);
});

it('sends nothing before its time, and nothing for the first time after it', async () => {
  const soon = new Date(start.getTime() + 60_000);
  await outbox.notify([wanted({ id: 'early', notBefore: soon }), wanted({ id: 'late', until: start })]);
  await outbox.idle();
  await outbox.revise('early', { text: 'still early' });
  await outbox.idle();
  expect(texts()).toEqual([]);
  expect(await opened.stores.notifications.due(start, 10)).toEqual([]);
  await passes(60);
  expect(texts()).toEqual(['still early']);
  // Too late for what was never sent, and no failure of anybody's.
  expect(await opened.stores.notifications.dead(10)).toEqual([]);
});

it('says so when it could not be delivered in time', async () => {
  slack.before = () => {
    throw new DeliveryFailed('Slack does not answer', 'soon');
  };
  await outbox.notify([wanted({ until: new Date(start.getTime() + 1500) })]);
  await outbox.idle();
  slack.before = () => undefined;
  await passes(2);
  expect(slack.posted).toEqual([]);
  const [dead] = await opened.stores.notifications.dead(10);
  expect(dead?.progress.dead).toMatchObject({ because: 'late', reason: 'Slack does not answer' });
});

it('writes to people where they want what is not urgent', () => {
  const bob = sampleDirectory().people.get('bob')!;
  const platforms = ['slack', 'telegram', 'email'] as const;
  const at = (person: typeof bob) => addressesOf(person, platforms).map(({ platform, id }) => `${platform} ${id}`);
  expect(at(bob)).toEqual(['slack U0BOB', 'telegram 1002']);
  const first = { by: 'email', afterMs: 60_000 } as const;
  expect(at({ ...bob, notify: { normal: [first, { by: 'slack', afterMs: 120_000 }] } })).toEqual([
    'email bob@example.org',
  ]);
});
