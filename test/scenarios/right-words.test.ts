import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Policy } from '../../src/domain/escalation/policy.ts';
import { type IncidentStore, StoreUnavailable } from '../../src/ports/incidents.ts';
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

const texts = (account: string) => slack.pagesTo(account).map(({ message }) => message.text);

it('tells nobody that they have what somebody else has', async () => {
  stage.changesPolicy({ remindEveryMs: { sev1: 20 * minute } });
  await stage.says('bob', 'declare Checkout is down severity:sev1');
  await stage.says('alice', 'ack 1');
  await stage.passes(20);
  await stage.says('alice', 'unack 1');
  expect.soft(texts('U0ALICE')).not.toContain('#1 Checkout is down · sev1: Reminder: you acknowledged this incident.');
  await stage.says('bob', 'ack 1');
  expect(texts('U0ALICE')).not.toContain('#1 Checkout is down · sev1: Reminder: you acknowledged this incident.');
});

it('stops asking whoever has given it away', async () => {
  stage.changesPolicy({ ackTimeoutMs: 30 * minute });
  await stage.says('bob', 'declare Checkout is down severity:sev1');
  await stage.says('alice', 'ack 1');
  await stage.passes(30);
  await stage.says('alice', 'unack 1');
  await stage.says('bob', 'ack 1');
  await stage.passes(30);
  expect(texts('U0BOB').some((text) => text.includes('Are you still on it?'))).toBe(true);
  expect(texts('U0ALICE').filter((text) => text.includes('Are you still on it?'))).toEqual([]);
});

it('does not say that nothing has changed when it cannot know', async () => {
  const store = stage.store as { -readonly [K in keyof IncidentStore]: IncidentStore[K] };
  const { commit } = store;
  store.commit = async (change) => {
    await commit(change);
    store.commit = commit;
    throw new StoreUnavailable(new Error('No answer within 10000 ms'));
  };
  const { text } = await stage.says('bob', 'declare Checkout is down severity:sev1');
  expect(await stage.store.byNumber(1)).toBeDefined();
  expect(text).not.toContain('Nothing has changed');
});

it('names no level 0, and does not break the hold, when somebody is asked by name', async () => {
  stage.changesPolicy({
    hold: {
      severities: ['sev4'],
      hours: [{ days: ['tue'], from: '09:00', to: '17:00' }],
      timezone: 'Europe/Berlin',
    } as unknown as NonNullable<Policy['hold']>,
  });
  await stage.says('bob', 'declare The report is late severity:sev4');
  const held = (await stage.store.byNumber(1))?.escalation?.dueAt;
  await stage.says('bob', 'escalate 1 to:carol');
  const { body } = await stage.says('bob', 'timeline 1');
  expect.soft(body).not.toContain('level 0');
  expect((await stage.store.byNumber(1))?.escalation?.dueAt).toEqual(held);
});

it('does not say that everybody was paged when nobody was, and pages once there is somebody', async () => {
  const primary = stage.directory.schedules.get('primary')!;
  // Nobody has the schedule until a quarter past one in the afternoon, in a quarter of an hour.
  const layers = [{ ...primary.layers[0]!, starts: '2026-03-09T13:15' }];
  stage.directory = { ...stage.directory, schedules: new Map([['primary', { ...primary, layers }]]) };
  stage.changesPolicy({ levels: [{ page: [{ schedule: 'primary' }], escalateAfterMs: 5 * minute }], repeat: 9 });
  const { text } = await stage.says('bob', 'declare Checkout is down severity:sev1');
  expect.soft(text).not.toContain('everyone was paged');
  for (let times = 0; times < 8; times += 1) await stage.passes(5);
  expect(slack.posted.filter(({ message }) => message.text.includes('You are paged'))).not.toEqual([]);
});
