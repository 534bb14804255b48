import { Routes } from 'discord.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { closeRest, openAnswersRest } from '../../../adapters/discord/gateway.ts';
import type { Reply } from '../../../src/ports/commands.ts';
import { ALICE, ANNOUNCE, BOB, BOT } from '../../harness/fake-discord/world.ts';
import { RecordingCommands } from '../../harness/recording-commands.ts';
import { eventually } from '../../harness/wait.ts';
import { type DiscordUnderTest, openDiscord } from './open.ts';

const card = {
  text: '#42 Checkout is down',
  title: '#42 Checkout is down',
  buttons: [
    { label: 'Acknowledge', invokes: { command: 'ack', args: { incident: '42' } } },
    { label: 'Add note', invokes: { command: 'note', args: { incident: '42' } } },
  ],
};

describe('what people say on Discord', () => {
  let platform: DiscordUnderTest;
  let commands: RecordingCommands;
  const people = () => platform.discord.people;
  const told = (account: string, words: string) =>
    eventually(`${account} is told ${words}`, () => platform.toldTo(account)?.text.includes(words));

  beforeEach(async () => {
    platform = await openDiscord();
    commands = new RecordingCommands();
    await platform.chat.start(commands, () => {});
  });

  afterEach(async () => {
    await platform.chat.close();
    await platform.close();
  });

  it('is acknowledged at once, however long the command takes', async () => {
    let finish: (reply: Reply) => void = () => {};
    commands.answer = () => new Promise((resolve) => (finish = resolve));
    const asked = people().gives(ALICE, 'incident ack', { incident: '42' });
    await eventually('the command ran', () => commands.invocations.length === 1);
    expect(asked.answered).toBe(5);
    expect(platform.toldTo(ALICE)).toBeUndefined();
    finish({ message: { text: 'done at last' } });
    await told(ALICE, 'done at last');
    platform.verify();
  });

  it('answers what only reads with one call', async () => {
    commands.onlyReads = ({ command }) => command === 'ack';
    const asked = people().gives(ALICE, 'incident ack', { incident: '42' });
    await told(ALICE, 'ran ack');
    expect(asked.answered).toBe(4);
    platform.verify();
  });

  it('acknowledges what only reads when it takes longer, and tells when it fails', async () => {
    commands.onlyReads = () => true;
    let finish: (reply: Reply) => void = () => {};
    commands.answer = () => new Promise((resolve) => (finish = resolve));
    const asked = people().gives(ALICE, 'incident ack', { incident: '42' });
    await eventually('it is acknowledged', () => asked.answered === 5);
    finish({ message: { text: 'read at last' } });
    await told(ALICE, 'read at last');
    commands.answer = () => Promise.reject(new Error('a fault'));
    people().gives(BOB, 'incident ack', { incident: '42' });
    await told(BOB, 'Something went wrong');
    platform.verify();
  });

  it('is answered without waiting for the limit of a bot’s other calls', async () => {
    const rest = openAnswersRest({ token: 'any', apiUrl: platform.discord.apiUrl });
    let waits = 0;
    rest.on('rateLimited', () => {
      waits += 1;
    });
    const answers = [...Array(60).keys()].map((number) =>
      rest.patch(Routes.webhookMessage('1', `token-${number}`, '@original'), { body: { content: 'x' }, auth: false }),
    );
    const outcomes = await Promise.allSettled(answers);
    closeRest(rest);
    expect(outcomes).toHaveLength(60);
    expect(waits).toBe(0);
  });

  it('does nothing once Discord has told the person that it failed', async () => {
    platform.discord.firstAnswerMs = -1;
    people().gives(ALICE, 'incident ack', { incident: '42' });
    await eventually('the answer was refused', () => platform.discord.refusals.some(({ code }) => code === 10062));
    platform.discord.firstAnswerMs = 3_000;
    people().gives(ALICE, 'incident ack', { incident: '7' });
    await told(ALICE, 'ran ack {"incident":"7"}');
    expect(commands.invocations).toHaveLength(1);
  });

  it('runs although the outcome of the first answer is unknown', async () => {
    platform.discord.losesNextAnswer = true;
    people().gives(ALICE, 'incident ack', { incident: '42' });
    await told(ALICE, 'ran ack');
    expect(commands.invocations).toHaveLength(1);
  });

  it('runs once, however often the gateway delivers it', async () => {
    people().gives(ALICE, 'incident ack', { incident: '42' });
    people().repeatsLast();
    await told(ALICE, 'ran ack');
    people().repeatsLast();
    people().gives(ALICE, 'incident ack', { incident: '7' });
    await told(ALICE, '"7"');
    expect(commands.invocations.map(({ args }) => args.incident)).toEqual(['42', '7']);
    platform.verify();
  });

  it('gets one sentence when Tocsin itself fails', async () => {
    commands.answer = () => Promise.reject(new Error('a fault'));
    people().gives(ALICE, 'incident ack', { incident: '42' });
    await told(ALICE, 'Something went wrong');
    people().writes(BOB, 'ack 42');
    await told(BOB, 'Something went wrong');
    expect(platform.log.text()).toContain('a fault');
    platform.verify();
  });

  it('opens a form with selects for what is picked from a list', async () => {
    people().gives(ALICE, 'incident declare', {});
    const { modal } = await people().formOf(ALICE);
    expect(modal.fields.map(({ id, options }) => [id, options])).toEqual([
      ['title', undefined],
      ['severity', ['sev1', 'sev2', 'sev3', 'sev4']],
      ['service', ['checkout', 'search']],
      ['description', undefined],
    ]);
    platform.verify();
  });

  it('shows in the form what was said already and is too long to be carried', async () => {
    const description = 'It began with the deploy at noon. '.repeat(20).trim();
    people().gives(ALICE, 'incident declare', { description });
    const { modal } = await people().formOf(ALICE);
    expect(modal.fields.find(({ id }) => id === 'description')?.value).toBe(description);
    await people().fillsIn(ALICE, { title: 'Checkout is down' });
    await told(ALICE, 'ran declare');
    expect(commands.invocations[0]?.args).toEqual({ title: 'Checkout is down', description });
    platform.verify();
  });

  it('offers the form by a button where a line was typed, also after a restart', async () => {
    people().writes(ALICE, 'note 42');
    await told(ALICE, 'press the button');
    await platform.chat.close();
    await platform.chat.start(commands, () => {});
    await people().fillsIn(ALICE, { text: 'restarted the cache' });
    await told(ALICE, 'ran note');
    expect(commands.invocations[0]).toMatchObject({
      args: { incident: '42', text: 'restarted the cache' },
      where: { private: true },
    });
    platform.verify();
  });

  it('knows under which message a line was typed, the form in between or not', async () => {
    const page = await platform.chat.send({ platform: 'discord', kind: 'person', id: ALICE }, card, 'page');
    people().writes(ALICE, 'ack', { replyTo: page.id });
    await told(ALICE, 'ran ack');
    people().writes(ALICE, 'note', { replyTo: page.id });
    await told(ALICE, 'press the button');
    await people().fillsIn(ALICE, { text: 'looking' });
    await told(ALICE, 'ran note');
    expect(commands.invocations.map(({ where }) => where.places[0])).toEqual([page.id, page.id]);
  });

  it('tells where it was said: message, thread and channel', async () => {
    const ref = await platform.chat.send(platform.channel, card, 'card');
    const room = await platform.chat.openRoom({
      key: 'room',
      name: '42',
      style: 'thread',
      card: ref,
    });
    people().gives(ALICE, 'incident ack', {}, room.address.id);
    await told(ALICE, 'ran ack');
    expect(commands.invocations[0]?.where).toEqual({
      address: room.address,
      private: false,
      places: [ref.id, ANNOUNCE],
    });
    platform.verify();
  });

  it('is heard in a channel when it mentions the bot, and answered to that person alone', async () => {
    people().writes(BOB, `<@${BOT}> ack 42`, { channel: ANNOUNCE });
    await told(BOB, 'ran ack');
    expect(commands.invocations[0]).toMatchObject({ from: { id: BOB }, where: { private: false, places: [ANNOUNCE] } });
    expect(platform.shown(platform.channel)).toHaveLength(0);
    platform.verify();
  });

  it('is not answered in a channel where it was said to others or only talks about the bot', async () => {
    commands.answer = ({ args }) => ({
      message: { text: `ran ${args.incident}` },
      ...(!args.incident && { aside: true }),
    });
    people().writes(BOB, `<@${BOT}> ack`, { channel: ANNOUNCE });
    people().writes(BOB, `I asked <@${BOT}> to ack 42`, { channel: ANNOUNCE });
    people().writes(BOB, `ack 43 <@${BOT}>`, { channel: ANNOUNCE });
    await told(BOB, 'ran 43');
    await eventually('all were heard', () => commands.invocations.length === 2);
    expect(platform.shown({ platform: 'discord', kind: 'person', id: BOB })).toHaveLength(1);
  });

  it('is answered in the channel only to say that it cannot be answered directly', async () => {
    platform.discord.world.closedToBot.add(BOB);
    commands.answer = () => ({ message: { text: 'a link that signs you in' } });
    people().writes(BOB, `<@${BOT}> ack 42`, { channel: ANNOUNCE });
    const shown = await eventually('the channel says so', () => platform.shown(platform.channel)[0]);
    expect(shown.text).toContain('cannot send you a direct message');
    expect(shown.text).not.toContain('link that signs you in');
  });

  it('is left alone when it is not for the bot', async () => {
    people().writes(BOB, 'ack 42', { channel: ANNOUNCE });
    people().writes(ALICE, '/incident ack 7');
    await told(ALICE, 'ran ack');
    expect(commands.invocations).toMatchObject([{ args: { incident: '7' } }]);
  });

  it('gets a polite sentence for a button from another time', async () => {
    const ref = await platform.chat.send(platform.channel, card, 'card');
    const message = platform.discord.message(ref);
    message.body = {
      ...message.body,
      components: [{ type: 1, components: [{ type: 2, style: 2, label: 'Old', custom_id: 'v0:ACK#42' }] }],
    };
    people().presses(BOB, message, 'Old');
    await told(BOB, 'This button no longer works');
    expect(commands.invocations).toHaveLength(0);
    platform.verify();
  });
});
