import type { MaybeInaccessibleMessage, Message, User } from 'grammy/types';
import { languageOf } from '../../src/domain/languages.ts';
import type { Account, CommandOrigin } from '../../src/ports/commands.ts';
import { formatTarget, spellMessageId, type Target } from './target.ts';

/** The person who wrote something, and where the answer goes. */
export interface Requester {
  readonly user: User;
  /** The chat or topic, as a reply to the message. */
  readonly target: Target;
  readonly chat: 'private' | 'group' | 'broadcast';
}

export function requesterOf(user: User, message: MaybeInaccessibleMessage): Requester {
  const { type, id } = message.chat;
  const topic = topicOf(message);
  return {
    user,
    target: { chat: String(id), reply: message.message_id, ...(topic !== undefined && { topic }) },
    chat: type === 'private' ? 'private' : type === 'channel' ? 'broadcast' : 'group',
  };
}

export function accountOf({ id, first_name, last_name, language_code }: User): Account {
  const language = languageOf(language_code);
  const name = [first_name, last_name].filter(Boolean).join(' ');
  return { platform: 'telegram', id: String(id), name, ...(language && { language }) };
}

/** @param pressed the message has the pressed button, so it is the nearest place itself */
export function originOf(message: MaybeInaccessibleMessage, pressed: boolean): CommandOrigin {
  const chat = String(message.chat.id);
  const topic = topicOf(message);
  const isPrivate = message.chat.type === 'private';
  const messages = new Set([...(pressed ? [message.message_id] : []), ...messagesAbove(message)]);
  return {
    address: {
      platform: 'telegram',
      kind: isPrivate ? 'person' : 'channel',
      id: formatTarget({ chat, ...(topic !== undefined && { topic }) }),
    },
    private: isPrivate,
    places: [
      ...[...messages].flatMap((id) => [spellMessageId(chat, id), ...repliesTo(id, chat, topic)]),
      ...(topic === undefined ? [] : [formatTarget({ chat, topic })]),
      chat,
    ],
  };
}

/** Returns the replies to a message as places. Rooms of earlier versions do not name the topic, so there are two. */
function repliesTo(reply: number, chat: string, topic: number | undefined): string[] {
  const known = topic === undefined ? [] : [formatTarget({ chat, topic, reply })];
  return [...known, formatTarget({ chat, reply })];
}

/** Returns the message that this one answers, and the one at the top of its reply chain. */
function messagesAbove(message: MaybeInaccessibleMessage): number[] {
  if (!isAccessible(message)) return [];
  const { reply_to_message: replied, message_thread_id: thread, is_topic_message } = message;
  // In a topic, a message that answers nothing refers to the notice that the topic was created.
  const above = replied && !replied.forum_topic_created ? [replied.message_id] : [];
  return thread !== undefined && !is_topic_message ? [...above, thread] : above;
}

function topicOf(message: MaybeInaccessibleMessage): number | undefined {
  return isAccessible(message) && message.is_topic_message ? message.message_thread_id : undefined;
}

/** Returns whether the message has contents. Of an old message Telegram tells only the place. */
function isAccessible(message: MaybeInaccessibleMessage): message is Message {
  return message.date !== 0;
}

/** Returns the key of the form that this person fills in here. */
export function keyOf({ target, user }: Requester): string {
  return `telegram:${target.chat}:${user.id}`;
}

export function inPrivate({ user }: Requester): Requester {
  return { user, chat: 'private', target: { chat: String(user.id) } };
}

/** Returns the target of a reply. In a private chat the message is not quoted. */
export function replyTarget({ chat, target }: Requester): Target {
  return chat === 'private' ? { chat: target.chat } : target;
}
