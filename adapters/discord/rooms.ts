import {
  type APIChannel,
  type APIGuildTextChannel,
  type APIThreadChannel,
  ChannelType,
  type GuildTextChannelType,
  type REST,
  Routes,
  ThreadAutoArchiveDuration,
} from 'discord.js';
import { oneLine, truncate } from '../../src/lib/text.ts';
import { shortHash } from '../../src/lib/values/digest.ts';
import { DeliveryFailed, type OpenedRoom, type RoomRequest } from '../../src/ports/chat.ts';
import type { Log } from '../../src/ports/runtime.ts';
import { codeOf, codes } from './failures.ts';
import { CHANNEL_NAME_LENGTH, CHANNEL_TOPIC_LENGTH } from './limits.ts';
import { draw } from './render.ts';
import type { Speech } from './speak.ts';

/** Matches the tag at the end of a channel's topic. */
const tagPattern = /tocsin:[0-9a-f]{16}$/;

/** Codes for a server in which no channel can be created, although a thread may still open. */
const withoutChannel: ReadonlySet<number> = new Set([
  codes.missingPermissions,
  codes.missingAccess,
  codes.tooManyChannels,
  // Discord's code for a full category.
  codes.invalidForm,
]);

/** Opens a channel or a thread. Discord has neither topics nor reply chains, so both become threads. */
export async function openRoom(
  rest: REST,
  speech: Speech,
  room: RoomRequest,
  signal: AbortSignal,
): Promise<OpenedRoom> {
  if (room.style === 'channel' && room.announce?.kind === 'channel') {
    try {
      return await openChannel(rest, room, room.announce.id, signal);
    } catch (err) {
      if (!withoutChannel.has(codeOf(err) ?? 0)) throw err;
    }
  }
  return openThread(rest, speech, room, signal);
}

async function openThread(rest: REST, speech: Speech, room: RoomRequest, signal: AbortSignal): Promise<OpenedRoom> {
  const card = room.card?.at.kind === 'channel' ? room.card : undefined;
  const channel = card?.at.id ?? (room.announce?.kind === 'channel' ? room.announce.id : undefined);
  if (!channel)
    throw new DeliveryFailed(
      'A thread needs a channel to hang in: set rooms.announce.discord in the configuration',
      'never',
    );
  // Without a card, the thread starts from a separate message, which a retry finds by the same key.
  const under = card?.id ?? (await speech.post(channel, draw({ text: room.name }, false), room.key, signal));
  const thread = await startThread(rest, channel, under, room.name, signal);
  return {
    address: { platform: 'discord', kind: 'channel', id: thread },
    style: 'thread',
    underCard: Boolean(card),
    invites: true,
  };
}

async function startThread(rest: REST, channel: string, message: string, name: string, signal: AbortSignal) {
  try {
    const body = {
      name: threadName(name),
      auto_archive_duration: ThreadAutoArchiveDuration.OneWeek,
    };
    const thread = (await rest.post(Routes.threads(channel, message), { body, signal })) as APIThreadChannel;
    return thread.id;
  } catch (err) {
    // A thread has the id of the message that it was started from.
    if (codeOf(err) === codes.threadExists) return message;
    throw err;
  }
}

async function openChannel(rest: REST, room: RoomRequest, announce: string, signal: AbortSignal): Promise<OpenedRoom> {
  const beside = (await rest.get(Routes.channel(announce), { signal })) as APIGuildTextChannel<GuildTextChannelType>;
  if (!beside.guild_id) throw new DeliveryFailed('The announce channel is not in a server', 'never');
  // The topic contains a tag derived from the key, by which a retry finds a channel that was already created.
  const tag = `tocsin:${shortHash(room.key, 16)}`;
  const channels = (await rest.get(Routes.guildChannels(beside.guild_id), { signal })) as APIChannel[];
  const made = channels.find((one) => 'topic' in one && one.topic?.endsWith(tag));
  const id = made?.id ?? (await makeChannel(rest, beside, room.name, tag, signal));
  return { address: { platform: 'discord', kind: 'channel', id }, style: 'channel', underCard: false, invites: true };
}

async function makeChannel(
  rest: REST,
  beside: APIGuildTextChannel<GuildTextChannelType>,
  name: string,
  tag: string,
  signal: AbortSignal,
): Promise<string> {
  const body = {
    name: channelName(name),
    type: ChannelType.GuildText,
    topic: topicOf(name, tag),
    // A channel in the same category inherits the category's permissions.
    ...(beside.parent_id && { parent_id: beside.parent_id }),
  };
  const made = (await rest.post(Routes.guildChannels(beside.guild_id ?? ''), { body, signal })) as APIChannel;
  return made.id;
}

/**
 * Renames a thread or a channel. Discord allows two renames in ten minutes, so an unchanged name is not sent. Throws
 * discord.js errors.
 */
export async function renameRoom(
  { rest, speech, log }: { readonly rest: REST; readonly speech: Speech; readonly log: Log },
  { address: { id: channel }, style }: Pick<OpenedRoom, 'address' | 'style'>,
  name: string,
  signal: AbortSignal,
): Promise<void> {
  const now = (await rest.get(Routes.channel(channel), { signal })) as {
    readonly name?: string;
    readonly topic?: string | null;
  };
  const tag = tagPattern.exec(now.topic ?? '')?.[0];
  const body =
    style === 'channel'
      ? { name: channelName(name), ...(tag && { topic: topicOf(name, tag) }) }
      : { name: threadName(name) };
  if (now.name === body.name && (!('topic' in body) || now.topic === body.topic)) return;
  try {
    await speech.awake(channel, signal, () => rest.patch(Routes.channel(channel), { body, signal }));
  } catch (err) {
    if (codeOf(err) !== codes.missingPermissions) throw err;
    log.info({ channel }, 'Discord does not allow the bot to rename a room');
  }
}

function threadName(name: string): string {
  return truncate(oneLine(name), CHANNEL_NAME_LENGTH) || 'incident';
}

function topicOf(name: string, tag: string): string {
  return `${truncate(oneLine(name), CHANNEL_TOPIC_LENGTH - tag.length - 1)} ${tag}`;
}

function channelName(name: string): string {
  const words = name.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  return truncate(words.join('-'), CHANNEL_NAME_LENGTH).replace('…', '') || 'incident';
}
