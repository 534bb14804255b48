import { checkCommands } from './check-commands.ts';
import { checkMessage } from './check-message.ts';
import type { FakeDiscord } from './fake-discord.ts';
import { callback, editAnswer } from './interaction-routes.ts';
import { array, invalid, type Json, object, oneOf, RateLimited, Refusal, text } from './refusal.ts';
import { APPLICATION, type Channel, GUILD, GUILD_TEXT, type Posted, PUBLIC_THREAD } from './world.ts';

const RENAMES_WITHIN_S = 600;

type Route = readonly [
  method: string,
  path: RegExp,
  act: (discord: FakeDiscord, ids: string[], body: unknown) => unknown,
];

/** All that is expected to be called. `undefined` is 204. */
export const routes: readonly Route[] = [
  ['GET', /^\/gateway\/bot$/, (discord) => discord.gatewayInformation()],
  ['GET', /^\/applications\/@me$/, () => ({ id: APPLICATION, name: 'Tocsin', flags: 0 })],
  ['GET', /^\/users\/@me\/guilds$/, ({ permissions }) => [{ id: GUILD, name: 'Shop', permissions }]],
  ['PUT', /^\/applications\/(\d+)\/commands$/, (discord, _, body) => register(discord, body, 'global')],
  [
    'PUT',
    /^\/applications\/(\d+)\/guilds\/(\d+)\/commands$/,
    (discord, [, guild], body) => {
      if (guild !== GUILD) throw new Refusal(403, 50001, 'Missing Access');
      return register(discord, body, 'guild');
    },
  ],
  ['POST', /^\/users\/@me\/channels$/, openDirect],
  ['GET', /^\/users\/(\d+)$/, user],
  ['GET', /^\/guilds\/(\d+)\/roles$/, ({ world }) => [...world.roleNames].map(([id, name]) => ({ id, name }))],
  ['POST', /^\/channels\/(\d+)\/messages$/, post],
  ['GET', /^\/channels\/(\d+)\/messages\/(\d+)$/, ({ world }, [c = '', m = '']) => drawn(world.message(c, m))],
  ['PATCH', /^\/channels\/(\d+)\/messages\/(\d+)$/, edit],
  ['POST', /^\/channels\/(\d+)\/messages\/(\d+)\/threads$/, startThread],
  ['GET', /^\/channels\/(\d+)$/, ({ world }, [id = '']) => channelJson(world.channel(id))],
  ['PATCH', /^\/channels\/(\d+)$/, modify],
  ['PUT', /^\/channels\/(\d+)\/thread-members\/(\d+)$/, addMember],
  ['PUT', /^\/channels\/(\d+)\/permissions\/(\d+)$/, addMember],
  ['GET', /^\/guilds\/(\d+)\/members\/(\d+)$/, guildMember],
  ['GET', /^\/guilds\/(\d+)\/channels$/, ({ world }) => guildChannels(world.channels.values())],
  ['POST', /^\/guilds\/(\d+)\/channels$/, makeChannel],
  ['POST', /^\/interactions\/(\d+)\/([^/]+)\/callback$/, callback],
  ['PATCH', /^\/webhooks\/(\d+)\/([^/]+)\/messages\/@original$/, editAnswer],
];

function register(discord: FakeDiscord, body: unknown, scope: 'guild' | 'global') {
  discord.world.commands = checkCommands(body, scope);
  discord.world.registrations += 1;
  return array(body, 'commands', 0, 100).map((one) => ({ ...(one as Json), id: discord.world.nextId() }));
}

function user({ world }: FakeDiscord, [id = '']: string[]) {
  const username = world.accounts.get(id);
  if (username === undefined) throw new Refusal(404, 10013, 'Unknown User');
  return { id, username, global_name: world.globalNames.get(id) ?? null, discriminator: '0' };
}

function guildMember({ world }: FakeDiscord, [guild, account = '']: string[]) {
  if (guild !== GUILD) throw new Refusal(404, 10004, 'Unknown Guild');
  if (!world.accounts.has(account)) throw new Refusal(404, 10007, 'Unknown Member');
  return { user: { id: account, username: account, discriminator: '0' }, roles: world.roles.get(account) ?? [] };
}

