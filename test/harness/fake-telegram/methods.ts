import { mentionsIn, type Parsed, parseHtml, Unparsable } from './html.ts';
import {
  badRequest,
  type Chat,
  type Markup,
  messageObject,
  type Post,
  Refusal,
  userObject,
  type World,
  writableChat,
  wrongRequest,
} from './world.ts';

export type Params = Readonly<Record<string, unknown>>;

/** What the methods work on. */
export interface BotWorld extends World {
  readonly bot: number;
  /** Presses that can still be answered, by query id. */
  readonly presses: Map<string, { readonly from: number; readonly at: number; answered: boolean }>;
  readonly pressLimitMs: number;
  readonly groupPerMinute: number;
  readonly knowsMoments: boolean;
  commands: readonly { command: string; description: string }[];
  /** Moments at which the bot wrote into a group. */
  readonly written: Map<number, number[]>;
  /** This person alone is told something. */
  tell(account: number, what: Told): void;
}

export interface Told {
  readonly text: string;
  /** A message in their private chat; absent for what a press pops up. */
  readonly post?: Post;
  /** It has to be tapped away. */
  readonly alert?: boolean;
}

interface Method {
  readonly takes: readonly string[];
  run(world: BotWorld, params: Params): unknown;
}

const TEXT_LENGTH = 4096;

export const methods: Readonly<Record<string, Method>> = {
  getMe: { takes: [], run: (world) => me(world) },
  getChatMember: { takes: ['chat_id', 'user_id'], run: chatMember },
  setMyCommands: { takes: ['commands', 'scope', 'language_code'], run: setMyCommands },
  sendMessage: {
    takes: [
      'chat_id',
      'message_thread_id',
      'text',
      'parse_mode',
      'link_preview_options',
      'disable_notification',
      'reply_parameters',
      'reply_markup',
    ],
    run: sendMessage,
  },
  editMessageText: {
    takes: ['chat_id', 'message_id', 'text', 'parse_mode', 'link_preview_options', 'reply_markup'],
    run: editMessageText,
  },
  answerCallbackQuery: { takes: ['callback_query_id', 'text', 'show_alert', 'url', 'cache_time'], run: answerPress },
  getChatAdministrators: { takes: ['chat_id', 'return_bots'], run: administrators },
  editForumTopic: { takes: ['chat_id', 'message_thread_id', 'name', 'icon_custom_emoji_id'], run: editForumTopic },
  createForumTopic: { takes: ['chat_id', 'name', 'icon_color', 'icon_custom_emoji_id'], run: createForumTopic },
};

function chatMember({ chats, bot }: BotWorld, { chat_id, user_id }: Params): object {
  const chat = chats.get(Number(chat_id));
  if (!chat) throw new Refusal(400, 'Bad Request: chat not found');
  if (user_id !== bot) throw new Refusal(400, 'Bad Request: nobody expected another member');
  return { status: chat.kicked ? 'kicked' : 'member', user: { id: bot } };
}

function me({ people, bot }: BotWorld): object {
  return {
    ...people.get(bot),
    can_join_groups: true,
    can_read_all_group_messages: true,
    supports_inline_queries: false,
    has_main_web_app: false,
  };
}

function administrators(world: BotWorld, { chat_id }: Params): object {
  const chat = world.chats.get(Number(chat_id));
  if (!chat || chat.kicked) throw badRequest('chat not found');
  if (chat.type === 'private') throw badRequest('there are no administrators in the private chat');
  return [world.bot, ...(chat.administrators ?? [])].map((id) => ({
    status: 'administrator',
    user: userObject(world.people.get(id)!),
    is_anonymous: false,
  }));
}

function setMyCommands(world: BotWorld, { commands }: Params): true {
  if (!Array.isArray(commands) || commands.length > 100) throw wrongRequest('too many commands');
  for (const { command, description } of commands) {
    if (!/^[a-z0-9_]{1,32}$/.test(command)) throw wrongRequest('BOT_COMMAND_INVALID');
    if (!description || description.length > 256) throw wrongRequest('BOT_COMMAND_DESCRIPTION_INVALID');
  }
  if (new Set(commands.map(({ command }) => command)).size < commands.length)
    throw wrongRequest('a command occurs twice');
  world.commands = commands;
  return true;
}

