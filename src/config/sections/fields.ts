import { z } from 'zod';
import { isSeverity, type Severity, severities } from '../../domain/severity.ts';
import { severityMeant } from '../../domain/severity-words.ts';
import { BadExpression, compileExpression } from '../../lib/expression.ts';
import { say, shown } from '../mistakes.ts';
import { anyOf, didYouMean } from '../near-miss.ts';

/**
 * Reads an entry of a section, except for its id. A schema costs more to make than to use, so one schema reads all entries
 * of its kind.
 */
export type Named<T> = (id: string) => T;

/** The result of reading one value: the value, or the first and the last part of the mistake's sentence. */
export type Reading<T> = { readonly value: T } | { readonly wrong: string; readonly todo?: string };

/**
 * Makes the schema of one value of the file or the environment. `read` finds all that is wrong with the value, so that its
 * mistake has a helpful sentence, and is reported beside all other mistakes.
 */
export function field<T>(expected: string, read: (value: unknown) => Reading<T>) {
  return z.unknown().transform((input, context): T => {
    const reading: Reading<T> = input === undefined ? { wrong: 'is missing' } : read(input);
    if ('value' in reading) return reading.value;
    context.issues.push({ code: 'custom', message: say(reading.wrong, expected, reading.todo), input: undefined });
    return z.NEVER;
  });
}

/** Makes the schema of one value that is written as text. */
export function text<T = string>(expected: string, read: (value: string) => Reading<T>) {
  return field<T>(expected, (value) => {
    if (typeof value !== 'string') return { wrong: `is ${shown(value)}`, todo: hintFor(value) };
    return read(value);
  });
}

function hintFor(value: unknown): string | undefined {
  const isScalar = typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint';
  return isScalar ? 'put it in quotes if it is meant as text' : undefined;
}

export function line(expected: string, longest: number) {
  return text(expected, (value) => {
    const trimmed = value.trim();
    if (trimmed === '') return { wrong: 'is empty' };
    if (/\p{Cc}/u.test(trimmed)) return { wrong: 'has a line break or control character in it' };
    if (trimmed.length > longest) return { wrong: `is ${trimmed.length} characters long` };
    return { value: trimmed };
  });
}

export function oneOf<const T extends string>(names: readonly T[]) {
  return text<T>(anyOf(names), (value) => {
    const name = names.find((one) => one === value.toLowerCase());
    return name ? { value: name } : { wrong: `${shown(value)} is not known here`, todo: didYouMean(value, names) };
  });
}

/** Reads a severity. A severity of another tool (`critical`, `P1`) is a mistake that names the matching one. */
export function severity() {
  return text<Severity>(anyOf(severities), (value) => {
    const name = value.trim().toLowerCase();
    if (isSeverity(name)) return { value: name };
    const meant = severityMeant(name);
    return { wrong: `${shown(value)} is not known here`, ...(meant && { todo: `did you mean ${meant}?` }) };
  });
}

export function whole(least: number, most: number) {
  return field<number>(`a whole number from ${least} to ${most}`, (value) =>
    typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most
      ? { value }
      : { wrong: `is ${shown(value)}` },
  );
}

export function yesNo() {
  return field<boolean>('true or false', (value) =>
    typeof value === 'boolean' ? { value } : { wrong: `is ${shown(value)}` },
  );
}

/** Reads an id of a platform: text, or a whole number without quotes, of which no digit is lost. */
export function platformId(expected: string, shape: RegExp) {
  return field<string>(expected, (value) => {
    if (typeof value === 'number' && !Number.isSafeInteger(value)) {
      return { wrong: 'is a number that has lost its last digits', todo: 'put it in quotes' };
    }
    const isText = typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint';
    const id = isText ? String(value).trim() : '';
    return shape.test(id) ? { value: id } : { wrong: `is ${shown(value)}` };
  });
}

/**
 * Makes the schema of a group of keys. An unknown key is a mistake.
 *
 * @param otherNames names that other tools use, with the key that is meant
 */
export function group<S extends z.core.$ZodShape>(
  what: string,
  shape: S,
  otherNames: ReadonlyMap<string, string> = new Map(),
) {
  const keys = Object.keys(shape);
  return z.strictObject(shape, {
    error: (issue) => {
      if (issue.code === 'unrecognized_keys')
        return issue.keys.map((key) => unknownKey(key, keys, otherNames.get(key))).join('\n');
      return say(issue.input === undefined ? 'is missing' : `is ${shown(issue.input)}`, what);
    },
  });
}

export function unknownKey(key: string, known: readonly string[], otherName?: string): string {
  const meant = otherName ? `did you mean ${otherName}?` : didYouMean(key, known);
  return say('is not a key that belongs here', known.length > 0 ? anyOf(known) : undefined, meant ?? 'remove it');
}

export function list<S extends z.core.$ZodType>(what: string, item: S) {
  return z.array(item, {
    error: ({ input }) =>
      say(input === undefined ? 'is missing' : `is ${shown(input)}`, `a list of ${what}`, inBrackets(what, input)),
  });
}

/** Says how a single name is written as a list. What looks like a secret is not repeated. */
function inBrackets(what: string, input: unknown): string | undefined {
  const isName = typeof input === 'string' && /^[\w-]{1,32}$/.test(input) && !what.includes(' ');
  return isName && shown(input) === `“${input}”` ? `write [${input}]` : undefined;
}

export function filledList<S extends z.core.$ZodType>(what: string, item: S) {
  return list(what, item).min(1, { error: say('is an empty list', `at least one of ${what}`) });
}

/** The ids of a section before its entries are read, including those of entries with mistakes. */
export interface KnownIds {
  readonly people: ReadonlySet<string>;
  readonly teams: ReadonlySet<string>;
  readonly schedules: ReadonlySet<string>;
  readonly policies: ReadonlySet<string>;
  readonly services: ReadonlySet<string>;
  readonly integrations: ReadonlySet<string>;
}

const oneOfThem: Readonly<Record<keyof KnownIds, string>> = {
  people: 'person',
  teams: 'team',
  schedules: 'schedule',
  policies: 'policy',
  services: 'service',
  integrations: 'integration',
};

/** Makes the schema of the id of an entry in another section. @param also a word that is allowed in place of an id */
export function reference(section: keyof KnownIds, known: KnownIds, also?: string) {
  const ids = known[section];
  const kind = oneOfThem[section];
  const expected = ids.size > 0 ? `a ${kind} of this file: ${anyOf(ids)}` : `a ${kind} of this file, which has none`;
  return field<string>(expected, (value) => {
    const id = typeof value === 'number' ? String(value) : value;
    if (typeof id !== 'string') return { wrong: `is ${shown(value)}` };
    if (ids.has(id) || id === also) return { value: id };
    const meant = didYouMean(id, ids);
    const elsewhere = (Object.keys(oneOfThem) as (keyof KnownIds)[]).find((one) => known[one].has(id));
    const todo = meant ?? (elsewhere ? `${id} is a ${oneOfThem[elsewhere]}` : `add it under ${section}`);
    return { wrong: `there is no ${kind} ${shown(id)}`, todo };
  });
}

/** Reads a JMESPath expression, and returns it as it was written. */
export function expression() {
  return text('a JMESPath expression such as event.message', (value) => {
    try {
      return { value: compileExpression(value).source };
    } catch (err) {
      if (err instanceof BadExpression) return { wrong: `${shown(value)} cannot be read: ${err.message}` };
      throw err;
    }
  });
}
