import type { MessageEntity } from 'grammy/types';
import { spellMention } from '../../src/ports/typed-mentions.ts';

/**
 * Returns what somebody wrote with what Telegram keeps beside it: a mention of a person without a @name as a mention, for
 * an option may want the person and not the name; and a link behind its text.
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