function sendMessage(world: BotWorld, params: Params): object {
  const parsed = parseText(world, params);
  const markup = checkMarkup(params.reply_markup);
  const chat = writableChat(world, params.chat_id);
  holdBack(world, chat);
  const thread = params.message_thread_id;
  if (thread !== undefined && !chat.topics.has(Number(thread))) throw badRequest('message thread not found');
  if (chat.closedTopics.has(Number(thread))) throw badRequest('TOPIC_CLOSED');
  const reply = params.reply_parameters as { message_id?: number; allow_sending_without_reply?: boolean } | undefined;
  const replied = chat.posts.find(({ id }) => id === reply?.message_id);
  if (reply && !replied && !reply.allow_sending_without_reply) throw badRequest('message to be replied not found');
  const root = replied?.thread ?? replied?.id;
  const post: Post = {
    id: chat.nextMessage,
    from: world.bot,
    date: Math.floor(Date.now() / 1_000),
    ...parsed,
    ...(markup && { markup }),
    edited: false,
    ...(replied && { replyTo: replied.id }),
    ...(thread !== undefined ? { thread: Number(thread) } : chat.type === 'supergroup' && root && { thread: root }),
  };
  chat.nextMessage += 1;
  chat.posts.push(post);
  if (chat.type === 'private') world.tell(chat.id, { text: post.text, post });
  return messageObject(world, chat, post);
}

function editMessageText(world: BotWorld, params: Params): object {
  const parsed = parseText(world, params);
  const markup = checkMarkup(params.reply_markup);
  const chat = writableChat(world, params.chat_id);
  const post = chat.posts.find(({ id }) => id === params.message_id);
  if (!post) throw badRequest('message to edit not found');
  if (post.from !== world.bot || post.markup?.force_reply) throw badRequest("message can't be edited");
  const isSame =
    post.text === parsed.text &&
    post.preview === parsed.preview &&
    JSON.stringify(post.entities) === JSON.stringify(parsed.entities) &&
    JSON.stringify(post.markup) === JSON.stringify(markup);
  if (isSame)
    throw badRequest(
      'message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message',
    );
  delete post.preview;
  Object.assign(post, parsed, { edited: true });
  if (markup) post.markup = markup;
  else delete post.markup;
  return messageObject(world, chat, post);
}

function answerPress(world: BotWorld, { callback_query_id, text = '', show_alert }: Params): true {
  const press = world.presses.get(String(callback_query_id));
  if (!press || Date.now() - press.at > world.pressLimitMs)
    throw wrongRequest('query is too old and response timeout expired or query ID is invalid');
  if (typeof text !== 'string' || text.length > 200) throw wrongRequest('MESSAGE_TOO_LONG');
  press.answered = true;
  if (text) world.tell(press.from, { text, alert: show_alert === true });
  return true;
}

function createForumTopic(world: BotWorld, { chat_id, name }: Params): object {
  if (typeof name !== 'string' || !name || name.length > 128) throw wrongRequest('TOPIC_TITLE_INVALID');
  const chat = writableChat(world, chat_id);
  if (!chat.forum) throw badRequest('the chat is not a forum');
  if (!chat.topicsAllowed) throw badRequest('not enough rights to create a topic');
  const message_thread_id = chat.nextMessage;
  chat.nextMessage += 1;
  chat.topics.set(message_thread_id, name);
  return { message_thread_id, name, icon_color: 7322096 };
}

function editForumTopic(world: BotWorld, { chat_id, message_thread_id, name }: Params): true {
  if (typeof name !== 'string' || name.length > 128) throw wrongRequest('TOPIC_TITLE_INVALID');
  const chat = writableChat(world, chat_id);
  const topic = Number(message_thread_id);
  if (!chat.topics.has(topic)) throw badRequest('TOPIC_ID_INVALID');
  if (!chat.topicsAllowed) throw badRequest('not enough rights to edit the topic');
  if (chat.topics.get(topic) === name) throw badRequest('TOPIC_NOT_MODIFIED');
  chat.topics.set(topic, name);
  return true;
}

