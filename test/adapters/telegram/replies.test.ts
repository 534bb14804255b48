import { describe, expect, it } from 'vitest';
import type { Reply } from '../../../src/ports/commands.ts';
import { eventually } from '../../harness/wait.ts';
import { alice, bob, carol, forum, group } from './platform.ts';
import { startedTelegram } from './started.ts';

const buttons = [{ label: 'Acknowledge', invokes: { command: 'ack', args: { incident: '42' } } }];

describe('What people say on Telegram, and what they are told', () => {
  const here = startedTelegram();
  const told = (account: number, words: string) =>
    eventually(`${account} was told: ${words}`, () =>
      here.telegram.fake.told(account).find(({ text }) => text.includes(words)),
    );
  const lastIn = (chat: number) => here.telegram.fake.chat(chat).posts.at(-1);
  const card = (text = 'card') => here.telegram.chat.send(here.telegram.channel, { text, buttons }, text);

  it('offers the commands, each by itself as well', async () => {
    const names = here.telegram.fake.commands().map(({ command }) => command);
    expect(names).toEqual(['declare', 'ack', 'note', 'help', 'incident', 'cancel']);
  });

  it('hears a command however it is spelled, and nothing that is not for it', async () => {
    const { fake } = here.telegram;
    const card = await here.telegram.chat.send(here.telegram.channel, { text: 'card' }, 'card');
    const onCard = { replyTo: Number(card.id.split(':')[1]) };
    for (const talk of [
      'ack 1',
      '/ack@other_bot 2',
      '/unheardof 3',
      'ask @tocsin_bot about it',
      '@tocsin_bots ack 4',
      '/start',
      '/cancel',
    ])
      fake.writes(bob, forum, talk);
    fake.writes(bob, forum, 'thanks!', onCard);
    fake.writes(alice, forum, '/ack 5');
    fake.writes(alice, forum, '/ack@tocsin_bot 6');
    fake.writes(alice, forum, '/Ack@Tocsin_Bot 7');
    fake.writes(alice, forum, '/incident@tocsin_bot ack 8');
    fake.writes(alice, forum, 'ack 9', onCard);
    fake.writes(alice, forum, '@tocsin_bot ack 10');
    fake.writes(alice, forum, 'hey @tocsin_bot, whatever');
    fake.writes(alice, forum, 'ack 11 @tocsin_bot');
    await eventually('all ran', () => here.commands.invocations.length === 7);
    expect(here.commands.invocations.map(({ args }) => args.incident)).toEqual(['5', '6', '7', '8', '9', '10', '11']);
    expect(here.commands.invocations.every(({ from }) => from.id === String(alice))).toBe(true);
    fake.writes(alice, forum, '/unheardof@tocsin_bot');
    await told(alice, 'unheardof');
    expect(fake.told(bob)).toEqual([]);
  });

  it('greets who presses Start: what it is, their id, and help', async () => {
    here.telegram.fake.writes(carol, carol, '/start hello');
    await told(carol, 'on-call and incidents');
    await told(carol, `accounts: { telegram: "${carol}" }`);
    await eventually('help was asked for', () => here.telegram.fake.told(carol).length === 2);
  });

  it('does not answer in a group what was said to others', async () => {
    here.commands.answer = ({ args }) => ({
      message: { text: `ran ${args.incident}` },
      ...(!args.incident && { aside: true }),
    });
    const before = here.telegram.fake.told(alice).length;
    here.telegram.fake.writes(alice, group, '@tocsin_bot ack');
    here.telegram.fake.writes(alice, group, 'ack 43 @tocsin_bot');
    await told(alice, 'ran 43');
    expect(here.telegram.fake.told(alice)).toHaveLength(before + 1);
    // A slash command is answered.
    here.telegram.fake.writes(alice, group, '/ack');
    await told(alice, 'ran undefined');
  });

  it('answers in the group, briefly, who has never pressed Start', async () => {
    here.commands.answer = () => ({ message: { text: 'word '.repeat(200) } });
    const { update_id: _id, message } = here.telegram.fake.writes(carol, group, '/ack 42');
    const answer = await eventually('carol was answered', () => {
      const post = lastIn(group);
      return post?.from === 900 && post;
    });
    expect(answer.replyTo).toBe((message as { message_id: number }).message_id);
    expect(answer.text.length).toBeLessThan(400);
    expect(answer.text).toContain('Press Start');
    expect(answer.markup?.inline_keyboard?.flat()).toEqual([
      { text: 'Open the private chat', url: 'https://t.me/tocsin_bot?start=hello' },
    ]);
  });

  it('pops up a short answer to a button, and sends a long one in private', async () => {
    const ref = await card();
    await here.telegram.presses(here.telegram.bob, ref, 'Acknowledge');
    expect(await told(bob, 'ran ack')).toMatchObject({ alert: true });
    here.commands.answer = () => ({ message: { text: 'long '.repeat(60) } });
    await here.telegram.presses(here.telegram.bob, ref, 'Acknowledge');
    expect((await told(bob, 'long long')).post).toBeDefined();
    expect(await told(bob, 'in your private chat')).toMatchObject({ alert: false });
    await here.telegram.presses(String(carol), ref, 'Acknowledge');
    const cut = await told(carol, 'Press Start');
    expect(cut.text.length).toBeLessThanOrEqual(200);
    expect(cut).toMatchObject({ alert: true });
  });

  it('lets nobody wait for somebody else', async () => {
    let release: (reply: Reply) => void = () => undefined;
    const slow = new Promise<Reply>((resolve) => (release = resolve));
    here.commands.answer = ({ args }) =>
      args.incident === '1' ? slow : { message: { text: `done ${args.incident}` } };
    here.telegram.fake.writes(alice, alice, 'ack 1');
    here.telegram.fake.writes(alice, alice, 'ack 2');
    here.telegram.fake.writes(bob, bob, 'ack 3');
    await told(bob, 'done 3');
    expect(here.commands.invocations.map(({ args }) => args.incident)).toEqual(['1', '3']);
    release({ message: { text: 'done 1' } });
    await told(alice, 'done 2');
  });

  it('goes on after a fault, and says that there was one', async () => {
    here.commands.answer = () => Promise.reject(new Error('a fault in Tocsin'));
    here.telegram.fake.writes(alice, alice, 'ack 1');
    await told(alice, 'Something went wrong');
    const ref = await card();
    await here.telegram.presses(here.telegram.bob, ref, 'Acknowledge');
    await told(bob, 'Something went wrong');
    expect(here.telegram.log.text()).toContain('a fault in Tocsin');
    here.commands.answer = () => ({ message: { text: 'well again' } });
    here.telegram.fake.writes(alice, alice, 'ack 2');
    await told(alice, 'well again');
  });

  it('tries a reply again when Telegram stumbles', async () => {
    here.commands.answer = async () => {
      here.telegram.becomes('failing');
      setTimeout(() => here.telegram.becomes('well'), 5);
      return { message: { text: 'at last' } };
    };
    here.telegram.fake.writes(alice, alice, 'ack 1');
    await told(alice, 'at last');
  });

  it('answers buttons of long ago and of another version', async () => {
    const { fake } = here.telegram;
    const ref = await card();
    const message = Number(ref.id.split(':')[1]);
    fake.presses(alice, forum, message, 'Acknowledge', { old: true });
    await eventually('it ran', () => here.commands.invocations[0]?.where.places.includes(ref.id));
    const strange = fake.chat(forum).posts.at(-1)!;
    strange.markup = { inline_keyboard: [[{ text: 'What', callback_data: 'V2|{"strange":1}' }]] };
    fake.presses(bob, forum, message, 'What');
    await told(bob, 'This button no longer works');
  });

  it('tells who writes anonymously why that does not do', async () => {
    const { fake } = here.telegram;
    const from = { id: 1087968824, is_bot: true, first_name: 'Group', username: 'GroupAnonymousBot' };
    const chat = { id: group, type: 'supergroup', title: 'Plain ops' };
    const date = Math.floor(Date.now() / 1_000);
    fake.updates.push('message', { message_id: 1, date, chat, from, sender_chat: chat, text: '/ack 42' });
    await eventually('it was said', () => lastIn(group)?.text.includes('anonymously'));
    expect(here.commands.invocations).toEqual([]);
  });

  it('says that it reads only words, in private', async () => {
    const date = Math.floor(Date.now() / 1_000);
    const from = { id: alice, is_bot: false, first_name: 'Alice' };
    const chat = { id: alice, type: 'private', first_name: 'Alice' };
    here.telegram.fake.updates.push('message', { message_id: 1, date, chat, from, photo: [] });
    await told(alice, 'Only text can be read');
  });
});

describe('A button whose command takes its time', () => {
  const here = startedTelegram('polling', { timing: { pressMs: 50 } });
  const told = (words: string) =>
    eventually(`alice was told: ${words}`, () =>
      here.telegram.fake.told(alice).find(({ text }) => text.includes(words)),
    );

  it('stops the spinning before it is too late, and answers when it is done', async () => {
    let release: (reply: Reply) => void = () => undefined;
    here.commands.answer = () => new Promise((resolve) => (release = resolve));
    const ref = await here.telegram.chat.send(here.telegram.channel, { text: 'card', buttons }, 'card');
    await here.telegram.presses(here.telegram.alice, ref, 'Acknowledge');
    await told('Still working on it');
    release({ message: { text: 'acknowledged' } });
    expect((await told('acknowledged')).post).toBeDefined();
  });
});
