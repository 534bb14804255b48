import { afterEach, beforeEach, expect, it } from 'vitest';
import { DeliveryFailed } from '../../src/ports/chat.ts';
import type { IncidentStore } from '../../src/ports/incidents.ts';
import { ChatDouble } from '../harness/chat-double.ts';
import { sampleDirectory } from '../harness/directory.ts';
import { openStage, type Stage } from '../harness/tocsin.ts';
import { eventually } from '../harness/wait.ts';

const minute = 60_000;
let slack: ChatDouble;
let telegram: ChatDouble;
let stage: Stage;

beforeEach(async () => {
  slack = new ChatDouble('slack');
  telegram = new ChatDouble('telegram');
  stage = await openStage([slack, telegram], {
    ...sampleDirectory(),
    rooms: { announce: { slack: 'C1' }, open: { slack: 'channel' } },
  });
});

afterEach(() => stage.close());

it.each([
  ['slack, slack after 4m', [1, 1, 2]],
  ['slack after 1m, slack after 3m', [0, 1, 2]],
] as const)('takes every step of “%s”', async (steps, expected) => {
  expect((await stage.says('alice', `notify urgent:"${steps}"`)).title).toContain('Changed');
  const counts: number[] = [];
  await stage.says('bob', 'declare Checkout is down severity:sev1');
  counts.push(slack.pagesTo('U0ALICE').length);
  await stage.passes(1);
  counts.push(slack.pagesTo('U0ALICE').length);
  await stage.passes(3.5);
  counts.push(slack.pagesTo('U0ALICE').length);
  expect(counts).toEqual(expected);
});

it('does not call a page undelivered, nor page by the next way early, because it could not be edited', async () => {
  stage.changesPerson('alice', {
    notify: {
      urgent: [
        { by: 'slack', afterMs: 0 },
        { by: 'telegram', afterMs: 4 * minute },
      ],
    },
  });
  await stage.says('bob', 'declare Checkout is down severity:sev1');
  expect(slack.pagesTo('U0ALICE')).toHaveLength(1);
  slack.before = (what, to) => {
    if (what === 'update' && to.kind === 'person') throw new DeliveryFailed('message_not_found', 'never');
  };
  await stage.says('bob', 'severity 1 sev2');
  await stage.passes(0.1);
  const told = (await stage.says('bob', 'timeline 1')).body ?? '';
  expect({ early: telegram.pagesTo('1001').length, told }).toEqual({
    early: 0,
    told: expect.not.stringMatching(/was not delivered|delivery to/),
  });
});

it('sends no page that was acknowledged between the look and the claim', async () => {
  slack.before = (what, to) => {
    if (what === 'send' && to.kind === 'person') throw new DeliveryFailed('down', 'soon');
  };
  telegram.before = slack.before;
  await stage.says('bob', 'declare Checkout is down severity:sev1');
  slack.before = () => undefined;
  telegram.before = () => undefined;
  const store = stage.store as { -readonly [K in keyof IncidentStore]: IncidentStore[K] };
  const { claim } = store;
  let states: string[] = [];
  const send = slack.send.bind(slack);
  slack.send = async (to, message, key) => {
    if (to.kind === 'person') states.push((await store.byNumber(1))!.state);
    return send(to, message, key);
  };
  let acked: Promise<unknown> | undefined;
  store.claim = async (id, delivery, wanted) => {
    if (delivery.includes('slack-alice')) {
      acked ??= stage.tocsin.commands.run({
        command: 'ack',
        args: { incident: '1' },
        id: 'bobs',
        from: { platform: 'slack', id: 'U0BOB' },
        where: { address: { platform: 'slack', kind: 'person', id: 'U0BOB' }, private: true, places: [] },
      });
      await acked;
    }
    return claim(id, delivery, wanted);
  };
  await stage.passes(0.1);
  states = states.filter((state) => state !== 'triggered');
  expect(states).toEqual([]);
});

it('keeps the order of what happened in a room that is slow', async () => {
  await stage.says('bob', 'declare Checkout is down severity:sev1');
  let release = () => {};
  const slow = new Promise<void>((resolve) => {
    release = resolve;
  });
  let waits = true;
  slack.before = (what, to) => {
    if (what !== 'send' || to.id !== 'room-1' || !waits) return undefined;
    waits = false;
    return slow;
  };
  const run = (id: string, command: string, args: Record<string, string>) =>
    stage.tocsin.commands.run({
      command,
      args: { incident: '1', ...args },
      id,
      from: { platform: 'slack', id: 'U0ALICE' },
      where: { address: { platform: 'slack', kind: 'person', id: 'U0ALICE' }, private: true, places: [] },
    });
  await run('a', 'note', { text: 'one' });
  await eventually('the first note is being sent', () => !waits);
  await run('b', 'note', { text: 'two' });
  // Time enough for the second to overtake; the first is let go all the same.
  for (
    let turn = 0;
    turn < 40 && !slack.inChannel('room-1').some(({ message }) => message.text.endsWith('two'));
    turn += 1
  )
    await new Promise((resolve) => setTimeout(resolve, 5));
  release();
  await stage.tocsin.idle();
  await stage.passes(1);
  const notes = slack
    .inChannel('room-1')
    .map(({ message }) => message.text.slice(-3))
    .filter((text) => /one|two/.test(text));
  expect(notes).toEqual(['one', 'two']);
});

it('edits what stands there a bounded number of times, however often its owner was reminded', async () => {
  const known = stage.directory.policies.get('default')!;
  stage.directory = {
    ...stage.directory,
    policies: new Map([['default', { ...known, remindEveryMs: { sev1: 15 * minute } }]]),
  };
  await stage.says('bob', 'declare Checkout is down severity:sev1');
  await stage.says('alice', 'ack 1');
  for (let times = 0; times < 8; times += 1) await stage.passes(15);
  const edits = () => slack.posted.reduce((sum, one) => sum + one.edits, 0);
  const before = edits();
  await stage.says('bob', 'note 1 still at it');
  // A note changes nothing that a page shows.
  expect(edits() - before).toBeLessThanOrEqual(4);
});

it('leaves at once to another process what it has claimed and not begun when it is told to stop', async () => {
  const other = stage.replica();
  stage.tocsin.stopSending();
  await stage.says('bob', 'declare Checkout is down severity:sev1');
  await stage.tocsin.idle();
  expect(slack.pagesTo('U0ALICE')).toHaveLength(0);
  // The first process still lives.
  await other.sweep();
  await other.idle();
  expect(slack.pagesTo('U0ALICE')).toHaveLength(1);
  await stage.passes(0.1);
  expect(slack.pagesTo('U0ALICE')).toHaveLength(1);
});
