import type { z } from 'zod';
import { excerpt } from '../lib/text.ts';

export type Path = readonly PropertyKey[];

/** A mistake in the settings that stops the start: where it is, and a sentence that says how to correct it. */
export interface Mistake {
  /** `SLACK_APP_TOKEN`, or `schedules.primary.layers[0].every`. */
  readonly where: string;
  /** What is wrong, what was expected, and what to do. */
  readonly what: string;
  /** The line of the file, from 1. Absent for the environment. */
  readonly line?: number;
}

/** A source of settings with its mistakes: "the environment", or a file. */
export interface MistakesIn {
  readonly source: string;
  readonly mistakes: readonly Mistake[];
}

/** All mistakes of the settings, ready for a terminal. The message contains no value that may be a secret. */
export class ConfigMistakes extends Error {
  readonly mistakes: readonly Mistake[];

  constructor(sources: readonly MistakesIn[]) {
    const found = sources.filter((one) => one.mistakes.length > 0);
    const mistakes = found.flatMap((one) => one.mistakes);
    const count = mistakes.length === 1 ? '1 mistake' : `${mistakes.length} mistakes`;
    super([`${count} in the settings:`, ...found.flatMap(listed)].join('\n'));
    this.name = 'ConfigMistakes';
    this.mistakes = mistakes;
  }
}

function listed({ source, mistakes }: MistakesIn): string[] {
  const inOrder = [...mistakes].sort((a, b) => (a.line ?? 0) - (b.line ?? 0));
  return ['', `In ${source}`, ...inOrder.map((one) => `  ${oneLine(one)}`)];
}

/** Returns `schedules.primary.timezone (line 12): what was wrong; what was expected; what to do`. */
export function oneLine({ where, what, line }: Mistake): string {
  if (!where) return line === undefined ? what : `line ${line}: ${what}`;
  return line === undefined ? `${where}: ${what}` : `${where} (line ${line}): ${what}`;
}

/** Returns the sentence of a mistake: all of them have the same parts in the same order. */
export function say(wrong: string, expected?: string, todo?: string): string {
  return [wrong, expected && `expected ${expected}`, todo].filter(Boolean).join('; ');
}

export function spellPath(path: Path): string {
  return path.reduce<string>((text, step) => {
    if (typeof step === 'number') return `${text}[${step}]`;
    const key = String(step);
    if (!isPlainKey(key) || looksLikeSecret(key)) return `${text}[${shown(key)}]`;
    return text ? `${text}.${key}` : key;
  }, '');
}

function isPlainKey(key: string): boolean {
  return key.length <= longestId && /^[\w-]+$/.test(key);
}

/**
 * Returns zod's issues as one mistake each. A schema of fields.ts reports each unknown key on a line of its message. A missing
 * key that an unknown one beside it means is not a mistake of its own.
 */
export function issuesOf(error: z.ZodError, at: Path): { path: Path; what: string }[] {
  const found = error.issues.flatMap((issue) => {
    const path = [...at, ...issue.path];
    if (issue.code !== 'unrecognized_keys') return [{ path, what: issue.message }];
    const sentences = issue.message.split('\n');
    return issue.keys.map((key, index) => ({ path: [...path, key], what: sentences[index] ?? issue.message }));
  });
  const meant = new Set(
    found.flatMap(({ path, what }) => {
      const [, key] = /^is not a key that belongs here;.* did you mean (\w+)\?$/.exec(what) ?? [];
      return key ? [spellPath([...path.slice(0, -1), key])] : [];
    }),
  );
  return found.filter(({ path, what }) => !(what.startsWith('is missing') && meant.has(spellPath(path))));
}

/** Returns a value for a mistake: short, on one line, and hidden when it may be a token or a password. */
export function shown(value: unknown): string {
  if (typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint') return String(value);
  if (value === null) return 'an empty value';
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list';
  if (typeof value !== 'string') return 'a group of keys';
  if (value === '') return 'an empty text';
  if (looksLikeSecret(value)) return 'what looks like a secret (not repeated here)';
  return `“${excerpt(value, longestId)}”`;
}

/** In characters: for an id in the file, and for a value that a mistake repeats. */
export const longestId = 64;

const tokenShapes = [
  /xox[a-z]?[.-]|xapp-/i, // Slack
  /\d{5,}:[\w-]{10,}/, // Telegram
  /[\w-]{20,}\.[\w-]{5,}\.[\w-]{10,}/, // Discord, JWT
  /:\/\/[^/\s]*@/, // a URL with a password
];

export function looksLikeToken(text: string): boolean {
  return tokenShapes.some((shape) => shape.test(text));
}

/**
 * Returns whether a text may be a secret. Also true for long text without spaces, such as keys and hashes; false for ids
 * made of words.
 */
export function looksLikeSecret(text: string): boolean {
  if (looksLikeToken(text)) return true;
  const runs = text.match(/[A-Za-z0-9+/_=-]{32,}/g) ?? [];
  return runs.some((run) => !isMadeOfWords(run));
}

const word = /^(?:[A-Za-z][a-z]{0,19}|[A-Z]{1,20})(?:[A-Z][a-z]{1,19}){0,2}\d{0,4}$/;
const number = /^\d{1,8}$/;

/**
 * A random key has digits or capitals inside its parts. `network-operations-emea-weekends-2` and
 * `paymentsplatformoncallemeaweekends` have neither.
 */
function isMadeOfWords(run: string): boolean {
  const isWord = (part: string) => part === '' || word.test(part) || number.test(part) || isJoinedWords(part);
  return run.length <= longestId && run.split(/[-_]/).every(isWord);
}

/** In a random key of this length about half of the letters are capitals, and some characters are digits. */
function isJoinedWords(part: string): boolean {
  const alphabetic = /^([A-Za-z]+)\d{0,4}$/.exec(part)?.[1];
  if (alphabetic === undefined) return false;
  const capitals = alphabetic.replace(/[a-z]/g, '').length;
  return capitals === alphabetic.length || capitals * 4 <= alphabetic.length;
}
