import { describe, expect, it } from 'vitest';
import { channelName } from '../../../adapters/slack/room-name.ts';
import type { RoomRequest } from '../../../src/ports/chat.ts';
import { BOT_USER } from '../../harness/fake-slack/workspace.ts';
import { connected, type Opened } from './open.ts';

const wanted = (slack: Opened, more: Partial<RoomRequest> = {}): RoomRequest => ({
  key: 'room-42',
  name: '42 Checkout is down <!here>',
  style: 'channel',
  announce: slack.channel,
  ...more,
});

const channelOf = (slack: Opened, id: string) => slack.server.workspace.channels.get(id);

describe('rooms on Slack', () => {
  it('are channels with a topic, under an address', async () => {
    const slack = await connected();
    const room = await slack.chat.openRoom(wanted(slack));
    expect(room).toMatchObject({ style: 'channel', underCard: false });
    const channel = channelOf(slack, room.address.id);
    expect(channel?.name).toBe('inc-42-checkout-is-down-here');
    expect(channel?.topic).toBe('42 Checkout is down &lt;!here&gt;');
    expect(await slack.chat.linkTo(room.address)).toBe(`https://example.slack.com/archives/${room.address.id}`);
    slack.verify();
  });

  it('bring in whoever can be brought in', async () => {
    const slack = await connected();
    const room = await slack.chat.openRoom(wanted(slack));
    expect(room.invites).toBe(true);
    await slack.chat.addMembers(room, [slack.alice]);
    await slack.chat.addMembers(room, ['U0GONE', slack.alice, slack.bob]);
    await slack.chat.addMembers(room, ['U0GONE']);
    await slack.chat.addMembers(room, [slack.bob]);
    expect([...(channelOf(slack, room.address.id)?.members ?? [])]).toEqual([BOT_USER, slack.alice, slack.bob]);
    expect(slack.log.text()).toContain('U0GONE: user_not_found');
    expect(slack.log.lines.some(({ level }) => level === 'error' || level === 'warn')).toBe(false);
    slack.verify();
  });

  it.each(['cant_invite', 'user_is_restricted', 'ura_max_channels', 'restricted_action', 'missing_scope'])(
    'goes on without whoever Slack does not let in (%s)',
    async (code) => {
      const slack = await connected();
      const room = await slack.chat.openRoom(wanted(slack));
      slack.server.rules.refusesInvites = code;
      await slack.chat.addMembers(room, [slack.alice]);
      expect(channelOf(slack, room.address.id)?.members).not.toContain(slack.alice);
    },
  );

  it('brings people in later where Slack is away now', async () => {
    const slack = await connected();
    const room = await slack.chat.openRoom(wanted(slack));
    slack.becomes('failing');
    await expect(slack.chat.addMembers(room, [slack.alice])).rejects.toMatchObject({ retryAfterMs: 'soon' });
    slack.becomes('rate-limiting');
    await expect(slack.chat.addMembers(room, [slack.alice])).rejects.toMatchObject({ code: 'ratelimited' });
  });

  it('needs nobody brought into a thread, and leads to its first message', async () => {
    const slack = await connected();
    const card = await slack.chat.send(slack.channel, { text: 'card' }, 'card');
    const room = await slack.chat.openRoom(wanted(slack, { style: 'thread', card }));
    expect(room.invites).toBeUndefined();
    await slack.chat.addMembers(room, [slack.alice]);
    const [channel, ts = ''] = card.id.split(':');
    const link = `https://example.slack.com/archives/${channel}/p${ts.replace('.', '')}?thread_ts=${ts}&cid=${channel}`;
    expect(await slack.chat.linkTo(room.address)).toBe(link);
    slack.verify();
  });

  it('are the same room when asked for again, also half made', async () => {
    const slack = await connected();
    const first = await slack.chat.openRoom(wanted(slack));
    expect(await slack.chat.openRoom(wanted(slack))).toEqual(first);
    channelOf(slack, first.address.id)!.purpose = '';
    expect(await slack.chat.openRoom(wanted(slack))).toEqual(first);
    slack.server.losesAnswerOf = 'conversations.create';
    const half = wanted(slack, { key: 'room-50', name: '50 half' });
    await expect(slack.chat.openRoom(half)).rejects.toThrow();
    expect(channelOf(slack, (await slack.chat.openRoom(half)).address.id)?.name).toBe('inc-50-half');
  });

  it.each([
    ['somebody else’s', {}, 'U0ADMIN'],
    ['another room’s', { purpose: 'Tocsin: room-1' }, BOT_USER],
    ['archived', { archived: true }, BOT_USER],
  ])('take another name when theirs is %s', async (_, state, creator) => {
    const slack = await connected();
    const taken = slack.server.workspace.addChannel('inc-42-checkout-is-down-here', creator);
    Object.assign(taken, state);
    const room = await slack.chat.openRoom(wanted(slack));
    expect(channelOf(slack, room.address.id)?.name).toBe('inc-42-checkout-is-down-here-2');
    slack.verify();
  });

  it.each(['restricted', 'without the scope'])('become a thread under the card where channels are %s', async (why) => {
    const slack = await connected();
    if (why === 'restricted') slack.server.rules.noChannels = true;
    else slack.server.rules.scopes.delete('channels:manage');
    const card = await slack.chat.send(slack.channel, { text: 'card' }, 'card');
    const room = await slack.chat.openRoom(wanted(slack, { card }));
    expect(room).toEqual({ address: { ...slack.channel, id: card.id }, style: 'thread', underCard: true });
    slack.verify();
  });

  it('are threads for topics too, with a message of their own where there is no card', async () => {
    const slack = await connected();
    const room = await slack.chat.openRoom(wanted(slack, { style: 'topic' }));
    expect(room).toMatchObject({ style: 'thread', underCard: false });
    expect(await slack.chat.openRoom(wanted(slack, { style: 'topic' }))).toEqual(room);
    await slack.chat.send(room.address, { text: 'inside' }, 'inside');
    expect(slack.shown(room.address).map(({ text }) => text)).toEqual(['42 Checkout is down <!here>', 'inside']);
  });

  it('are renamed with their topic, and take another name where somebody has theirs', async () => {
    const slack = await connected();
    const room = await slack.chat.openRoom(wanted(slack));
    slack.server.workspace.addChannel('inc-42-payments-fail', 'U0ADMIN');
    await slack.chat.renameRoom(room, '42 Payments fail <!here>');
    await slack.chat.renameRoom(room, '42 Payments fail');
    await slack.chat.renameRoom(room, '42 Payments fail');
    expect(channelOf(slack, room.address.id)).toMatchObject({
      name: 'inc-42-payments-fail-2',
      topic: '42 Payments fail',
    });
    slack.verify();
  });

  it.each(['not_authorized', 'restricted_action', 'missing_scope', 'method_not_supported_for_channel_type'])(
    'keep their name where Slack does not let the bot rename them (%s), and the log says it once',
    async (code) => {
      const slack = await connected();
      const room = await slack.chat.openRoom(wanted(slack));
      slack.server.rules.refusesRenames = code;
      await slack.chat.renameRoom(room, '42 Payments fail');
      expect(channelOf(slack, room.address.id)?.topic).toBe('42 Payments fail');
      const told = slack.log.lines.filter(({ message }) => /rename/.test(message));
      expect(told.map(({ level }) => level)).toEqual(['info']);
      slack.server.workspace.channels.get(room.address.id)!.archived = true;
      await expect(slack.chat.renameRoom(room, '42 Again')).rejects.toMatchObject({ gone: 'place' });
    },
  );

  it('have no name to change where they are threads', async () => {
    const slack = await connected();
    const card = await slack.chat.send(slack.channel, { text: 'card' }, 'card');
    const room = await slack.chat.openRoom(wanted(slack, { style: 'thread', card }));
    await slack.chat.renameRoom(room, '42 Payments fail');
    expect(channelOf(slack, 'C0OPS')?.name).toBe('ops');
    slack.verify();
  });

  it('pass a failure on that may pass', async () => {
    const slack = await connected();
    slack.server.limited.set('conversations.create', 7);
    await expect(slack.chat.openRoom(wanted(slack))).rejects.toMatchObject({ retryAfterMs: 7_000 });
  });
});

describe('a channel’s name', () => {
  it.each([
    ['42 Checkout is down! Ünïcode & <tags> 🧯', 1, 'inc-42-checkout-is-down-unicode-tags'],
    ['42 Checkout', 3, 'inc-42-checkout-3'],
    ['42 السلة معطلة', 1, 'inc-42-السلة-معطلة'],
    ['42 Касса НЕ работает', 1, 'inc-42-касса-не-работает'],
    ['42 決済がダウン', 1, 'inc-42-決済がダウン'],
    ['42 支付 故障!', 1, 'inc-42-支付-故障'],
    ['🧯', 1, 'inc-room-42'],
    [`42 ${'long '.repeat(40)}`, 2, `inc-42-${'long-'.repeat(14)}l-2`],
  ])('is made of %s (attempt %i)', (name, attempt, made) => {
    expect(channelName(name, 'room-42', attempt)).toBe(made);
    expect(made.length).toBeLessThanOrEqual(80);
  });
});
