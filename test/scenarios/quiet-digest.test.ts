import { afterEach, beforeEach, expect, it } from 'vitest';
import { ChatDouble } from '../harness/chat-double.ts';
import { openStage, type Stage } from '../harness/tocsin.ts';

const minute = 60_000;
let slack: ChatDouble;
let stage: Stage;

beforeEach(async () => {
  slack = new ChatDouble('slack');
  stage = await openStage([slack]);
  // One in the afternoon in Berlin, where Alice is on call.
  stage.changesPerson('alice', { quietHours: { from: '12:00', to: '18:00', except: ['sev1'] } });
});

afterEach(() => stage.close());

const digest = () => slack.pagesTo('U0ALICE').at(-1)?.message;

it('tells what was held after something else that was held is over', async () => {
  await stage.says('bob', 'declare First severity:sev2');
  await stage.says('bob', 'declare Second severity:sev2');
  await stage.says('bob', 'resolve 1');
  await stage.says('bob', 'declare Third severity:sev2');
  await stage.says('carol', 'ack 2');
  await stage.says('carol', 'ack 3');
  await stage.passes(300);
  expect(digest()?.body).toContain('#3 Third');
});

it('is sent to somebody whose first way takes its time', async () => {
  stage.changesPerson('alice', { notify: { normal: [{ by: 'slack', afterMs: 2 * minute }] } });
  await stage.says('bob', 'declare First severity:sev3');
  await stage.says('carol', 'ack 1');
  await stage.passes(300);
  expect(digest()?.title ?? 'nothing').toContain('waited for you during your quiet hours');
});

it('says how things stand when it is read, not when they were held', async () => {
  await stage.says('bob', 'declare First severity:sev2');
  await stage.says('carol', 'resolve 1');
  await stage.passes(300);
  expect(digest()?.body ?? '').not.toContain('unassigned');
});

it('does not tell whoever declared it that somebody was paged who sleeps on', async () => {
  const { text } = await stage.says('bob', 'declare First severity:sev2');
  expect(slack.pagesTo('U0ALICE')).toHaveLength(0);
  expect(text).not.toMatch(/Paged Alice Chen \(level 1\)\.$/);
});

it('wakes somebody for what has become bad enough after all', async () => {
  await stage.says('bob', 'declare First severity:sev3');
  expect(slack.pagesTo('U0ALICE')).toHaveLength(0);
  await stage.says('bob', 'severity 1 sev1');
  await stage.passes(1);
  expect(slack.pagesTo('U0ALICE')).toHaveLength(1);
});
