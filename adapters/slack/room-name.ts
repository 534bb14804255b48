import { truncate } from '../../src/lib/text.ts';
import { CHANNEL_NAME, TOPIC } from './limits.ts';
import { escapeText } from './words/plain.ts';

const PREFIX = 'inc-';
/** How many names are tried for a room when other channels already have the first ones. */
export const NAMES_TRIED = 5;

/**
 * Returns a channel name of lower-case letters of any script, digits and hyphens. `attempt` distinguishes rooms with the
 * same name. Slack's API reference mentions only lower-case letters, digits, hyphens and underscores, but its help pages
 * list Japanese too, and its clients take letters of other scripts.
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
      // Marks are removed from Latin, Greek and Cyrillic letters; in other scripts they are part of the letter.
      .replace(/(?<=[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}])\p{M}+/gu, '')
      .normalize('NFC')
      .toLowerCase()
      .replace(/[^\p{Ll}\p{Lo}\p{Lm}\p{M}\p{Nd}]+/gu, '-')
      .replace(/^-|-$/g, '')
  );
}

/** Returns a channel's topic: the name of the room as people wrote it. */
export function topicOf(name: string): string {
  return escapeText(truncate(name, TOPIC, (one) => escapeText(one).length));
}
