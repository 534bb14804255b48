import { checkBlocks, checkView } from './blocks.ts';
import { BOT_ID, BOT_USER, type Channel, type Shape, TEAM, type Workspace } from './workspace.ts';

/** Answers of Slack's that are no success. */
export class Refused extends Error {
  readonly more: Shape;
  constructor(code: string, more: Shape = {}) {
    super(code);
    this.more = more;
  }
}

export interface Rules {
  readonly scopes: Set<string>;
  /** The code with which `conversations.invite` is refused. */
  refusesInvites?: string;
  /** The code with which `conversations.rename` is refused. */
  refusesRenames?: string;
  /** `conversations.create` is not for the bot. */
  noChannels: boolean;
  /** Something that Tocsin should never have asked; `verify` shows it. */
  readonly complain: (why: string) => void;
}

type Method = (args: Shape) => Shape;

export function webApi(workspace: Workspace, rules: Rules): Record<string, Method> {
  const { complain } = rules;

  function scope(...needed: string[]): void {
    if (!needed.some((one) => rules.scopes.has(one)))
      throw new Refused('missing_scope', { needed: needed.join(','), provided: [...rules.scopes].join(',') });
  }

  function blocksOf(args: Shape): Shape[] {
    const blocks = parse(args.blocks);
    if (blocks === undefined) return [];
    const faults: string[] = [];
    checkBlocks(blocks, 'message', (why) => faults.push(why));
    // Stands for the addresses that Slack refuses by rules which it does not document.
    if (faults.length === 0 && JSON.stringify(blocks).includes('"url":"https://refused.'))
      throw new Refused('invalid_blocks');
    if (faults.length > 0) {
      for (const fault of faults) complain(`invalid blocks: ${fault}`);
      throw new Refused(faults.includes('msg_blocks_too_long') ? 'msg_blocks_too_long' : 'invalid_blocks', {
        response_metadata: { messages: faults.map((fault) => `[ERROR] ${fault}`) },
      });
    }
    return blocks as Shape[];
  }

  function textOf(args: Shape, most: number): string {
    const text = String(args.text ?? '');
    if (text.length > most) {
      complain(`text of ${text.length}, ${most} are taken`);
      throw new Refused('msg_too_long');
    }
    if (!text && !args.blocks) throw new Refused('no_text');
    return text;
  }

  /** The channel's id, when the bot may write there. */
  function writable(id: string): string {
    if (workspace.users.has(id)) return workspace.direct(id);
    if (workspace.directUser(id)) return id;
    const channel = channelOf(id);
    if (channel.archived) throw new Refused('is_archived');
    if (!channel.members.has(BOT_USER) && !rules.scopes.has('chat:write.public')) throw new Refused('not_in_channel');
    return id;
  }

  function channelOf(id: string): Channel {
    const channel = workspace.channels.get(id);
    if (!channel || (channel.private && !channel.members.has(BOT_USER))) throw new Refused('channel_not_found');
    return channel;
  }

  function threadOf(channel: string, args: Shape): { thread?: string } {
    if (args.thread_ts === undefined) return {};
    const thread = String(args.thread_ts);
    const root = workspace.find(channel, thread);
    if (!root) throw new Refused('thread_not_found');
    return { thread: root.thread ?? thread };
  }

  return {
    'auth.test': () => ({ team_id: TEAM, user_id: BOT_USER, bot_id: BOT_ID, url: 'https://example.slack.com/' }),

    'chat.postMessage': (args) => {
      scope('chat:write');
      const channel = writable(String(args.channel));
      const message = {
        channel,
        ts: workspace.timestamp(),
        ...threadOf(channel, args),
        text: textOf(args, 40_000),
        blocks: blocksOf(args),
        edited: false,
        ...(args.metadata !== undefined && { metadata: parse(args.metadata) as Shape }),
      };
      workspace.messages.push(message);
      return { channel, ts: message.ts, message: shapeOf(message) };
    },

    'chat.postEphemeral': (args) => {
      scope('chat:write');
      const channel = channelOf(String(args.channel));
      if (!channel.members.has(BOT_USER)) throw new Refused('not_in_channel');
      if (!channel.members.has(String(args.user))) throw new Refused('user_not_in_channel');
      const message = {
        channel: channel.id,
        ts: workspace.timestamp(),
        ...threadOf(channel.id, args),
        text: textOf(args, 40_000),
        blocks: blocksOf(args),
        edited: false,
        onlyFor: String(args.user),
      };
      workspace.messages.push(message);
      return { message_ts: message.ts };
    },

    'chat.update': (args) => {
      scope('chat:write');
      const message = workspace.find(String(args.channel), String(args.ts));
      if (!workspace.directUser(String(args.channel)) && channelOf(String(args.channel)).archived)
        throw new Refused('is_inactive');
      if (!message) throw new Refused('message_not_found');
      message.text = textOf(args, 4_000);
      message.blocks = blocksOf(args);
      message.edited = true;
      return { channel: message.channel, ts: message.ts, text: message.text };
    },

    'views.open': (args) => {
      const trigger = workspace.triggers.get(String(args.trigger_id));
      if (!trigger) throw new Refused('invalid_trigger_id');
      if (trigger.spent) throw new Refused('exchanged_trigger_id');
      if (Date.now() > trigger.until) throw new Refused('expired_trigger_id');
      const shape = parse(args.view) as Shape;
      const faults: string[] = [];
      checkView(shape, (why) => faults.push(why));
      for (const fault of faults) complain(`invalid view: ${fault}`);
      if (faults.length > 0) throw new Refused('invalid_arguments');
      trigger.spent = true;
      const view = { id: `V${workspace.next()}`, hash: `${Date.now()}.x`, user: trigger.user, shape, typed: {} };
      workspace.views.set(view.id, view);
      return { view: { ...shape, id: view.id, hash: view.hash } };
    },

    'conversations.open': (args) => {
      scope('im:write');
      const user = String(args.users);
      if (!workspace.users.has(user)) throw new Refused('user_not_found');
      return { channel: { id: workspace.direct(user) } };
    },

    'conversations.create': (args) => {
      scope('channels:manage');
      if (rules.noChannels) throw new Refused('restricted_action');
      return { channel: channelShape(workspace.addChannel(freeName(args), BOT_USER)) };
    },

    'conversations.rename': (args) => {
      scope('channels:manage');
      const channel = channelOf(String(args.channel));
      if (channel.archived) throw new Refused('is_archived');
      if (!channel.members.has(BOT_USER)) throw new Refused('not_in_channel');
      // Others than its creator need to be administrators.
      if (channel.creator !== BOT_USER) throw new Refused('not_authorized');
      if (rules.refusesRenames) throw new Refused(rules.refusesRenames);
      channel.name = freeName(args);
      return { channel: channelShape(channel) };
    },

    'conversations.info': (args) => {
      scope('channels:read');
      return { channel: channelShape(channelOf(String(args.channel))) };
    },

    'conversations.list': (args) => {
      scope('channels:read');
      const from = Number(args.cursor ?? 0);
      const all = [...workspace.channels.values()].filter((one) => !one.private);
      const to = from + Math.min(Number(args.limit ?? 100), 1_000);
      const next_cursor = to < all.length ? String(to) : '';
      return { channels: all.slice(from, to).map(channelShape), response_metadata: { next_cursor } };
    },

    'conversations.invite': (args) => {
      scope('channels:manage');
      const channel = channelOf(String(args.channel));
      if (channel.archived) throw new Refused('is_archived');
      if (!channel.members.has(BOT_USER)) throw new Refused('not_in_channel');
      if (rules.refusesInvites) throw new Refused(rules.refusesInvites);
      const users = String(args.users).split(',');
      const errors = users
        .filter((user) => !workspace.users.has(user))
        .map((user) => ({ ok: false, user, error: 'user_not_found' }));
      if (users.length > 100) complain(`${users.length} users are invited at once, 100 are taken`);
      if (users.length === 1 && channel.members.has(users[0] ?? '')) throw new Refused('already_in_channel');
      if (errors.length > 0 && (String(args.force) !== 'true' || errors.length === users.length))
        throw new Refused('user_not_found', { errors });
      for (const user of users) if (workspace.users.has(user)) channel.members.add(user);
      return { channel: channelShape(channel), ...(errors.length > 0 && { errors }) };
    },

    'conversations.setTopic': (args) => {
      scope('channels:manage');
      const topic = String(args.topic);
      if (topic.length > 250) throw new Refused('too_long');
      channelOf(String(args.channel)).topic = topic;
      return {};
    },

    'conversations.setPurpose': (args) => {
      scope('channels:manage');
      const purpose = String(args.purpose);
      if (purpose.length > 250) throw new Refused('too_long');
      channelOf(String(args.channel)).purpose = purpose;
      return {};
    },

    'usergroups.users.update': (args) => {
      scope('usergroups:write');
      const id = String(args.usergroup);
      if (!workspace.groups.has(id)) throw new Refused('no_such_subteam');
      const users = String(args.users ?? '')
        .split(',')
        .filter(Boolean);
      if (users.length === 0) throw new Refused('no_users_provided');
      if (!users.every((user) => workspace.users.has(user))) throw new Refused('invalid_users');
      workspace.groups.set(id, users);
      return { usergroup: { id, team_id: TEAM, is_usergroup: true, users, user_count: users.length } };
    },

    'users.info': (args) => {
      scope('users:read');
      const id = String(args.user);
      if (!workspace.users.has(id)) throw new Refused('user_not_found');
      const locale = String(args.include_locale) === 'true' ? { locale: workspace.locales.get(id) ?? 'en-US' } : {};
      const name = id.slice(2).toLowerCase();
      const { email, ...rest } = workspace.profiles.get(id) ?? {};
      const isTold = email !== undefined && rules.scopes.has('users:read.email');
      const profile = { display_name: workspace.names.get(id) ?? '', ...(isTold && { email }) };
      return { user: { id, team_id: TEAM, name, real_name: '', profile, ...locale, ...rest } };
    },

    'usergroups.users.list': (args) => {
      scope('usergroups:read');
      const users = workspace.groups.get(String(args.usergroup));
      if (!users) throw new Refused('no_such_subteam');
      return { users };
    },

    'conversations.history': (args) => ({ messages: history(args, undefined) }),
    'conversations.replies': (args) => ({ messages: history(args, String(args.ts)) }),
  };

  /** The name, when a channel may have it and no other one has. */
  function freeName(args: Shape): string {
    const name = String(args.name);
    if (!/^[\p{Ll}\p{Lo}\p{Lm}\p{M}\p{Nd}_-]{1,80}$/u.test(name)) {
      complain(`invalid channel name ${name}`);
      throw new Refused('invalid_name_specials');
    }
    if ([...workspace.channels.values()].some((one) => one.name === name)) throw new Refused('name_taken');
    return name;
  }

  function history(args: Shape, thread: string | undefined): Shape[] {
    const channel = String(args.channel);
    const direct = workspace.directUser(channel) !== undefined;
    scope(direct ? 'im:history' : 'channels:history');
    if (!direct && !channelOf(channel).members.has(BOT_USER)) throw new Refused('not_in_channel');
    return workspace.messages
      .filter((one) => one.channel === channel && one.onlyFor === undefined && one.ts >= String(args.oldest ?? ''))
      .filter((one) => (thread ? one.thread === thread || one.ts === thread : one.thread === undefined))
      .slice(-Number(args.limit ?? 100))
      .map((one) => ({
        ...shapeOf(one),
        ...(String(args.include_all_metadata) === 'true' && { metadata: one.metadata }),
      }));
  }
}

function shapeOf(message: { ts: string; thread?: string; text: string; blocks: readonly Shape[] }): Shape {
  const { ts, thread, text, blocks } = message;
  return { type: 'message', user: BOT_USER, bot_id: BOT_ID, ts, text, blocks, ...(thread && { thread_ts: thread }) };
}

function channelShape({ id, name, creator, archived, topic, purpose }: Channel): Shape {
  return { id, name, creator, is_archived: archived, topic: { value: topic }, purpose: { value: purpose } };
}

function parse(value: unknown): unknown {
  return typeof value === 'string' ? JSON.parse(value) : value;
}
