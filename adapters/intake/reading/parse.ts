import type { z } from 'zod';
import { truncate } from '../../../src/lib/text.ts';
import type { Problem } from '../problem.ts';
import { BadPayload } from '../sender.ts';
import type { IntakeNotes } from './notes.ts';

/** Each pass drops at least one value. A payload that needs more passes was made to keep the server busy. */
const maxPasses = 50;
const fieldCharacters = 200;

type Path = readonly PropertyKey[];

/**
 * Returns the value, parsed by the schema. A value that does not fit is dropped and noted, because an alert with one field
 * less is better than none. Where the schema requires the value, the object around it is dropped, and so on outwards.
 *
 * @param at path of the value in the body, for the names of fields
 * @throws BadPayload when nothing usable is left; it names every field that does not fit (`alerts[2].labels.team`), never
 * its value
 */
export function parse<T>(schema: z.ZodType<T>, value: unknown, notes: IntakeNotes, at: Path = []): T {
  const dropped = new Map<string, Problem & { readonly isBlank: boolean }>();
  let current = value;
  for (let pass = 0; ; pass += 1) {
    const result = schema.safeParse(current);
    if (result.success) {
      const worthTelling = [...dropped.values()].filter(({ isBlank }) => !isBlank);
      notes.ignore(...worthTelling.map(({ field, message }) => ({ field, message })));
      return result.data;
    }
    const drops = result.error.issues.flatMap((issue) => dropsFor(issue, current));
    const fatal = drops.filter(({ target }) => target.length === 0);
    if (fatal.length > 0 || pass === maxPasses) {
      const missing = (fatal.length > 0 ? fatal : drops)
        .filter(({ path }) => !dropped.has(keyOf(path)))
        .map(({ path, message }) => ({ field: fieldName([...at, ...path]), message }));
      const wrong = [...dropped.values()].map(({ field, message }) => ({ field, message }));
      throw new BadPayload(distinct([...wrong, ...missing]));
    }
    for (const { path, target, message } of drops) {
      const isBlank = isNothing(valueAt(current, target));
      dropped.set(keyOf(target), { field: fieldName([...at, ...path]), message, isBlank });
    }
    current = without(current, new Set(drops.map(({ target }) => keyOf(target))), []);
  }
}

/**
 * Parses each entry of a list. An unusable entry is noted as refused and does not affect the others.
 *
 * @throws BadPayload when there are entries and none of them is usable
 */
export function parseEach<T>(
  schema: z.ZodType<T>,
  entries: readonly unknown[],
  notes: IntakeNotes,
  at: Path = [],
): readonly { readonly entry: T; readonly at: Path }[] {
  return readEach(entries, notes, at, (value, path) => [{ entry: parse(schema, value, notes, path), at: path }]);
}

/** Reads each entry like `parseEach`, by any function that throws BadPayload. */
export function readEach<T, E>(
  entries: readonly E[],
  notes: IntakeNotes,
  at: Path,
  read: (entry: E, at: Path) => readonly T[],
): readonly T[] {
  const problems: Problem[] = [];
  let isUsable = false;
  const usable = entries.flatMap((value, index) => {
    try {
      const found = read(value, [...at, index]);
      isUsable = true;
      return found;
    } catch (err) {
      if (!(err instanceof BadPayload)) throw err;
      problems.push(...err.problems);
      return [];
    }
  });
  if (!isUsable && problems.length > 0) throw new BadPayload(problems);
  notes.refuse(...problems);
  return usable;
}

/** Formats a path: `['alerts', 2, 'labels', 'team']` as `alerts[2].labels.team`. */
export function fieldName(path: Path): string {
  const name = path.reduce<string>(
    (before, part) => (typeof part === 'number' ? `${before}[${part}]` : `${before}${before && '.'}${String(part)}`),
    '',
  );
  return truncate(name, fieldCharacters);
}

/**
 * The path of an issue, and the value to drop for it. An empty target means the whole value, which cannot be dropped.
 */
interface Drop {
  readonly path: Path;
  readonly target: Path;
  readonly message: string;
}

function dropsFor(issue: z.core.$ZodIssue, whole: unknown): readonly Drop[] {
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => {
      const path = [...issue.path, key];
      return { path, target: path, message: 'Unknown field: check its spelling.' };
    });
  const { path } = issue;
  const target = valueAt(whole, path) === undefined ? path.slice(0, -1) : path;
  return [{ path, target, message: messageOf(issue) }];
}

function messageOf(issue: z.core.$ZodIssue): string {
  if (issue.code !== 'invalid_type' || !issue.message.endsWith('received undefined')) return issue.message;
  return issue.path.length === 0 ? 'The body is empty.' : 'Required, and missing.';
}

function valueAt(whole: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (at, part) =>
      typeof at === 'object' && at !== null && Object.hasOwn(at, part)
        ? (at as Readonly<Record<PropertyKey, unknown>>)[part]
        : undefined,
    whole,
  );
}

/** Returns whether a value is null or the empty text. Dropping such a value needs no note. */
function isNothing(value: unknown): boolean {
  return value === null || (typeof value === 'string' && value.trim() === '');
}

function without(value: unknown, dropped: ReadonlySet<string>, path: Path): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value))
    return value.flatMap((one, index) => {
      const inside = [...path, index];
      return dropped.has(keyOf(inside)) ? [] : [without(one, dropped, inside)];
    });
  // fromEntries keeps `__proto__` as an own property.
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, one]) => {
      const inside = [...path, name];
      return dropped.has(keyOf(inside)) ? [] : [[name, without(one, dropped, inside)]];
    }),
  );
}

function keyOf(path: Path): string {
  return JSON.stringify(path);
}

function distinct(problems: readonly Problem[]): readonly Problem[] {
  return [...new Map(problems.map((problem) => [problem.field, problem])).values()];
}
