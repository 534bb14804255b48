import type { Message, MessageEntity } from 'grammy/types';
import { type SentFile, spellMention } from '../../src/ports/typed-text.ts';

/**
 * Returns a text with the data of its entities: a mention of a person without a @name becomes a mention, because an option
 * may need the person instead of the name; a link's URL follows its text.
 */
export function typedText(text: string, entities: readonly MessageEntity[] = []): string {
  let written = text;
  for (const entity of [...entities].sort((a, b) => b.offset - a.offset)) {
    const { offset, length } = entity;
    const label = text.slice(offset, offset + length);
    const instead = replacement(entity, label);
    if (instead !== undefined) written = written.slice(0, offset) + instead + written.slice(offset + length);
  }
  return written;
}

function replacement(entity: MessageEntity, label: string): string | undefined {
  if (entity.type === 'text_mention') {
    const { id, first_name, last_name } = entity.user;
    return spellMention(String(id), [first_name, last_name].filter(Boolean).join(' ') || label);
  }
  if (entity.type !== 'text_link' || !/^https?:/i.test(entity.url)) return undefined;
  return label === entity.url || `${label}/` === entity.url ? undefined : `${label} (${entity.url})`;
}

/** Returns the file of a message. Its `url` is empty where Telegram has no links to messages. */
export function fileOf(message: Message): SentFile | undefined {
  const { document, video, audio, photo, voice, animation } = message;
  const named = document ?? video ?? audio ?? animation;
  const kind = photo ? 'photo' : voice ? 'voice message' : named ? 'file' : undefined;
  if (!kind) return undefined;
  return { name: (named && 'file_name' in named && named.file_name) || kind, url: linkTo(message) };
}

/**
 * Returns the URL of a message. Only supergroups and channels have such URLs; those of private ones work for members.
 */
function linkTo({ chat, message_id }: Message): string {
  if ('username' in chat && chat.username && chat.type !== 'private')
    return `https://t.me/${chat.username}/${message_id}`;
  const [, id] = /^-100(\d+)$/.exec(String(chat.id)) ?? [];
  return id ? `https://t.me/c/${id}/${message_id}` : '';
}
