import { afterEach, describe, expect, it } from 'vitest';
import { alice, bob, forum, openTelegram } from '../adapters/telegram/platform.ts';
import { sampleDirectory } from '../harness/directory.ts';
import { openStage } from '../harness/tocsin.ts';
import { eventually } from '../harness/wait.ts';

/** The topic of the group in which incidents are announced. */
const announceTopic = 2;
const announce = `${forum}:topic:${announceTopic}`;

let here: Awaited<ReturnType<typeof open>>;

async function open(style: 'topic' | 'reply', address = announce) {
  const telegram = await openTelegram('polling', { timing: { callMs: 8_000 } });
  const chat = telegram.fake.chat(forum);
  if (address === announce) chat.topics.set(announceTopic, 'Incidents');
  const rooms = { announce: { telegram: address }, open: { telegram: style } };
  const stage = await openStage([telegram.chat], sampleDirectory({ rooms }));
  await telegram.chat.start(stage.tocsin.commands, () => {});
  const fromBot = (thread: number | undefined) =>
    chat.posts.filter((post) => post.thread === thread && post.from !== alice && post.from !== bob);
  return { telegram, chat, stage, fromBot };
}

afterEach(async () => {
  await here.telegram.chat.close();
  await here.stage.close();
  await here.telegram.close();
  here.telegram.verify();
});

async function declares() {
  const line = '/incident declare Checkout is down severity:sev1 service:checkout';
  here.telegram.fake.writes(bob, forum, line, { thread: announceTopic });
  const card = await eventually('the card stands', () =>
    here.fromBot(announceTopic).find(({ text, markup }) => text.includes('#1 Checkout') && markup?.inline_keyboard),
  );
  await here.stage.tocsin.idle();
  return card;
}

async function becomes(state: string) {
  await eventually(`it is ${state}`, async () => (await here.stage.store.byNumber(1))?.state === state);
}

/** What the bot told of an acknowledgement in this topic, in reply to this message if one is named. */
const acknowledged = (thread: number, replyTo?: number) =>
  here
    .fromBot(thread)
    .find((post) => post.text.includes('cknowledged') && (replyTo === undefined || post.replyTo === replyTo));

describe('incidents announced in a forum topic on Telegram', () => {
  it('have their card there, and their room as a topic of their own', async () => {
    here = await open('topic');
    const card = await declares();
    const room = await eventually(
      'the room opened',
      () => [...here.chat.topics].find(([, name]) => name === '1 Checkout is down')?.[0],
    );
    here.telegram.fake.writes(alice, forum, '/ack', { thread: room });
    await becomes('acknowledged');
    await eventually('the room was told', () => acknowledged(room));
    await eventually('the card was edited', () => card.text.includes('cknowledged'));
    // A reply to the card, where it is announced.
    here.telegram.fake.writes(bob, forum, '/incident rename Payments fail', {
      thread: announceTopic,
      replyTo: card.id,
    });
    await eventually('the room has the title', () => here.chat.topics.get(room) === '1 Payments fail');
    expect(here.chat.topics.get(announceTopic)).toBe('Incidents');
    here.telegram.fake.writes(alice, forum, '/resolve rolled back the release', {
      thread: announceTopic,
      replyTo: card.id,
    });
    await becomes('resolved');
    await here.stage.tocsin.idle();
    expect(here.fromBot(undefined)).toEqual([]);
  });

  it('have their room as replies to the card, in the same topic', async () => {
    here = await open('reply');
    const card = await declares();
    await eventually('the room opened', async () => (await here.stage.store.byNumber(1))?.rooms.length === 1);
    const room = (await here.stage.store.byNumber(1))?.rooms[0];
    expect(room).toMatchObject({ style: 'reply', address: { id: `${announce}:reply:${card.id}` } });
    here.telegram.fake.writes(alice, forum, '/ack', { thread: announceTopic, replyTo: card.id });
    await becomes('acknowledged');
    const line = await eventually('the room was told', () => acknowledged(announceTopic, card.id));
    // Nobody answers a message before it is known where it was sent.
    await here.stage.tocsin.idle();
    const rename = '/incident rename Payments fail';
    here.telegram.fake.writes(alice, forum, rename, { thread: announceTopic, replyTo: line.id });
    await eventually('it is renamed', async () => (await here.stage.store.byNumber(1))?.title === 'Payments fail');
    await here.stage.tocsin.idle();
    expect(here.chat.topics.get(announceTopic)).toBe('Incidents');
    // Somebody deletes the card: what follows stays in the topic.
    here.chat.posts.splice(here.chat.posts.indexOf(card), 1);
    await here.stage.says('bob', 'note 1 the cache is full');
    await here.stage.tocsin.idle();
    expect(here.fromBot(announceTopic).some(({ text }) => text.includes('the cache is full'))).toBe(true);
    expect(here.fromBot(undefined)).toEqual([]);
  });

  it('are announced in the first topic of a group, whose number Telegram does not take', async () => {
    here = await open('reply', `${forum}:topic:1`);
    await here.stage.says('bob', 'declare Checkout is down severity:sev1 service:checkout');
    await here.stage.tocsin.idle();
    expect(here.fromBot(undefined)[0]?.text).toContain('#1 Checkout is down');
  });
});
