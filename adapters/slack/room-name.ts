import { truncate } from '../../src/lib/text.ts';
import { CHANNEL_NAME, TOPIC } from './limits.ts';
import { escapeText } from './words/plain.ts';

const PREFIX = 'inc-';
/** Names that a room may have, one after another, where others have those before. */
export const NAMES_TRIED = 5;

/**
 * A channel name: lower-case letters of any script, digits and hyphens. The attempt tells apart rooms that would be named
 * alike. The API reference speaks of lower-case letters, digits, hyphens and underscores; Slack's help pages, where people
 * name channels, list Japanese beside them, and Slack's clients take letters of other scripts as well.
 */
export function channelName(name: string, key: string, attempt: number): string {
  const suffix = attempt > 1 ? `-${attempt}` : '';
  const words = slug(name) || slug(key) || 'room';
  const longest = CHANNEL_NAME - PREFIX.length - suffix.length;
  return (
    PREFIX +
    truncate(words, longest + 1)
      .replace(/…$/, '')
      .slice(0, longest)
      .replace(/-+$/, '') +
    suffix
  );
}

function slug(text: string): string {
  return (
    text
      .normalize('NFKD')
      // Marks over Latin, Greek and Cyrillic letters go; elsewhere they are part of the letter.
      .replace(/(?<=[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}])\p{M}+/gu, '')
      .normalize('NFC')
      .toLowerCase()
      .replace(/[^\p{Ll}\p{Lo}\p{Lm}\p{M}\p{Nd}]+/gu, '-')
      .replace(/^-|-$/g, '')
  );
}

/** A channel's topic: the room's name as it was written. */
export function topicOf(name: string): string {
  return escapeText(truncate(name, TOPIC, (one) => escapeText(one).length));
}
