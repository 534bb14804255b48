import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DeliveryFailed } from '../../src/ports/chat.ts';
import { ChatDouble } from '../harness/chat-double.ts';
import { openStage, type Stage } from '../harness/tocsin.ts';

let slack: ChatDouble;
let telegram: ChatDouble;
let email: ChatDouble;
let stage: Stage;

beforeEach(async () => {
  slack = new ChatDouble('slack');
  telegram = new ChatDouble('telegram');
  email = new ChatDouble('email');
  stage = await openStage([slack, telegram, email]);
});

afterEach(() => stage.close());

const minute = 60_000;

const alicesPages = () => ({
  slack: slack.pagesTo('U0ALICE').length,
  telegram: telegram.pagesTo('1001').length,
  email: email.pagesTo('alice@example.org').length,
});

const stepwise = {
  urgent: [
    { by: 'slack', afterMs: 0 },
    { by: 'telegram', afterMs: 2 * minute },
    { by: 'email', afterMs: 4 * minute },
  ],
} as const;

it('pages by every chat at once and by email after five minutes, until somebody has it', async () => {
  await stage.says('bob', 'declare Checkout is down severity:sev1');
  expect(alicesPages()).toEqual({ slack: 1, telegram: 1, email: 0 });
  await stage.says('bob', 'ack 1');
  await stage.passes(30);
  expect(alicesPages()).toEqual({ slack: 1, telegram: 1, email: 0 });
});

it('pages step by step as the person chose, and stops in the middle', async () => {
  stage.changesPerson('alice', { notify: stepwise });
  await stage.says('bob', 'declare Checkout is down severity:sev1');
  await stage.passes(1.9);
  expect(alicesPages()).toEqual({ slack: 1, telegram: 0, email: 0 });
  await stage.passes(0.1);
  expect(alicesPages()).toEqual({ slack: 1, telegram: 1, email: 0 });
  await stage.says('alice', 'ack 1', { platform: 'telegram' });
  await stage.passes(60);
  expect(alicesPages()).toEqual({ slack: 1, telegram: 1, email: 0 });
  const shown = [...slack.pagesTo('U0ALICE'), ...telegram.pagesTo('1001')].map(
    ({ message }) => message.fields?.find(({ label }) => label === 'State')?.value,
  );
  expect(new Set(shown)).toEqual(new Set(['Acknowledged by Alice Chen · Telegram']));
});

describe('a chat that is down', () => {
  it.each(['soon', 'never'] as const)(
    'hands its pages to the person’s next way within a minute (%s)',
    async (again) => {
      stage.changesPerson('alice', { notify: stepwise });
      slack.before = () => {
        throw new DeliveryFailed('Slack does not answer', again);
      };
      await stage.says('bob', 'declare Checkout is down severity:sev1');
      for (const _ of Array.from({ length: 11 })) await stage.passes(5 / 60);
      expect(alicesPages()).toEqual({ slack: 0, telegram: 1, email: 0 });
      expect((await stage.says('bob', 'timeline 1', { platform: 'telegram' })).body).toContain(
        'Slack delivery to Alice Chen failed; paged via Telegram',
      );
      await stage.passes(1);
      expect(alicesPages()).toMatchObject({ telegram: 1 });
    },
  );

  it('does not keep the other chats from paging', async () => {
    slack.before = () => new Promise((_, reject) => setImmediate(() => reject(new DeliveryFailed('hangs', 'soon'))));
    await stage.says('bob', 'declare Checkout is down severity:sev1');
    expect(alicesPages()).toEqual({ slack: 0, telegram: 1, email: 0 });
  });
});

