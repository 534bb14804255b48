import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { closeRest, openRest } from '../../../adapters/discord/gateway.ts';
import { createRoomLinks } from '../../../adapters/discord/links.ts';
import type { MessageRef } from '../../../src/domain/address.ts';
import { TOKEN } from '../../harness/fake-discord/fake-discord.ts';
import { ALICE, ANNOUNCE, BOB, CATEGORY, GUILD } from '../../harness/fake-discord/world.ts';
import { RecordingCommands } from '../../harness/recording-commands.ts';
import { type DiscordUnderTest, openDiscord } from './open.ts';

describe('an incident’s room on Discord', () => {
  let platform: DiscordUnderTest;
  let card: MessageRef;

  beforeEach(async () => {
    platform = await openDiscord();
    await platform.chat.start(new RecordingCommands(), () => {});
    card = await platform.chat.send(platform.channel, { text: 'card', title: 'card' }, 'card');
  });

  afterEach(async () => {
    await platform.chat.close();
    await platform.close();
  });

  const open = (style: 'channel' | 'thread' | 'topic' | 'reply', more: object = {}) =>
    platform.chat.openRoom({
      key: 'room-42',
      name: '42 Checkout is down! Ünïcode & <tags> 🧯',
      style,
      announce: platform.channel,
      card,
      ...more,
    });

  it.each(['thread', 'topic', 'reply'] as const)('is a thread under the card (%s), once', async (style) => {
    const room = await open(style);
    expect(room).toEqual({
      address: { platform: 'discord', kind: 'channel', id: card.id },
      style: 'thread',
      underCard: true,
      invites: true,
    });
    expect(await open(style)).toEqual(room);
    const thread = platform.discord.world.channel(card.id);
    expect(thread).toMatchObject({ parent: ANNOUNCE, archiveAfterMinutes: 10080 });
  });

  it('has everybody who can be brought in', async () => {
    for (const style of ['thread', 'channel'] as const) {
      const room = await open(style);
      await platform.chat.addMembers(room, [ALICE, '200000000000000444', BOB]);
      await platform.chat.addMembers(room, [ALICE]);
      expect([...platform.discord.world.channel(room.address.id).members]).toEqual([ALICE, BOB]);
    }
    expect(platform.log.text()).toContain('200000000000000444');
    expect(platform.log.lines.some(({ level }) => level === 'error' || level === 'warn')).toBe(false);
  });

  it('wakes a thread that is asleep to bring somebody in', async () => {
    const room = await open('thread');
    platform.discord.world.channel(room.address.id).archived = true;
    await platform.chat.addMembers(room, [ALICE]);
    expect([...platform.discord.world.channel(room.address.id).members]).toEqual([ALICE]);
  });

  it('mentions those whom the bot may not bring in, and nobody else', async () => {
    platform.discord.forbid('members');
    const room = await open('thread');
    await platform.chat.addMembers(room, [ALICE, BOB]);
    const [told] = platform.discord.world.in(room.address.id);
    expect(told?.body).toMatchObject({
      content: `<@${ALICE}> <@${BOB}>`,
      allowed_mentions: { parse: [], users: [ALICE, BOB] },
    });
    const channel = await open('channel', { key: 'other' });
    await platform.chat.addMembers(channel, [ALICE]);
    expect(platform.discord.world.in(channel.address.id)).toEqual([]);
  });

  it('brings people in later where Discord is away now', async () => {
    const room = await open('thread');
    platform.becomes('failing');
    await expect(platform.chat.addMembers(room, [ALICE])).rejects.toMatchObject({ retryAfterMs: 'soon' });
  });

  it('has an address, whether the settings name the server or not', async () => {
    const { address } = await open('thread');
    expect(await platform.chat.linkTo(address)).toBe(`https://discord.com/channels/${GUILD}/${address.id}`);
    const rest = openRest({ token: TOKEN, apiUrl: platform.discord.apiUrl }, () => {});
    const linkTo = createRoomLinks(rest, undefined, platform.log);
    expect(await linkTo(address)).toBe(`https://discord.com/channels/${GUILD}/${address.id}`);
    platform.becomes('failing');
    expect(await linkTo(address)).toBe(`https://discord.com/channels/${GUILD}/${address.id}`);
    expect(await linkTo({ ...address, id: '1' })).toBeUndefined();
    expect(await linkTo({ ...address, kind: 'person' })).toBeUndefined();
    closeRest(rest);
  });

  it('hangs under a message of its own without a card, and is found again', async () => {
    const { card: _, ...none } = { card };
    const room = await open('thread', { ...none, card: undefined });
    expect(room.underCard).toBe(false);
    expect(await open('thread', { card: undefined })).toEqual(room);
    expect(platform.shown(platform.channel)).toHaveLength(2);
  });

  it('is a channel beside the announcements, once for its key', async () => {
    const room = await open('channel');
    expect(room).toMatchObject({ style: 'channel', underCard: false });
    expect(platform.discord.world.channel(room.address.id)).toMatchObject({
      parent: CATEGORY,
      name: '42-checkout-is-down-ünïcode-tags',
    });
    expect(await open('channel')).toEqual(room);
    expect((await open('channel', { key: 'room-43' })).address).not.toEqual(room.address);
    platform.verify();
  });

  it.each(['thread', 'channel'] as const)('has the last of its names, two in ten minutes (%s)', async (style) => {
    const { world } = platform.discord;
    const room = await open(style);
    const nameNow = () => world.channel(room.address.id).name.replaceAll('-', ' ').toLowerCase();
    const mark = world.channel(room.address.id).topic?.split(' ').at(-1);
    await platform.chat.renameRoom(room, '42 One');
    await platform.chat.renameRoom(room, '42 Two');
    // What it is called already costs nothing.
    await platform.chat.renameRoom(room, '42 Two');
    await expect(platform.chat.renameRoom(room, '42 Three')).rejects.toMatchObject({
      retryAfterMs: expect.closeTo(600_000, -3),
    });
    expect(nameNow()).toBe('42 two');
    // Nothing else waits for that: messages there, and names of other rooms.
    await platform.chat.send(room.address, { text: 'told at once' }, 'line');
    const other = await open(style, {
      key: 'other',
      card: await platform.chat.send(platform.channel, { text: 'b' }, 'b'),
    });
    await platform.chat.renameRoom(other, '43 Four');
    expect(world.channel(other.address.id).name).toMatch(/43.four/i);
    world.channel(room.address.id).renamed.length = 0;
    await platform.chat.renameRoom(room, '42 Five');
    expect(nameNow()).toBe('42 five');
    // By the mark the room is found again.
    expect(world.channel(room.address.id).topic).toBe(style === 'channel' ? `42 Five ${mark}` : undefined);
    platform.verify();
  });

  it('keeps its name where the bot may not change it, and the log says so', async () => {
    const room = await open('thread');
    platform.discord.forbid('renames');
    await platform.chat.renameRoom(room, '42 One');
    expect(platform.log.lines.filter(({ message }) => /rename/.test(message)).map(({ level }) => level)).toEqual([
      'info',
    ]);
    platform.discord.world.channel(room.address.id).locked = true;
    platform.discord.world.channel(room.address.id).archived = true;
    await expect(platform.chat.renameRoom(room, '42 Two')).rejects.toMatchObject({ gone: 'place' });
  });

  it('is woken for its name when it is asleep', async () => {
    const room = await open('thread');
    platform.discord.world.channel(room.address.id).archived = true;
    await platform.chat.renameRoom(room, '42 One');
    expect(platform.discord.world.channel(room.address.id)).toMatchObject({ name: '42 One', archived: false });
  });

  it('becomes a thread where the bot may not make channels', async () => {
    platform.discord.forbid('channels');
    expect(await open('channel')).toMatchObject({ style: 'thread', underCard: true });
  });

  it('says what is missing where no thread may be made either', async () => {
    platform.discord.forbid('channels');
    platform.discord.forbid('threads');
    await expect(open('channel')).rejects.toMatchObject({
      retryAfterMs: 'never',
      message: expect.stringContaining('create public threads'),
    });
  });
});
