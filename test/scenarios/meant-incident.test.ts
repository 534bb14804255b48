import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Person } from '../../src/domain/people.ts';
import { agreesTo } from '../harness/agree.ts';
import { ChatDouble } from '../harness/chat-double.ts';
import { openStage, type Stage } from '../harness/tocsin.ts';

const minute = 60_000;
let slack: ChatDouble;
let stage: Stage;

beforeEach(async () => {
  slack = new ChatDouble('slack');
  stage = await openStage([slack]);
});

afterEach(() => stage.close());

const stateOf = async (number: number) => (await stage.store.byNumber(number))?.state;

it('does nothing to another incident when the platform repeats a message that named none', async () => {
  await stage.says('bob', 'declare First severity:sev1');
  await stage.passes(1);
  await stage.says('bob', 'declare Second severity:sev1');
  await stage.says('alice', 'ack', { id: 'event-1' });
  expect(await stateOf(2)).toBe('acknowledged');
  await stage.says('bob', 'resolve 2');
  await stage.says('alice', 'ack', { id: 'event-1' });
  expect(await stateOf(1)).toBe('triggered');
});

it.each([
  ['resolve', 'Resolve #2', 'Resolve: #2 Second?'],
  ['escalate', 'Page 3 people', 'Escalate #2 Second? This pages Carol Díaz, Alice Chen and Bob Okafor (level 2).'],
  ['severity sev3', 'Set severity #2', 'Set severity: #2 Second?'],
  ['snooze 2h', 'Snooze #2', 'Snooze: #2 Second?'],
])('asks in a direct message whether “%s” means the incident of the latest page', async (line, label, text) => {
  await stage.says('bob', 'declare First severity:sev1 service:checkout');
  await stage.passes(1);
  await stage.says('bob', 'declare Second severity:sev1 service:checkout');
  const before = (await stage.store.byNumber(2))!.seq;
  const question = await stage.says('alice', line);
  expect(question.text).toContain(text);
  expect(question.buttons?.map((button) => button.label)).toEqual([label]);
  expect((await stage.store.byNumber(2))!.seq).toBe(before);
});

it('has a button also when the summary is more than one holds', async () => {
  await stage.says('bob', 'declare First severity:sev1');
  const summary = 'rolled back the release, and replaced the 3.5" disk';
  await agreesTo(stage, 'alice', `resolve ${summary}`);
  expect((await stage.store.byNumber(1))?.resolved?.summary).toBe(summary);
});

it('takes the incident that the person was shown, not one that was held for later', async () => {
  stage.changesPerson('alice', { quietHours: { from: '12:00', to: '18:00', except: ['sev1'] } });
  await stage.says('bob', 'declare Checkout is down severity:sev1');
  await stage.passes(1);
  await stage.says('bob', 'declare Search is slow severity:sev3');
  expect(slack.pagesTo('U0ALICE')).toHaveLength(1);
  await stage.says('alice', 'ack');
  expect([await stateOf(1), await stateOf(2)]).toEqual(['acknowledged', 'triggered']);
});

it('takes “ack” as the answer to the question that was asked last', async () => {
  const known = stage.directory.policies.get('default')!;
  stage.directory = {
    ...stage.directory,
    policies: new Map([
      [
        'default',
        {
          ...known,
          levels: [{ ...known.levels[0]!, escalateAfterMs: 50 * minute }],
          repeat: 0,
          ackTimeoutMs: 30 * minute,
        },
      ],
    ]),
  };
  await stage.says('bob', 'declare First severity:sev1');
  await stage.says('alice', 'ack 1');
  await stage.passes(10);
  await stage.says('bob', 'declare Second severity:sev1');
  await stage.passes(20);
  expect(slack.pagesTo('U0ALICE').at(-1)?.message.text).toBe(
    '#1 First · sev1: Are you still on it? Without an answer, the escalation restarts.',
  );
  await stage.says('alice', 'ack');
  expect((await stage.store.byNumber(1))?.watch?.answerBy).toBeUndefined();
});

it('leaves no incident behind when the page that it was for is refused', async () => {
  stage.changesPerson('victor', { accounts: {}, email: undefined } as Partial<Person>);
  const { text } = await stage.says('bob', 'page to:victor are you there?');
  expect(text).toContain('cannot be paged');
  expect(await stage.store.byNumber(1)).toBeUndefined();
});

it('means by “reopen” and “postmortem” in a direct message the incident that the person last had to do with', async () => {
  await stage.says('bob', 'declare First severity:sev1 service:checkout');
  await stage.says('bob', 'declare Second severity:sev1 service:checkout');
  await stage.says('alice', 'resolve 2 done');
  await stage.passes(1);
  await stage.says('alice', 'resolve 1 done');
  const question = await stage.says('alice', 'reopen');
  expect(question.text).toBe('Reopen #1 First? This pages Alice Chen (level 1).');
  expect(await stateOf(1)).toBe('resolved');
  expect((await stage.says('alice', 'postmortem')).text).toContain('#1 First');
});

it('asks in an incident’s own room before a sev1 is resolved by “resolve” alone, and not with a summary', async () => {
  const rooms = { announce: { slack: 'C0OPS' }, open: { slack: 'channel' } } as const;
  stage.directory = { ...stage.directory, rooms };
  await stage.refresh();
  await stage.says('bob', 'declare First severity:sev1');
  await stage.says('bob', 'declare Second severity:sev3');
  const roomOf = async (number: number) => (await stage.store.byNumber(number))?.rooms[0]?.address.id ?? '';
  const question = await stage.says('bob', 'resolve', { places: [await roomOf(1)] });
  expect(question.text).toBe('Resolve #1 First (sev1)?');
  expect(question.buttons?.map(({ label }) => label)).toEqual(['Resolve #1']);
  expect(await stateOf(1)).not.toBe('resolved');
  await stage.says('bob', 'resolve', { places: [await roomOf(2)] });
  expect(await stateOf(2)).toBe('resolved');
  await stage.says('bob', 'resolve rolled back', { places: [await roomOf(1)] });
  expect(await stateOf(1)).toBe('resolved');
});