function parseText(
  { knowsMoments }: BotWorld,
  { text, parse_mode, link_preview_options }: Params,
): Parsed & { mentions: string[]; preview?: string } {
  if (typeof text !== 'string') throw wrongRequest('message text is empty');
  if (parse_mode !== undefined && parse_mode !== 'HTML') throw wrongRequest('unsupported parse_mode');
  const { is_disabled, url: preview } = (link_preview_options ?? {}) as { is_disabled?: unknown; url?: string };
  if (is_disabled !== true && preview === undefined) throw wrongRequest('a link preview would be made');
  if (preview?.startsWith('https://refused.')) throw badRequest('WEBPAGE_URL_INVALID');
  if (/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/.test(text))
    throw wrongRequest('strings must be encoded in UTF-8');
  if (parse_mode && !knowsMoments && text.includes('<tg-time'))
    throw badRequest('can\'t parse entities: Unsupported start tag "tg-time" at byte offset 0');
  const parsed = parse_mode ? parse(text) : { text, entities: [] };
  const visible = parsed.text.trim();
  if (!visible) throw wrongRequest('message text is empty');
  if (visible.length > TEXT_LENGTH) throw wrongRequest('message is too long');
  return { ...parsed, mentions: mentionsIn(parsed), ...(preview !== undefined && { preview }) };
}

function parse(html: string): Parsed {
  try {
    return parseHtml(html);
  } catch (err) {
    if (err instanceof Unparsable) throw wrongRequest(`can't parse entities: ${err.message}`);
    throw err;
  }
}

function checkMarkup(markup: unknown): Markup | undefined {
  if (markup === undefined) return undefined;
  const { inline_keyboard, force_reply, selective, input_field_placeholder, ...unknown } = markup as Markup;
  if (Object.keys(unknown).length > 0) throw wrongRequest(`unknown markup ${Object.keys(unknown).join()}`);
  if (!inline_keyboard && !force_reply) throw wrongRequest('empty reply markup');
  if (input_field_placeholder !== undefined && (!input_field_placeholder || input_field_placeholder.length > 64))
    throw wrongRequest('wrong placeholder');
  const buttons = (inline_keyboard ?? []).flat();
  if (buttons.length > 100 || inline_keyboard?.some((row) => row.length > 8)) throw wrongRequest('too many buttons');
  for (const { text, callback_data, url, style, ...rest } of buttons) {
    if (Object.keys(rest).length > 0) throw wrongRequest('unknown field of a button');
    if (!text?.trim()) throw wrongRequest('button text is empty');
    if (url !== undefined) checkUrl(url, callback_data);
    else if (!callback_data || Buffer.byteLength(callback_data) > 64) throw wrongRequest('BUTTON_DATA_INVALID');
    if (style && !['danger', 'success', 'primary'].includes(style)) throw wrongRequest('BUTTON_STYLE_INVALID');
  }
  if (inline_keyboard) return { inline_keyboard };
  return { force_reply: true, ...(selective && { selective }) };
}

/** The Bot API refuses a host without a dot and any scheme but these; what else its servers refuse is not documented. */
function checkUrl(url: string, data: string | undefined): void {
  if (data !== undefined) throw wrongRequest('a button has one action');
  const address = URL.canParse(url) ? new URL(url) : undefined;
  if (!address || !/^(https?|tg):$/.test(address.protocol))
    throw wrongRequest(`inline keyboard button URL '${url}' is invalid: Unsupported URL protocol`);
  if (!address.hostname.includes('.'))
    throw wrongRequest(`inline keyboard button URL '${url}' is invalid: Wrong HTTP URL`);
  if (address.hostname.startsWith('refused.')) throw badRequest('BUTTON_URL_INVALID');
}

/** About 20 messages a minute in a group, where the test asks for it. */
function holdBack({ written, groupPerMinute }: BotWorld, chat: Chat): void {
  if (chat.type === 'private') return;
  const recent = (written.get(chat.id) ?? []).filter((at) => at > Date.now() - 60_000);
  if (recent.length >= groupPerMinute)
    throw new Refusal(429, 'Too Many Requests: retry after 40', { parameters: { retry_after: 40 } });
  written.set(chat.id, [...recent, Date.now()]);
}
