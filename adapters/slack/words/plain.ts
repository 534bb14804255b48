import { groupWords, linkWords, spellMention, unescaped } from '../../../src/ports/typed-text.ts';

/** How long a text is inside JSON, where quotes, line breaks and control characters take more. */
export function jsonLength(text: string): number {
  return JSON.stringify(text).length - 2;
}

/** Slack's three control characters. With these escaped nothing is a mention, a link or an entity. */
export function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/**
 * A line as its writer saw it: links, channels, groups and entities that Slack put there become the words again. People
 * stay mentions, for an option may want the person and not the name.
 *
 * @param names of people and channels, by id, that Slack did not send along
 */
export function asTyped(text: string, names: ReadonlyMap<string, string> = new Map()): string {
  return text
    .replace(/<([^<>]*)>/g, (_, inside: string) => {
      const [target = '', label = ''] = inside.split('|', 2);
      if (target.startsWith('@')) return spellMention(target.slice(1), unescaped(label) || names.get(target.slice(1)));
      if (target.startsWith('#')) return `#${label || (names.get(target.slice(1)) ?? target.slice(1))}`;
      if (target.startsWith('!')) return groupWords(target.slice(1), label);
      return linkWords(target, label);
    })
    .replace(/&(lt|gt|amp);/g, unescaped);
}

/** The ids of people and channels whose names Slack did not send along. */
export function namelessIn(text: string): readonly string[] {
  return [...text.matchAll(/<[@#]([A-Z0-9]+)\|?>/g)].map(([, id = '']) => id);
}
