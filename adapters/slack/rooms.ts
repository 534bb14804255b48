import type { Address } from '../../src/domain/address.ts';
import { truncate } from '../../src/lib/text.ts';
import { type ChatSending, DeliveryFailed, type OpenedRoom, type RoomRequest } from '../../src/ports/chat.ts';
import type { Log } from '../../src/ports/runtime.ts';
import type { Delivery } from './delivery.ts';
import { SlackFailed } from './failures.ts';
import { TOPIC } from './limits.ts';
import { channelName, NAMES_TRIED, topicOf } from './room-name.ts';
import { channelAddress, targetOf } from './targets.ts';
import type { Calls } from './transport/calls.ts';

/** Codes by which Slack says that the bot may not create channels. The room is then a thread. */
const notAllowed = new Set([
  'missing_scope',
  'restricted_action',
  'not_allowed',
  'no_permission',
  'user_is_restricted',
  'user_is_ultra_restricted',
  'channel_limit_exceeded',
  'org_login_required',
]);
const PAGES = 10;
const PAGE = 1_000;

interface Channel {
  readonly id?: string;
  readonly name?: string;
  readonly creator?: string;
  readonly is_archived?: boolean;
  readonly purpose?: { readonly value?: string };
}

export function createRooms(
  call: Calls,
  delivery: Delivery,
  bot: { readonly user: string },
  log: Log,
): ChatSending['openRoom'] {
  async function openRoom(room: RoomRequest): Promise<OpenedRoom> {
    if (room.style !== 'channel') return thread(room);
    try {
      return await ownChannel(room);
    } catch (err) {
      if (!(err instanceof SlackFailed) || !notAllowed.has(err.code)) throw err;
      log.warn({ reason: err.message }, 'Slack refused to create a channel; the room is a thread');
      return thread(room);
    }
  }

  async function thread(room: RoomRequest): Promise<OpenedRoom> {
    if (room.card && targetOf(room.card.id).thread)
      return { address: { ...room.card.at, kind: 'channel', id: room.card.id }, style: 'thread', underCard: true };
    if (!room.announce)
      throw new DeliveryFailed('A thread needs a channel: set rooms.announce.slack in the configuration.', 'never');
    const root = await delivery.send(room.announce, { text: room.name }, `${room.key} thread`);
    return { address: { ...room.announce, id: root.id }, style: 'thread', underCard: false };
  }

  async function ownChannel(room: RoomRequest): Promise<OpenedRoom> {
    const channel = await make(room);
    await describe(channel, room);
    const address: Address = channelAddress({ channel });
    return { address, style: 'channel', underCard: false, invites: true };
  }

  async function make(room: RoomRequest): Promise<string> {
    for (let attempt = 1; attempt <= NAMES_TRIED; attempt++) {
      const name = channelName(room.name, room.key, attempt);
      try {
        const made = await call('open a channel', (web) => web.conversations.create({ name }));
        return made.channel?.id ?? '';
      } catch (err) {
        if (!(err instanceof SlackFailed) || err.code !== 'name_taken') throw err;
        const taken = await named(name);
        if (taken?.id && isOurs(taken, room.key)) return taken.id;
      }
    }
    throw new DeliveryFailed('Slack has channels of all the names that this room could have. Rename one.', 'never');
  }

  async function named(name: string): Promise<Channel | undefined> {
    let cursor: string | undefined;
    for (let page = 0; page < PAGES; page++) {
      const list = await call('look for a channel', (web) =>
        web.conversations.list({ types: 'public_channel', limit: PAGE, ...(cursor && { cursor }) }),
      );
      const found = list.channels?.find((channel) => channel.name === name);
      if (found) return found;
      cursor = list.response_metadata?.next_cursor;
      if (!cursor) return undefined;
    }
    return undefined;
  }

  /**
   * Returns whether the channel belongs to this room. One without a purpose was left by a process that ended right after
   * creating it.
   */
  function isOurs(channel: Channel, key: string): boolean {
    const purpose = channel.purpose?.value ?? '';
    return channel.creator === bot.user && !channel.is_archived && (purpose === '' || purpose === purposeOf(key));
  }

  async function describe(channel: string, room: RoomRequest): Promise<void> {
    // The purpose is set first, because it identifies the room.
    await attempt('name a channel’s purpose', channel, (purpose) =>
      call(purpose, (web) => web.conversations.setPurpose({ channel, purpose: purposeOf(room.key) })),
    );
    await attempt('set a channel’s topic', channel, (purpose) =>
      call(purpose, (web) => web.conversations.setTopic({ channel, topic: topicOf(room.name) })),
    );
  }

  /** Runs an optional step: a room without a topic still works. */
  async function attempt(purpose: string, channel: string, work: (purpose: string) => Promise<unknown>): Promise<void> {
    try {
      await work(purpose);
    } catch (err) {
      if (err instanceof SlackFailed)
        log.warn({ channel, reason: err.message }, 'Slack room was created without its topic or purpose; see reason');
    }
  }

  return openRoom;
}

function purposeOf(key: string): string {
  return truncate(`Tocsin: ${key}`, TOPIC);
}
