import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { MessageRef } from '../../../src/domain/place.ts';
import { ALICE, ANNOUNCE, BOB, CATEGORY } from '../../harness/fake-discord/world.ts';
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
      members: [ALICE, '200000000000000444', BOB],
      ...more,
    });

  it.each(['thread', 'topic', 'reply'] as const)('is a thread under the card (%s), once', async (style) => {
    const room = await open(style);
    expect(room).toEqual({
      address: { platform: 'discord', kind: 'channel', id: card.id },
      style: 'thread',
      underCard: true,
    });
    expect(await open(style)).toEqual(room);
    const thread = platform.discord.world.channel(card.id);
    expect(thread).toMatchObject({ parent: ANNOUNCE, archiveAfterMinutes: 10080 });
  });

  it('has everybody who can be brought in', async () => {
    const { address } = await open('thread');
    expect([...platform.discord.world.channel(address.id).members]).toEqual([ALICE, BOB]);
  });

  it('opens although nobody may be brought in', async () => {
    platform.discord.forbid('members');
    await open('thread');
    await open('channel', { key: 'other' });
    expect(platform.discord.refusals.map(({ code }) => code)).toEqual([50013, 50013]);
  });

  it('hangs under a message of its own without a card, and is found again', async () => {
    const { card: _, ...none } = { card };
    const room = await open('thread', { ...none, card: undefined });
    expect(room.underCard).toBe(false);
    expect(await open('thread', { card: undefined })).toEqual(room);
    expect(platform.shown(platform.channel)).toHaveLength(2);
  });

  it('is a channel beside the announcements, once for its key', async () => {
    const room = await open('channel', { members: [ALICE] });
    expect(room).toMatchObject({ style: 'channel', underCard: false });
    expect(platform.discord.world.channel(room.address.id)).toMatchObject({
      parent: CATEGORY,
      name: '42-checkout-is-down-ünïcode-tags',
    });
    expect(await open('channel', { members: [] })).toEqual(room);
    expect((await open('channel', { key: 'room-43', members: [] })).address).not.toEqual(room.address);
    platform.verify();
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
