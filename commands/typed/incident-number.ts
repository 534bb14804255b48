import { readLength } from '../../src/lib/length-words.ts';
import type { Command } from '../command.ts';
import { bare, type Word } from './words.ts';

const before = /^(?:incident|inc|number|no|the|of|for|on|with)$/i;
const number = /^(#?\d+)(?:[.,:;!?)]|\.\.\.)*$/;

/**
 * Takes the incident's number from the words: the first of them, or the word with a `#` where no option takes all words.
 * `2 hours` is a length, not incident 2.
 */
export function incidentFrom(
  words: readonly Word[],
  { options }: Command,
): { readonly incident: string; readonly rest: readonly Word[] } | undefined {
  // “Show me 14”; but “assign me 14” says whom.
  const namesPeople = options.some(({ kind }) => kind === 'person' || kind === 'target');
  const first = words.findIndex(({ text }) => !before.test(bare(text)) && !(text === 'me' && !namesPeople));
  const at =
    first >= 0 && number.test(words[first]!.text) && (first === 0 || isSmallTalk(words, first))
      ? first
      : hashed(words, options);
  const [, incident] = (at >= 0 && number.exec(words[at]!.text)) || [];
  if (!incident || isLength(words, at, options)) return undefined;
  return { incident, rest: [...words.slice(0, at === first ? 0 : at), ...words.slice(at + 1)] };
}

/** Words such as “incident” before a number; “the 3 servers” is no such place. */
function isSmallTalk(words: readonly Word[], first: number): boolean {
  return words.slice(0, first).some(({ text }) => /^(?:incident|inc|number|no|me|of|for|with)\.?$/i.test(text));
}

function hashed(words: readonly Word[], options: Command['options']): number {
  if (options.some(({ takesTheRest }) => takesTheRest)) return -1;
  return words.findIndex(({ text }) => text.startsWith('#') && number.test(text));
}

function isLength(words: readonly Word[], at: number, options: Command['options']): boolean {
  const [length, unit] = [words[at]!, words[at + 1]];
  if (!unit || !options.some(({ kind }) => kind === 'time')) return false;
  return readLength(`${length.text} ${bare(unit.text)}`) !== undefined;
}

/** Whether the words after a number name other incidents, and say nothing else: `14 and 15`, `14, 15, 16`. */
export function meansMore(words: readonly Word[]): boolean {
  const numbers = words
    .map(({ text }) => bare(text))
    .filter((text) => !/^(?:and|und|y|&|\+|incidents?)?$/iu.test(text));
  return numbers.length > 0 && numbers.every((text) => /^#?\d{1,9}$/.test(text));
}

/** Whether the words mean all incidents: `all`, `all of them`, `everything`. */
export function meansAll(words: readonly Word[]): boolean {
  const text = words.map((word) => bare(word.text)).join(' ');
  return /^(?:(?:all|alle|todos|every|全部)(?: (?:of )?(?:them|incidents?|open incidents?))?|everything|alles|todo)$/iu.test(
    text,
  );
}
