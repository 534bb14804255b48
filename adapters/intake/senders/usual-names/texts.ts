import { labelValue, webUrl } from '../../reading/fields.ts';
import { toldInLines } from './names.ts';

/** A value, and where it stands. */
export interface Found {
  readonly path: readonly string[];
  readonly value: unknown;
}

const mostLines = 50;

/** Returns what the lines of a message name. A message of several lines with names tells in them what other monitors have fields for. */
export function linesIn(path: readonly string[], value: unknown): readonly Found[] {
  if (typeof value !== 'string' || !value.includes('\n')) return [];
  const named = value.split('\n', mostLines).flatMap((line) => {
    const [, name = '', text = ''] = /^([A-Z][\w ]{1,30}):\s+(\S.{0,199})$/.exec(line.trim()) ?? [];
    return name ? [[name.toLowerCase(), text] as const] : [];
  });
  if (named.length < 3) return [];
  return named.flatMap(([name, text]) =>
    Object.hasOwn(toldInLines, name) ? [{ path: [...path, toldInLines[name]!], value: text }] : [],
  );
}

/** Returns whether a text is a UUID or another number in hexadecimal, which has letters, and no words. */
export function isNumber(text: string): boolean {
  return /^[\da-f-]{12,}$/i.test(text);
}

/** Returns a text, or a number as one. */
export function textOf(value: unknown): string | undefined {
  return typeof value === 'boolean' ? undefined : labelValue({ value }, 'value');
}

/** Returns a text with words in it. */
export function sentence(value: unknown): string | undefined {
  const text = typeof value === 'string' ? textOf(value) : undefined;
  return text !== undefined && /\p{L}/u.test(text) && !webUrl(text) ? text : undefined;
}
