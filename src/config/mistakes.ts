import type { z } from 'zod';
import { excerpt } from '../lib/text.ts';

export type Path = readonly PropertyKey[];

/** Something in the settings that stops the start: where it stands, and a sentence with the way out. */
export interface Mistake {
  /** `SLACK_APP_TOKEN`, or `schedules.primary.layers[0].every`. */
  readonly where: string;
  /** What was wrong; what was expected; what to do. */
  readonly what: string;
  /** The line of the file, from 1. Absent for the environment. */
  readonly line?: number;
}

/** A place of the settings in which there are mistakes: "the environment", or a file. */
export interface MistakesIn {
  readonly source: string;
  readonly mistakes: readonly Mistake[];
}

/** Every mistake of the settings at once, ready for a terminal. No value that may be a secret is in it. */
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

/** `schedules.primary.timezone (line 12): what was wrong; what was expected; what to do` */
export function oneLine({ where, what, line }: Mistake): string {
  if (!where) return line === undefined ? what : `line ${line}: ${what}`;
  return line === undefined ? `${where}: ${what}` : `${where} (line ${line}): ${what}`;
}

/** The parts of a sentence about a mistake, put together in the one order in which they all are told. */
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

/** What zod found, one mistake an entry. A schema of fields.ts gives unknown keys a line of its message each. */
export function issuesOf(error: z.ZodError, at: Path): { path: Path; what: string }[] {
  return error.issues.flatMap((issue) => {
    const path = [...at, ...issue.path];
    if (issue.code !== 'unrecognized_keys') return [{ path, what: issue.message }];
    const sentences = issue.message.split('\n');
    return issue.keys.map((key, index) => ({ path: [...path, key], what: sentences[index] ?? issue.message }));
  });
}

/** A value, as a mistake may repeat it: short, on one line, and never when it looks like a token or a password. */
export function shown(value: unknown): string {
  if (typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint') return String(value);
  if (value === null) return 'an empty value';
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list';
  if (typeof value !== 'string') return 'a group of keys';
  if (value === '') return 'an empty text';
  if (looksLikeSecret(value)) return 'what looks like a secret (not repeated here)';
  return `“${excerpt(value, longestId)}”`;
}

/** In characters: of an id in the file, and of a value that a mistake repeats. */
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

/** Returns true also for what is merely long and has no space, such as keys and hashes; false for ids made of words. */
export function looksLikeSecret(text: string): boolean {
  if (looksLikeToken(text)) return true;
  const runs = text.match(/[A-Za-z0-9+/_=-]{32,}/g) ?? [];
  return runs.some((run) => !isMadeOfWords(run));
}

const word = /^(?:[A-Za-z][a-z]{0,19}|[A-Z]{1,20})(?:[A-Z][a-z]{1,19}){0,2}\d{0,4}$/;
const number = /^\d{1,8}$/;

/** A random key has digits or capitals within its parts: `network-operations-emea-weekends-2` and `paymentsplatformoncallemeaweekends` have neither. */
function isMadeOfWords(run: string): boolean {
  const isWord = (part: string) => part === '' || word.test(part) || number.test(part) || isJoinedWords(part);
  return run.length <= longestId && run.split(/[-_]/).every(isWord);
}

/** Of a random key of such a length about half of the letters are capitals, and some of the characters digits. */
function isJoinedWords(part: string): boolean {
  const alphabetic = /^([A-Za-z]+)\d{0,4}$/.exec(part)?.[1];
  if (alphabetic === undefined) return false;
  const capitals = alphabetic.replace(/[a-z]/g, '').length;
  return capitals === alphabetic.length || capitals * 4 <= alphabetic.length;
}
