import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { encodeInput } from '../../src/ports/commands/input.ts';
import { decodePress } from '../../src/ports/commands/press.ts';
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

/** The press on the first button of somebody's last page on Slack. */
async function pressesFirst(account: string) {
  const { message } = slack.pagesTo(account).at(-1)!;
  const input = decodePress(encodeInput(message.buttons![0]!.invokes))!;
  const answered = await stage.tocsin.commands.run({
    ...input,
    id: `press-${account}-${slack.posted.length}`,
    from: { platform: 'slack', id: account },
    where: { address: { platform: 'slack', kind: 'person', id: account }, private: true, places: [account] },
  });
  await stage.tocsin.idle();
  return answered.message;
}

describe('somebody paged beside the owner', () => {
  const firstButton = () => slack.pagesTo('U0BOB').at(-1)?.message.buttons?.[0];

  beforeEach(async () => {
    await stage.says('alice', 'declare Checkout is down severity:sev1');
    await stage.says('alice', 'ack 1');
    await stage.passes(1);
    await stage.says('alice', 'page to:bob incident:1 message:database');
  });

  it('says by a button that they are on it, which stops their later ways and leaves the owner', async () => {
    expect(firstButton()).toMatchObject({ label: 'I’m on it', tone: 'primary' });
    const answer = await pressesFirst('U0BOB');
    expect(answer.text).toBe('You are on #1 Checkout is down too. Alice Chen still has it.');
    expect(firstButton()).toMatchObject({ label: 'Acknowledged', disabled: true });
    await stage.passes(10);
    expect(telegram.pagesTo('1002')).toEqual([]);
    expect((await stage.store.byNumber(1))?.acknowledged?.by).toBe('alice');
    expect((await stage.says('carol', 'timeline 1')).body).toContain('Bob Okafor is on it too (via Slack)');
  });

  it.each(['ack 1', 'ack', 'I’m on it', 'on it'])('… and by “%s”, with whom nothing is taken over', async (line) => {
    expect((await stage.says('bob', line)).text).toContain('You are on #1 Checkout is down too');
    expect((await stage.store.byNumber(1))?.acknowledged?.by).toBe('alice');
  });

  it('takes over only when they ask once more and agree, and has the button again when they are paged again', async () => {
    await stage.says('bob', 'ack 1');
    expect((await stage.says('bob', 'ack 1')).text).toContain('Take it over?');
    await stage.passes(1);
    await stage.says('alice', 'page to:bob incident:1 message:again');
    expect(firstButton()?.label).toBe('I’m on it');
  });

  it('is not somebody who was paged before the owner acknowledged', async () => {
    expect((await stage.says('carol', 'ack 1')).text).toContain('Take it over?');
  });
});

describe('whoever paged somebody beside the owner', () => {
  const leads = (chat: ChatDouble, account: string) =>
    chat
      .pagesTo(account)
      .map(({ message }) => /You paged [^\n]*/.exec(message.text)?.[0])
      .filter((lead) => lead !== undefined);

  beforeEach(async () => {
    await stage.says('alice', 'declare Checkout is down severity:sev1');
    await stage.says('alice', 'ack 1');
    await stage.passes(1);
    await stage.says('carol', 'page to:bob incident:1 message:database');
  });

  it('is told by direct message that they are on it, once, and the owner is not', async () => {
    await stage.passes(1);
    await stage.says('bob', 'ack 1');
    await stage.passes(20);
    expect(leads(slack, 'U0CAROL')).toEqual(['You paged Bob Okafor, who is on it too now.']);
    expect(leads(slack, 'U0ALICE')).toEqual([]);
  });

  it('is told that they have not answered five minutes after their last way, until they do', async () => {
    await stage.passes(6);
    expect(leads(slack, 'U0CAROL')).toEqual([]);
    await stage.passes(2);
    expect(leads(slack, 'U0CAROL')).toEqual(['You paged Bob Okafor: no answer yet. Page somebody else, or call.']);
    expect(leads(slack, 'U0ALICE')).toEqual([]);
    await stage.says('bob', 'on it');
    await stage.passes(1);
    expect(leads(slack, 'U0CAROL')).toEqual(['You paged Bob Okafor, who is on it too now.']);
  });

  it.each(['note 1 looking at it', 'resolve 1', 'ack 1'])('is told of no silence after “%s”', async (line) => {
    await stage.says('bob', line);
    await stage.passes(20);
    expect(leads(slack, 'U0CAROL').join()).not.toContain('no answer');
  });

  it('is told once of several people, and not when one of them answers', async () => {
    const teams = new Map([['payments', { id: 'payments', members: ['alice', 'bob', 'victor'] }]]);
    stage.directory = { ...stage.directory, teams };
    await stage.refresh();
    await stage.says('carol', 'page to:payments incident:1 message:everybody');
    await stage.passes(20);
    const told = ['Bob Okafor', 'Bob Okafor and Victor Lund'];
    expect(leads(slack, 'U0CAROL')).toEqual(
      told.map((people) => `You paged ${people}: no answer yet. Page somebody else, or call.`),
    );
    await stage.says('carol', 'page to:payments incident:1 message:again');
    await stage.says('bob', 'note 1 looking at it');
    await stage.passes(20);
    expect(leads(slack, 'U0CAROL')).toHaveLength(2);
  });
});

it('tells the operators when nobody on the policy can be paged', async () => {
  for (const id of ['alice', 'bob']) stage.changesPerson(id, { accounts: {}, email: `${id}@example.org` });
  await stage.says('carol', 'declare Checkout is down severity:sev1');
  const [card] = slack.inChannel('C0OPERATORS');
  expect(card?.message.text).toContain('#1 Checkout is down');
});
