import { groupWords, linkWords, spellMention, unescaped } from '../../../src/ports/typed-text.ts';

/** Returns the length of a text inside JSON, where quotes, line breaks and control characters take more. */
export function jsonLength(text: string): number {
  return JSON.stringify(text).length - 2;
}

/** Escapes Slack's three control characters, so that the text contains no mention, link or entity. */
export function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/**
 * Returns a line as its writer typed it: links, channels, groups and entities become words again. Mentions of people stay,
 * because an option may need the person instead of the name.
 *
 * @param names names by id, for people and channels whose names Slack did not include
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

/** Returns the ids of people and channels whose names Slack did not include. */
export function namelessIn(text: string): readonly string[] {
  return [...text.matchAll(/<[@#]([A-Z0-9]+)\|?>/g)].map(([, id = '']) => id);
}