describe('quiet hours', () => {
  beforeEach(() => {
    // One in the afternoon in Berlin, where Alice is on call.
    stage.changesPerson('alice', { quietHours: { from: '12:00', to: '18:00', except: ['sev1'] } });
  });

  it('hold the pages, and tell everything in one message when they end', async () => {
    await stage.says('bob', 'declare First severity:sev2');
    await stage.says('bob', 'declare Second severity:sev3');
    await stage.says('carol', 'ack 1');
    await stage.says('carol', 'ack 2');
    expect(alicesPages()).toEqual({ slack: 0, telegram: 0, email: 0 });
    await stage.passes(299);
    expect(alicesPages()).toEqual({ slack: 0, telegram: 0, email: 0 });
    await stage.passes(1);
    expect(alicesPages()).toEqual({ slack: 1, telegram: 1, email: 0 });
    expect(slack.pagesTo('U0ALICE')[0]?.message).toMatchObject({
      title: '2 incidents waited for you during your quiet hours',
      body: expect.stringMatching(/#1 First.*\n#2 Second/),
    });
  });

  it('hold nothing that is bad enough, nor what somebody asks for by name', async () => {
    await stage.says('bob', 'declare Worst severity:sev1');
    expect(alicesPages()).toMatchObject({ slack: 1 });
    await stage.says('bob', 'declare Second severity:sev3');
    expect(alicesPages()).toMatchObject({ slack: 1 });
    await stage.says('bob', 'page incident:2 to:alice please come');
    expect(alicesPages()).toMatchObject({ slack: 2 });
  });

  it('do not hold the escalation: the next level is paged in its time', async () => {
    await stage.says('bob', 'declare First severity:sev2');
    await stage.passes(5);
    expect(slack.pagesTo('U0BOB')).toHaveLength(1);
  });
});

it('reminds the owner on every chat, asks them, and pages again without an answer', async () => {
  const policies = new Map(stage.directory.policies);
  policies.set('default', {
    ...policies.get('default')!,
    ackTimeoutMs: 30 * minute,
    remindEveryMs: { sev1: 20 * minute },
  });
  stage.directory = { ...stage.directory, policies };
  await stage.says('bob', 'declare Checkout is down severity:sev1');
  await stage.says('alice', 'ack 1');
  await stage.passes(20);
  expect(slack.pagesTo('U0ALICE').at(-1)?.message.text).toBe(
    '#1 Checkout is down · sev1: Reminder: you acknowledged this incident.',
  );
  expect(telegram.pagesTo('1001')).toHaveLength(2);
  await stage.passes(10);
  const question = slack.pagesTo('U0ALICE').at(-1)!;
  expect(question.message.text).toContain('Are you still on it?');
  expect(question.message.buttons?.[0]).toEqual({
    label: 'Still on it',
    tone: 'primary',
    invokes: { command: 'ack', args: { incident: '1', seen: 'a1' } },
  });
  expect((await stage.says('alice', 'ack 1')).text).toBe('You are still on #1 Checkout is down.');
  expect(question.message.buttons?.map(({ label }) => label)).not.toContain('Still on it');
  await stage.passes(29);
  await stage.passes(6);
  expect((await stage.store.byNumber(1))?.state).toBe('triggered');
  expect((await stage.says('bob', 'timeline 1')).body).toContain('Alice Chen did not answer; escalation restarted');
});

it.each([
  'snooze 1 off',
  'snooze 1 for:off',
  'unsnooze 1',
  'unmute #1',
  'wake 1',
  'resume incident 1',
  'stop snooze 1',
])('ends a snooze for “%s”, and pages at once', async (line) => {
  await stage.says('alice', 'declare Checkout is down service:checkout');
  expect((await stage.says('alice', line)).text).toBe('#1 is not snoozed. “show 1” shows its state.');
  await stage.says('alice', 'snooze 1 for:2h');
  expect((await stage.says('alice', line)).text).toMatch(
    /^Ended the snooze of #1 Checkout is down; escalation restarted\. Paged Alice Chen \(level 1\)\.$/,
  );
  expect((await stage.store.byNumber(1))?.state).toBe('triggered');
  expect((await stage.says('alice', line)).text).toContain('is not snoozed');
});

it('asks whom the end of a snooze pages where no incident was named', async () => {
  await stage.says('alice', 'declare Checkout is down service:checkout');
  await stage.says('alice', 'snooze 1 for:2h');
  const question = await stage.says('alice', 'unsnooze');
  expect(question.text).toMatch(/^Unsnooze #1 Checkout is down\? .*Alice Chen/);
  expect(question.buttons?.[0]?.invokes).toMatchObject({ command: 'snooze', args: { incident: '1', for: 'off' } });
  expect((await stage.store.byNumber(1))?.state).toBe('acknowledged');
});

it('keeps a snoozed incident quiet, and pages again when the snooze is over', async () => {
  await stage.says('bob', 'declare Checkout is down severity:sev1');
  expect((await stage.says('alice', 'snooze 1 for:2h')).text).toMatch(
    /^You snoozed #1 Checkout is down\. The escalation restarts at Mon 9 Mar 15:00 CET\. “snooze 1 off” restarts it now\.$/,
  );
  await stage.passes(119);
  expect(alicesPages()).toEqual({ slack: 1, telegram: 1, email: 0 });
  await stage.passes(1);
  expect(alicesPages()).toEqual({ slack: 2, telegram: 2, email: 0 });
  expect((await stage.says('bob', 'snooze 1')).text).toMatch(/needs “for”/);
  expect((await stage.says('bob', 'snooze 1 for:never')).text).toMatch(/not a|never/);
});
