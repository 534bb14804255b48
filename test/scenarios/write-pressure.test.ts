import { afterEach, expect, it } from 'vitest';
import { platformRules } from '../../src/application/delivery/rate-limits/limits.ts';
import type { Permit } from '../../src/application/delivery/rate-limits/permit-queue.ts';
import { createRateLimiter } from '../../src/application/delivery/rate-limits/rate-limiter.ts';
import { ChatDouble } from '../harness/chat-double.ts';
import { sampleDirectory } from '../harness/directory.ts';
import { monday, openStage, type Stage } from '../harness/tocsin.ts';
import { eventually } from '../harness/wait.ts';

let stage: Stage;
afterEach(() => stage.close());

const slow = { ...platformRules, slack: { lane: { atOnce: 1, everyMs: 200 } } };

it('puts the lines that have to wait for their room into few messages, in order and each once', async () => {
  const slack = new ChatDouble('slack');
  const directory = sampleDirectory({ rooms: { announce: { slack: 'C1' }, open: { slack: 'channel' } } });
  stage = await openStage([slack], directory, { rateLimiter: createRateLimiter(slow) });
  await stage.says('bob', 'declare Checkout is down service:checkout');
  await Promise.all(Array.from({ length: 12 }, (_, n) => stage.says('alice', `note 1 step ${n}`)));
  await stage.tocsin.idle();
  const messages = slack.inChannel('room-1').filter(({ message }) => !message.title);
  const lines = messages.flatMap(({ message }) => message.text.split('\n'));
  const told = (await stage.store.timeline((await stage.store.byNumber(1))!.id)).flatMap(({ event }) =>
    event.type === 'noted' ? event.text : [],
  );
  expect(lines.filter((line) => line.includes('step')).map((line) => line.split(': ').at(-1))).toEqual(told);
  expect(told).toHaveLength(12);
  expect(messages.length).toBeLessThan(10);
});

it('hands over the page before anything else that waits for the platform', async () => {
  const telegram = new ChatDouble('telegram');
  const directory = sampleDirectory({ rooms: { announce: { telegram: '-1' }, open: {} } });
  const rateLimiter = createRateLimiter({ ...platformRules, telegram: { platform: { atOnce: 1, everyMs: 100 } } });
  stage = await openStage([telegram], directory, { rateLimiter });
  const alert = (n: number) =>
    ({
      source: 'api',
      status: 'firing',
      title: `Alert ${n}`,
      fingerprint: `${n}`,
      labels: [],
      service: 'checkout',
    }) as const;
  await stage.tocsin.alerts.receive(Array.from({ length: 8 }, (_, n) => alert(n)));
  await stage.tocsin.idle();
  const kinds = telegram.posted.map(({ ref }) => ref.at.kind);
  expect(kinds.filter((kind) => kind === 'person')).toHaveLength(8);
  expect(kinds.slice(1, 8)).toEqual(Array.from({ length: 7 }, () => 'person'));
});

/** A page that has to wait for its permit in the first process, where any other may send at once, in a chat that takes its time to answer. */
async function openWaitingPage() {
  const slack = new ChatDouble('slack');
  let begun = 0;
  let answer!: () => void;
  const answered = new Promise<void>((resolve) => {
    answer = resolve;
  });
  slack.before = () => {
    begun += 1;
    return answered;
  };
  let grant: ((permit: Permit) => void) | undefined;
  const acquire = () => (grant ? free : new Promise<Permit>((resolve) => (grant = resolve)));
  stage = await openStage([slack], sampleDirectory({ rooms: { announce: {}, open: {} } }), {
    rateLimiter: { acquire, waitMs: () => 0 },
  });
  const alert = { source: 'api', status: 'firing', title: 'Disk full', fingerprint: '1', labels: [] } as const;
  await stage.tocsin.alerts.receive([{ ...alert, service: 'checkout' }]);
  await eventually('it waits for its permit', () => grant !== undefined);
  return { slack, begun: () => begun, answer, grant: (permit: Permit) => grant?.(permit) };
}

const free: Permit = { release: () => undefined };

it('leaves a page to the process that took it over while it waited for its permit here', async () => {
  const { slack, begun, answer, grant } = await openWaitingPage();
  const other = stage.replica();
  stage.processes.loses('replica-1');
  await other.sweep();
  await eventually('the other process sends it', () => begun() === 1);
  let over = false;
  grant({
    release: () => {
      over = true;
    },
  });
  await eventually('its permit is given back', () => over || begun() > 1);
  answer();
  await Promise.all([stage.tocsin.idle(), other.idle()]);
  expect(begun()).toBe(1);
  expect(slack.posted).toHaveLength(1);
});

it('keeps a page that waits for its permit for as long as this process lives, and looks at it no more', async () => {
  const { begun, answer, grant } = await openWaitingPage();
  const other = stage.replica();
  const { load } = stage.store;
  let reads = 0;
  Object.assign(stage.store, {
    load: (id: string) => {
      reads += 1;
      return load(id);
    },
  });
  for (const minutes of [1, 2, 3, 4]) {
    stage.clock.set(new Date(monday.getTime() + minutes * 60_000));
    await other.sweep();
    await other.idle();
  }
  expect([begun(), reads]).toEqual([0, 0]);
  grant(free);
  await eventually('it is being sent', () => begun() === 1);
  await other.sweep();
  await other.idle();
  answer();
  await stage.tocsin.idle();
  expect(begun()).toBe(1);
});
