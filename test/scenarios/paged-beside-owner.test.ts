import { afterEach, beforeEach, expect, it } from 'vitest';
import { ChatDouble } from '../harness/chat-double.ts';
import { sampleDirectory } from '../harness/directory.ts';
import { openStage, type Stage } from '../harness/tocsin.ts';

const minute = 60_000;
let slack: ChatDouble;
let telegram: ChatDouble;
let stage: Stage;

/** Everybody is paged on Slack at once and on Telegram two minutes later. */
beforeEach(async () => {
  [slack, telegram] = [new ChatDouble('slack'), new ChatDouble('telegram')];
  const directory = sampleDirectory();
  const urgent = [
    { by: 'slack', afterMs: 0 },
    { by: 'telegram', afterMs: 2 * minute },
  ] as const;
  const people = [...directory.people].map(([id, person]) => [id, { ...person, notify: { urgent } }] as const);
  const levels = [{ page: [{ team: 'payments' }], escalateAfterMs: 30 * minute }];
  const rooms = { ...directory.rooms, operators: { slack: 'C0OPERATORS' } };
  stage = await openStage([slack, telegram], {
    ...directory,
    rooms,
    people: new Map(people),
    policies: new Map([['default', { id: 'default', levels, repeat: 0 }]]),
  });
});

afterEach(() => stage.close());

it('stops the later ways of everybody once anybody has acknowledged', async () => {
  await stage.says('carol', 'declare Checkout is down severity:sev1');
  await stage.passes(1);
  await stage.says('bob', 'ack 1');
  await stage.passes(40);
  expect(['U0ALICE', 'U0BOB'].map((one) => slack.pagesTo(one).length)).toEqual([1, 1]);
  expect(telegram.posted.filter(({ ref }) => ref.at.kind === 'person')).toEqual([]);
});

it('stops the later ways of somebody paged beside the owner once they do something, until they are paged again', async () => {
  await stage.says('alice', 'declare Checkout is down severity:sev1');
  await stage.says('alice', 'ack 1');
  await stage.says('alice', 'page to:bob incident:1 message:database');
  await stage.says('alice', 'page to:carol incident:1 message:network');
  await stage.passes(1);
  await stage.says('bob', 'note 1 looking at the database');
  await stage.passes(5);
  expect(telegram.pagesTo('1002')).toEqual([]);
  expect(telegram.pagesTo('1003')).toHaveLength(1);
  await stage.says('alice', 'page to:bob incident:1 message:again');
  await stage.passes(5);
  expect(telegram.pagesTo('1002')).toHaveLength(1);
});

it('tells the operators when nobody on the policy can be paged', async () => {
  for (const id of ['alice', 'bob']) stage.changesPerson(id, { accounts: {}, email: `${id}@example.org` });
  await stage.says('carol', 'declare Checkout is down severity:sev1');
  const [card] = slack.inChannel('C0OPERATORS');
  expect(card?.message.text).toContain('#1 Checkout is down');
});
