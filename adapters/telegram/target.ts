/**
 * A place in Telegram: "-1001" is a chat, "-1001:topic:7" a forum topic in it, "-1001:reply:9" the replies to its message 9,
 * "-1001:topic:7:reply:9" the replies to a message of that topic, and "-1001:9" message 9 itself.
 */
export interface Target {
  readonly chat: string;
  readonly topic?: number;
  readonly reply?: number;
}

const targetPattern = /^(-?\d{1,16}|@\w{4,32})(?::topic:(\d{1,10}))?(?::reply:(\d{1,10}))?$/;
const messagePattern = /^(-?\d{1,16}):(\d{1,10})$/;

export function readTarget(id: string): Target | undefined {
  const match = targetPattern.exec(id);
  if (!match?.[1]) return undefined;
  const [, chat, topic, reply] = match;
  return { chat, ...(topic && { topic: Number(topic) }), ...(reply && { reply: Number(reply) }) };
}

export function formatTarget({ chat, topic, reply }: Target): string {
  const inTopic = topic === undefined ? chat : `${chat}:topic:${topic}`;
  return reply === undefined ? inTopic : `${inTopic}:reply:${reply}`;
}

export function readMessageId(id: string): { chat: string; message: number } | undefined {
  const match = messagePattern.exec(id);
  return match?.[1] ? { chat: match[1], message: Number(match[2]) } : undefined;
}

export function spellMessageId(chat: string | number, message: number): string {
  return `${chat}:${message}`;
}

/**
 * Returns the URL of a topic, or of the message whose replies are meant, which works for members of the group. Undefined for
 * groups that are not supergroups, because they have no URLs.
 */
export function linkToTarget({ chat, topic, reply }: Target): string | undefined {
  const inside = [topic, reply].filter((one) => one !== undefined).join('/');
  const path = /^-100(\d+)$/.exec(chat)?.[1];
  if (!inside) return undefined;
  if (chat.startsWith('@')) return `https://t.me/${chat.slice(1)}/${inside}`;
  return path && `https://t.me/c/${path}/${inside}`;
}

/** Returns the id as the Bot API takes it: a number, or the @name of a public channel. */
export function chatId(chat: string): number | string {
  return chat.startsWith('@') ? chat : Number(chat);
}