function openDirect({ world }: FakeDiscord, _: string[], body: unknown) {
  return channelJson(
    world.directChannel(text(object(body, 'body', ['recipient_id']).recipient_id, 'recipient_id', 1, 20)),
  );
}

function post(discord: FakeDiscord, [id = '']: string[], value: unknown) {
  const { world } = discord;
  const channel = world.channel(id);
  if (channel.type !== GUILD_TEXT && channel.type !== PUBLIC_THREAD && !channel.recipient)
    throw new Refusal(400, 50008, 'Cannot send messages in a non-text channel');
  if (channel.recipient && world.closedToBot.has(channel.recipient))
    throw new Refusal(403, 50007, 'Cannot send messages to this user');
  const { nonce, enforce_nonce, message_reference, ...body } = checkMessage(
    value,
    'nonce',
    'enforce_nonce',
    'message_reference',
  );
  if (enforce_nonce === true && nonce === undefined) throw invalid('nonce', 'required by enforce_nonce');
  const replyTo = message_reference === undefined ? undefined : reference(discord, id, message_reference);
  const same = enforce_nonce === true ? world.in(id).find((one) => one.nonce === nonce) : undefined;
  if (channel.locked)
    throw new Refusal(channel.archived ? 400 : 403, channel.archived ? 50083 : 160005, 'Thread is locked');
  // A message wakes a thread that is asleep.
  channel.archived = false;
  const posted =
    same ??
    world.post({
      channel: id,
      author: 'bot',
      body,
      ...(typeof nonce === 'string' && { nonce }),
      ...(replyTo && { replyTo }),
    });
  return drawn(posted);
}

function reference({ world }: FakeDiscord, channel: string, value: unknown): string | undefined {
  const to = object(value, 'message_reference', ['message_id', 'fail_if_not_exists']);
  const id = text(to.message_id, 'message_reference.message_id', 1, 20);
  if (world.messages.get(id)?.channel === channel) return id;
  if (to.fail_if_not_exists === false) return undefined;
  throw invalid('message_reference', 'Unknown message');
}

function edit({ world }: FakeDiscord, [c = '', m = '']: string[], value: unknown) {
  const message = world.message(c, m);
  if (message.author !== 'bot') throw new Refusal(403, 50005, 'Cannot edit a message authored by another user');
  const channel = world.channel(c);
  if (channel.archived) throw new Refusal(400, 50083, 'Thread is archived');
  if (channel.locked) throw new Refusal(403, 160005, 'This thread is locked');
  world.edit(message, checkMessage(value));
  return drawn(message);
}

function startThread(discord: FakeDiscord, [c = '', m = '']: string[], value: unknown) {
  const { world } = discord;
  world.message(c, m);
  const body = object(value, 'thread', ['name', 'auto_archive_duration']);
  const name = text(body.name, 'name', 1, 100);
  oneOf(body.auto_archive_duration, 'auto_archive_duration', [60, 1440, 4320, 10080]);
  discord.mayDo('threads');
  if (world.channels.has(m)) throw new Refusal(400, 160004, 'A thread has already been created for this message');
  const thread = world.addChannel({ id: m, type: PUBLIC_THREAD, name, parent: c });
  thread.archiveAfterMinutes = Number(body.auto_archive_duration);
  discord.gateway.dispatch('THREAD_CREATE', { ...channelJson(thread), newly_created: true });
  return channelJson(thread);
}

function modify(discord: FakeDiscord, ids: string[], value: unknown) {
  return 'archived' in object(value, 'channel', ['archived', 'name', 'topic'])
    ? wake(discord, ids, value)
    : rename(discord, ids, value);
}

/** Discord takes two names or topics of a channel in ten minutes, and says so of the third alone. */
function rename(discord: FakeDiscord, [id = '']: string[], value: unknown) {
  const channel = discord.world.channel(id);
  const isThread = channel.type === PUBLIC_THREAD;
  const { name: given, topic } = object(value, 'channel', isThread ? ['name'] : ['name', 'topic']);
  const name = text(given, 'name', 1, 100);
  if (!isThread) checkChannelName(name);
  if (channel.archived) throw new Refusal(400, 50083, 'Thread is archived');
  discord.mayDo('renames');
  const lately = channel.renamed.filter((at) => at > Date.now() - RENAMES_WITHIN_S * 1_000);
  if (lately.length >= 2) throw new RateLimited(RENAMES_WITHIN_S);
  channel.renamed.push(Date.now());
  channel.name = name;
  if (topic !== undefined) channel.topic = text(topic, 'topic', 0, 1024);
  return channelJson(channel);
}

