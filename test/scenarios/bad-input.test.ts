import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { StoreUnavailable } from '../../src/ports/incidents.ts';
import { ChatDouble } from '../harness/chat-double.ts';
import { openStage, type Stage } from '../harness/tocsin.ts';

let web: ChatDouble;
let stage: Stage;

beforeEach(async () => {
  web = new ChatDouble('web');
  stage = await openStage([web]);
  await stage.says('bob', 'declare Checkout is down service:checkout');
});

afterEach(() => stage.close());

async function everything(): Promise<string> {
  const { items } = await stage.store.list({ state: 'all', limit: 100 });
  const timelines = await Promise.all(items.map(({ id }) => stage.store.timeline(id)));
  return JSON.stringify([items, timelines, web.posted.length]);
}

describe('bad input gets one polite sentence and changes nothing', () => {
  it.each([
    ['an unknown incident', 'bob', 'ack 999', /no incident #999/],
    ['no number', 'bob', 'ack incident:abc', /“abc” is not an incident/],
    ['an unknown severity', 'bob', 'declare x severity:sev9', /no severity “sev9”.*sev1, sev2/],
    ['a near miss', 'bob', 'declare x service:chekout', /Did you mean “checkout”/],
    ['an empty title', 'bob', 'declare title:" "', /needs “title”/],
    ['a title of 10,000 characters', 'bob', `declare ${'x'.repeat(10_000)}`, /10000 characters.*200/],
    ['somebody who may not', 'victor', 'ack 1', /You have the role viewer, and “ack” needs the role responder/],
    ['somebody unknown', 'stranger', 'ack 1', /I don’t know you on the web chat yet, stranger/],
    ['something not resolved', 'bob', 'reopen 1', /not resolved/],
    ['an unknown person', 'bob', 'page to:dave', /no person, team or schedule “dave”/],
    ['everyone here', 'bob', 'page @here', /^Nobody can page everyone at once\. Name .*: alice, bob.*“escalate”\.$/],
    ['everyone, and a message', 'bob', 'page everyone the database is down', /^Nobody can page everyone at once/],
    ['a mention of a whole channel', 'bob', 'page <!channel>', /^Nobody can page everyone at once/],
    ['all of a level', 'bob', 'escalate 1 to everyone', /^Nobody can page everyone at once/],
    ['everyone as one person', 'bob', 'assign 1 everyone', /^“everyone” is not one person\. Name one of these: alice/],
    ['a task to delete that is not there', 'bob', 'delete task 2 of 1', /^#1 has no task 2\. It has none yet/],
    ['a task to delete, and no incident', 'bob', 'task 2 delete', /^Which incident\?/],
    ['a second incident', 'bob', 'ack 1 2', /“ack” takes one incident at a time/],
    ['an option that is not there', 'bob', 'show 1 2', /“2” does not fit into “show”/],
    ['a time that is none', 'bob', 'oncall at:yesterdayish', /not a time/],
    ['an unknown command', 'bob', 'akc', /Did you mean “ack”/],
  ])('%s', async (_, person, line, words) => {
    const before = await everything();
    const answer = await stage.says(person, line);
    expect(answer.text).toMatch(words);
    expect(await everything()).toBe(before);
  });

  it('a button on a card of an incident that is long over', async () => {
    await stage.says('bob', 'resolve 1');
    await stage.passes(60 * 24 * 31);
    const before = await everything();
    expect((await stage.says('alice', 'ack 1')).text).toMatch(
      /already resolved by Bob Okafor via the web chat.*reopen 1/,
    );
    expect((await stage.says('alice', 'resolve 1')).text).toMatch(/already resolved/);
    expect(await everything()).toBe(before);
  });

  it('a database that is away', async () => {
    const { byNumber } = stage.store;
    stage.store.byNumber = () => Promise.reject(new StoreUnavailable(new Error('mongodb://user:hunter2@db')));
    const answer = await stage.says('bob', 'ack 1');
    stage.store.byNumber = byNumber;
    expect(answer.text).toMatch(/The database does not answer.*try again/);
  });

  it('a database that hangs', async () => {
    const { byNumber, byCause } = stage.store;
    let comeBack = () => {};
    const away = new Promise<undefined>((resolve) => {
      comeBack = () => resolve(undefined);
    });
    stage.store.byNumber = () => Promise.reject(new StoreUnavailable(new Error('No answer within 10000 ms')));
    // Whoever asks is not kept waiting for a second look at what may have been kept after all.
    stage.store.byCause = () => away;
    const { message } = await stage.tocsin.commands.run({
      command: 'ack',
      args: { incident: '1' },
      id: 'while it hangs',
      from: { platform: 'slack', id: 'U0BOB' },
      where: { address: { platform: 'slack', kind: 'person', id: 'U0BOB' }, private: true, places: [] },
    });
    comeBack();
    Object.assign(stage.store, { byNumber, byCause });
    expect(message.text).toMatch(/The database does not answer/);
  });
});

it('takes right-to-left text and emoji as they are', async () => {
  await stage.says('bob', 'declare السلة معطلة 🧯👩🏽‍🚒');
  expect((await stage.says('bob', 'show 2')).title).toBe('#2 السلة معطلة 🧯👩🏽‍🚒');
});

it('has one winner when many acknowledge in the same millisecond', async () => {
  const people = ['alice', 'bob', 'carol'];
  const racers = Array.from({ length: 30 }, (_, index) => people[index % 3]!);
  const answers = await Promise.all(racers.map((person) => stage.says(person, 'ack 1')));
  const won = answers.filter(({ text }) => text.startsWith('You acknowledged #1 Checkout'));
  expect(won).toHaveLength(1);
  for (const { text } of answers.filter((answer) => !won.includes(answer))) {
    expect(text).toMatch(/was already acknowledged by|You already acknowledged #1/);
  }
  const incident = await stage.store.byNumber(1);
  const events = (await stage.store.timeline(incident!.id)).map(({ event }) => event.type);
  expect(events.filter((type) => type === 'acknowledged')).toHaveLength(1);
});

it('does a repeated request once', async () => {
  const answers = await Promise.all([1, 2, 3].map(() => stage.says('bob', 'declare Twice', { id: 'same' })));
  // A number may be left out by those that lost the race, and never be given twice.
  const [first] = answers.map(({ text }) => /^Declared #(\d+) Twice/.exec(text)?.[1]);
  expect(new Set(answers.map(({ text }) => text.split(' (')[0]))).toEqual(new Set([`Declared #${first} Twice`]));
  for (const _ of [1, 2, 3]) await stage.says('bob', `note ${first} only once`, { id: 'same note' });
  expect((await stage.store.list({ limit: 10 })).items).toHaveLength(2);
  expect((await stage.says('bob', `timeline ${first}`)).body?.match(/only once/g)).toHaveLength(1);
});
