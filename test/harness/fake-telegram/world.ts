import type { Entity } from './html.ts';

/** Somebody with the app. A bot can write to who has pressed Start. */
export interface Person {
  readonly id: number;
  readonly first_name: string;
  readonly username?: string;
  readonly is_bot: boolean;
  started: boolean;
  blocked?: boolean;
}

interface InlineButton {
  readonly text: string;
  readonly callback_data?: string;
  readonly url?: string;
  readonly style?: string;
}

export interface Markup {
  readonly inline_keyboard?: readonly (readonly InlineButton[])[];
  readonly force_reply?: boolean;
  readonly selective?: boolean;
  readonly input_field_placeholder?: string;
}

export interface Post {
  readonly id: number;
  readonly from: number;
  readonly date: number;
  text: string;
  entities: readonly Entity[];
  /** The entities that a person's app sent along. */
  readonly sent?: readonly object[];
  /** What was sent with the text as its caption: `photo`, `document` and the like. */
  readonly file?: object;
  mentions: readonly string[];
  /** The address whose preview is shown. */
  preview?: string;
  markup?: Markup;
  edited: boolean;
  readonly replyTo?: number;
  readonly thread?: number;
}

export interface Chat {
  readonly id: number;
  readonly type: 'private' | 'group' | 'supergroup' | 'channel';
  readonly title?: string;
  readonly forum: boolean;
  /** Whether the bot may make topics. */
  readonly topicsAllowed: boolean;
  readonly topics: Map<number, string>;
  /** Those that were closed: only who may manage topics writes there. */
  readonly closedTopics: Set<number>;
  readonly posts: Post[];
  /** People, by their ids. */
  administrators?: readonly number[];
  /** The bot was thrown out. */
  kicked?: boolean;
  movedTo?: number;
  nextMessage: number;
}

export interface World {
  readonly people: Map<number, Person>;
  readonly chats: Map<number, Chat>;
}

/** What the Bot API answers instead of a result. */
export class Refusal extends Error {
  readonly code: number;
  readonly parameters: { retry_after?: number; migrate_to_chat_id?: number };
  /** The bot did something that no bot should do, rather than something that can happen to any. */
  readonly fault: boolean;

  constructor(
    code: number,
    description: string,
    options: { parameters?: Refusal['parameters']; fault?: boolean } = {},
  ) {
    super(description);
    this.code = code;
    this.parameters = options.parameters ?? {};
    this.fault = options.fault ?? false;
  }
}

export function badRequest(description: string): Refusal {
  return new Refusal(400, `Bad Request: ${description}`);
}

/** A request that is wrong whatever the world looks like: it fails the test. */
export function wrongRequest(description: string): Refusal {
  return new Refusal(400, `Bad Request: ${description}`, { fault: true });
}

export function newChat(chat: Pick<Chat, 'id' | 'type'> & Partial<Chat>): Chat {
  return {
    forum: false,
    topicsAllowed: true,
    topics: new Map(),
    closedTopics: new Set(),
    posts: [],
    nextMessage: 1_000,
    ...chat,
  };
}

/** The chat where the bot may write, or the reason why not. */
export function writableChat(world: World, id: unknown): Chat {
  if (typeof id !== 'number' && typeof id !== 'string') throw wrongRequest('chat_id is empty');
  const person = world.people.get(Number(id));
  if (person && !person.is_bot) {
    if (person.blocked) throw new Refusal(403, 'Forbidden: bot was blocked by the user');
    if (!person.started) throw new Refusal(403, "Forbidden: bot can't initiate conversation with a user");
  }
  const chat = world.chats.get(Number(id));
  if (!chat) throw badRequest('chat not found');
  if (chat.movedTo !== undefined)
    throw new Refusal(400, 'Bad Request: group chat was upgraded to a supergroup chat', {
      parameters: { migrate_to_chat_id: chat.movedTo },
    });
  if (chat.kicked) throw new Refusal(403, `Forbidden: bot was kicked from the ${chat.type} chat`);
  return chat;
}

/** A chat as the Bot API describes it. */
function chatObject(chat: Chat, people: World['people']): object {
  const { id, type, title, forum } = chat;
  if (type === 'private') return { id, type, first_name: people.get(id)?.first_name ?? '' };
  return { id, type, title: title ?? '', ...(forum && { is_forum: true }) };
}

export function userObject({ id, is_bot, first_name, username }: Person): object {
  return { id, is_bot, first_name, ...(username && { username }) };
}

/** A message as the Bot API describes it; what it answers is described as well, but no further. */
export function messageObject(world: World, chat: Chat, post: Post, nested = false): Record<string, unknown> {
  const replied = nested ? undefined : chat.posts.find(({ id }) => id === post.replyTo);
  const from = world.people.get(post.from);
  const topic = post.thread !== undefined && chat.topics.has(post.thread);
  return {
    message_id: post.id,
    date: post.date,
    chat: chatObject(chat, world.people),
    ...(from && { from: userObject(from) }),
    ...(post.file
      ? { ...post.file, caption: post.text, caption_entities: post.sent ?? [] }
      : { text: post.text, entities: post.sent ?? [] }),
    ...(post.thread !== undefined && { message_thread_id: post.thread }),
    ...(topic && { is_topic_message: true }),
    ...(replied && { reply_to_message: messageObject(world, chat, replied, true) }),
    ...(post.markup?.inline_keyboard && { reply_markup: { inline_keyboard: post.markup.inline_keyboard } }),
  };
}