function checkChannelName(name: string): void {
  if (!/^[\p{L}\p{N}_-]+$/u.test(name) || name !== name.toLowerCase()) throw invalid('name', 'Discord would change it');
}

function wake({ world }: FakeDiscord, [id = '']: string[], value: unknown) {
  const channel = world.channel(id);
  const { archived } = object(value, 'channel', ['archived']);
  if (channel.type !== PUBLIC_THREAD || typeof archived !== 'boolean') throw invalid('archived', 'not a thread');
  if (channel.locked) throw new Refusal(403, 50013, 'Missing Permissions');
  channel.archived = archived;
  return channelJson(channel);
}

function addMember(discord: FakeDiscord, [id = '', account = '']: string[], value: unknown) {
  const channel = discord.world.channel(id);
  discord.mayDo('members');
  if (channel.archived) throw new Refusal(400, 50083, 'Thread is archived');
  if (!discord.world.accounts.has(account)) throw new Refusal(404, 10013, 'Unknown User');
  if (value !== undefined) {
    const body = object(value, 'overwrite', ['type', 'allow', 'deny']);
    oneOf(body.type, 'type', [1]);
    if (!/^\d+$/.test(text(body.allow, 'allow', 1, 20))) throw invalid('allow', 'not a number');
  }
  channel.members.add(account);
  return undefined;
}

function makeChannel(discord: FakeDiscord, _: string[], value: unknown) {
  discord.mayDo('channels');
  const body = object(value, 'channel', ['name', 'type', 'topic', 'parent_id']);
  const name = text(body.name, 'name', 1, 100);
  checkChannelName(name);
  oneOf(body.type, 'type', [GUILD_TEXT]);
  const channel = discord.world.addChannel({
    id: discord.world.nextId(),
    type: GUILD_TEXT,
    name,
    topic: text(body.topic, 'topic', 0, 1024),
    ...(body.parent_id !== undefined && { parent: discord.world.channel(String(body.parent_id)).id }),
  });
  discord.gateway.dispatch('CHANNEL_CREATE', channelJson(channel));
  return channelJson(channel);
}

export function guildChannels(channels: Iterable<Channel>): Json[] {
  return [...channels].filter((one) => !one.recipient && one.type !== PUBLIC_THREAD).map(channelJson);
}

export function channelJson(channel: Channel): Json {
  const { id, type, name, parent, topic, recipient } = channel;
  if (recipient) return { id, type, recipients: [{ id: recipient, username: recipient, discriminator: '0' }] };
  return {
    id,
    type,
    name,
    guild_id: GUILD,
    position: 0,
    permission_overwrites: [],
    ...(parent && { parent_id: parent }),
    ...(topic && { topic }),
    ...(type === PUBLIC_THREAD && {
      thread_metadata: {
        archived: channel.archived,
        auto_archive_duration: channel.archiveAfterMinutes,
        archive_timestamp: new Date().toISOString(),
        locked: channel.locked === true,
      },
    }),
  };
}

/** A message as the API gives it back. */
export function drawn(message: Posted): Json {
  return {
    id: message.id,
    channel_id: message.channel,
    type: message.replyTo ? 19 : 0,
    author: { id: message.author, username: message.author, discriminator: '0', bot: message.author === 'bot' },
    content: message.body.content ?? '',
    embeds: message.body.embeds ?? [],
    components: message.body.components ?? [],
    attachments: [],
    mentions: [],
    mention_roles: [],
    mention_everyone: false,
    pinned: false,
    tts: false,
    timestamp: new Date().toISOString(),
    edited_timestamp: null,
    ...(message.nonce && { nonce: message.nonce }),
    ...(message.replyTo && { message_reference: { message_id: message.replyTo, channel_id: message.channel } }),
  };
}
