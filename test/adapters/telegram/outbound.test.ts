import { describe, expect, it } from 'vitest';
import type { Address, MessageRef } from '../../../src/domain/address.ts';
import { type DeliveryFailed, directTo, type RoomRequest } from '../../../src/ports/chat.ts';
import { newChat } from '../../harness/fake-telegram/world.ts';
import { eventually } from '../../harness/wait.ts';
import { alice, carol, forum, group } from './platform.ts';
import { startedTelegram } from './started.ts';

const at = (id: number | string): Address => ({ platform: 'telegram', kind: 'channel', id: String(id) });

describe('What Tocsin sends on Telegram', () => {
  const here = startedTelegram('polling', { groupPerMinute: 20 });
  const send = (to: Address, text = 'card') => here.telegram.chat.send(to, { text }, text);
  const failure = async (work: Promise<unknown>) => (await work.catch((err: unknown) => err)) as DeliveryFailed;
  const room = (style: RoomRequest['style'], chat: number, card?: MessageRef) =>
    here.telegram.chat.openRoom({
      key: 'room',
      name: '42 Checkout is down',
      style,
      announce: at(chat),
      ...(card && { card }),
    });

  it('says what to do when it may not write to somebody', async () => {
    const stranger = await failure(send(directTo('telegram', String(carol))));
    expect(stranger.retryAfterMs).toBe('never');
    expect(stranger.message).toContain('pressed Start');
    here.telegram.fake.addPerson({ id: 1004, first_name: 'Dan', blocked: true });
    expect((await failure(send(directTo('telegram', '1004')))).message).toContain('unblocks');
    here.telegram.fake.chat(group).kicked = true;
    expect((await failure(send(at(group)))).message).toContain('Add the bot');
    for (const nowhere of ['-100999', 'C0OPS', '']) {
      const unknown = await failure(send(at(nowhere)));
      expect(unknown.name).toBe('DeliveryFailed');
      expect(unknown.retryAfterMs).toBe('never');
    }
  });

  it('waits as long as Telegram asks when a group gets too much', async () => {
    for (let count = 0; count < 20; count += 1) await send(at(group), `card ${count}`);
    expect((await failure(send(at(group)))).retryAfterMs).toBe(40_000);
    await send(at(forum));
  });

  it('follows a group that became a supergroup', async () => {
    const old = -55;
    const moved = -1001055;
    here.telegram.fake.addChat({ id: old, type: 'group', title: 'Ops' });
    const before = await send(at(old));
    here.telegram.fake.moves(old, newChat({ id: moved, type: 'supergroup', title: 'Ops' }));
    const after = await send(at(old));
    expect(after).toMatchObject({ at: { id: String(moved) } });
    expect(after.id).toMatch(/^-1001055:\d+$/);
    await here.telegram.chat.update(after, { text: 'changed' });
    expect(here.telegram.fake.chat(moved).posts[0]?.text).toBe('changed');
    expect((await failure(here.telegram.chat.update(before, { text: 'changed again' }))).retryAfterMs).toBe('never');
    expect(here.telegram.fake.chat(moved).posts[0]?.text).toBe('changed');
    // Message numbers begin anew there: what hung under an old card must not hang under whatever has its number now.
    expect((await send(at(`${old}:reply:1000`))).at.id).toBe(String(moved));
    expect(here.telegram.fake.chat(moved).posts[1]?.replyTo).toBeUndefined();
    expect(here.telegram.fake.refused.filter((one) => one.includes('upgraded'))).toHaveLength(1);
    expect(here.telegram.log.text()).toContain('set its new id in the configuration');
  });

  it('opens a topic, and knows what is said in it', async () => {
    const card = await send(at(forum));
    const opened = await room('topic', forum, card);
    expect(opened).toMatchObject({ style: 'topic', underCard: false });
    expect(opened.address.id).toMatch(/^-1001001:topic:\d+$/);
    expect(opened.invites).toBeUndefined();
    await here.telegram.chat.addMembers(opened, [String(alice)]);
    const number = opened.address.id.split(':')[2];
    expect(await here.telegram.chat.linkTo(opened.address)).toBe(`https://t.me/c/1001/${number}`);
    const notice = await send(opened.address, 'notice');
    expect(notice.at).toEqual(opened.address);
    expect(here.telegram.shown(opened.address).map(({ text }) => text)).toEqual(['notice']);
    const thread = Number(opened.address.id.split(':')[2]);
    here.telegram.fake.writes(alice, forum, '/ack', { thread });
    await eventually('it ran', () => here.commands.invocations.length === 1);
    expect(here.commands.invocations[0]?.where).toEqual({
      address: opened.address,
      private: false,
      places: [opened.address.id, String(forum)],
    });
    here.telegram.fake.writes(alice, forum, '/ack', { thread, replyTo: Number(notice.id.split(':')[1]) });
    await eventually('it ran', () => here.commands.invocations.length === 2);
    expect(here.commands.invocations[1]?.where.places.slice(0, 1)).toEqual([notice.id]);
  });

  it.each([
    ['without topics', group, true],
    ['where it may make none', forum, false],
  ])('makes the room from replies to the card in a chat %s', async (_where, chat, topicsAllowed) => {
    Object.assign(here.telegram.fake.chat(chat), { topicsAllowed });
    const card = await send(at(chat));
    const opened = await room('thread', chat, card);
    const message = Number(card.id.split(':')[1]);
    expect(opened).toEqual({ address: at(`${chat}:reply:${message}`), style: 'reply', underCard: true });
    const notice = await send(opened.address, 'notice');
    const posts = here.telegram.fake.chat(chat).posts;
    expect(posts.at(-1)?.replyTo).toBe(message);
    // To the card, to a notice under it, and by a button on it: the incident can always be told.
    here.telegram.fake.writes(alice, chat, '/ack 1', { replyTo: message });
    here.telegram.fake.writes(alice, chat, '/ack 2', { replyTo: Number(notice.id.split(':')[1]) });
    await eventually('both ran', () => here.commands.invocations.length === 2);
    for (const { where } of here.commands.invocations)
      expect(where.places).toEqual(expect.arrayContaining([card.id, opened.address.id, String(chat)]));
    expect(here.commands.invocations[1]?.where.places[0]).toBe(notice.id);
  });

  it('renames a topic where it may, and leaves replies and what is gone', async () => {
    const card = await send(at(forum));
    const opened = await room('topic', forum, card);
    const topic = Number(opened.address.id.split(':')[2]);
    const { topics } = here.telegram.fake.chat(forum);
    await here.telegram.chat.renameRoom(opened, '42 Payments fail');
    expect(topics.get(topic)).toBe('42 Payments fail');
    Object.assign(here.telegram.fake.chat(forum), { topicsAllowed: false });
    await here.telegram.chat.renameRoom(opened, '42 Again');
    expect(topics.get(topic)).toBe('42 Payments fail');
    const told = here.telegram.log.lines.filter(({ message }) => /rename/.test(message));
    expect(told.map(({ level }) => level)).toEqual(['info']);
    topics.delete(topic);
    expect(await failure(here.telegram.chat.renameRoom(opened, '42 Again'))).toMatchObject({ gone: 'place' });
    const replies = await room('reply', group, await send(at(group)));
    await here.telegram.chat.renameRoom(replies, '42 Again');
  });

  it('makes a room even where no card stands', async () => {
    const opened = await room('reply', group);
    expect(opened).toMatchObject({ style: 'reply', underCard: false });
    expect(here.telegram.shown(opened.address)[0]?.text).toBe('42 Checkout is down');
    const nowhere = here.telegram.chat.openRoom({ key: 'room', name: 'room', style: 'topic' });
    expect((await failure(nowhere)).message).toContain('rooms.announce.telegram');
  });

  it('notifies nobody whose name happens to be in a text', async () => {
    const text = '@alice mail a@example.org, ask @bob_ops (@all)';
    await here.telegram.chat.send(
      at(group),
      { text, title: text, body: text, fields: [{ label: text, value: text }] },
      'x',
    );
    const post = here.telegram.fake.chat(group).posts.at(-1);
    expect(post?.text.split(text)).toHaveLength(5);
    expect(post?.mentions).toEqual([]);
  });

  it('draws moments for the reader’s own zone, with words that name one', async () => {
    const moment = new Date('2026-03-01T02:00:00Z');
    const fields = [{ label: 'Declared', value: 'by Alice', at: moment }];
    await here.telegram.chat.send(at(group), { text: 'x', fields, zone: 'Europe/Berlin' }, 'x');
    const post = here.telegram.fake.chat(group).posts.at(-1);
    expect(post?.text).toContain('Declared: by Alice · Sun 1 Mar 03:00 CET');
    expect(post?.entities).toContainEqual(
      expect.objectContaining({ type: 'date_time', unix: moment.getTime() / 1_000 }),
    );
  });

  it('fails loudly on a button that carries too much, and loses nothing else', async () => {
    const invokes = { command: 'note', args: { text: 'x'.repeat(80) } };
    const sent = here.telegram.chat.send(at(group), { text: 'x', buttons: [{ label: 'Note', invokes }] }, 'x');
    const failed = await failure(sent);
    expect(failed.message).toContain('64');
    expect(failed.retryAfterMs).toBe('never');
  });
});

describe('An older Bot API server of one’s own', () => {
  const here = startedTelegram('polling', { old: true });

  it('gets the words without the markup it does not know', async () => {
    const { telegram } = here;
    const fields = [{ label: 'Declared', value: 'by <Alice>', at: new Date('2026-03-01T02:00:00Z') }];
    const ref = await telegram.chat.send(at(group), { text: 'card', title: 'T', fields }, 'x');
    expect(telegram.shown(ref.at)[0]?.text).toBe('T\nDeclared: by <Alice> · Sun 1 Mar 02:00 UTC');
    await telegram.chat.update(ref, { text: 'card', title: 'U', fields });
    expect(telegram.shown(ref.at)[0]?.text).toContain('U');
  });
});
