import type { z } from 'zod';
import { isRecord } from '../../../src/lib/values/json.ts';
import { BadPayload } from '../sender.ts';
import { looseDate } from './dates.ts';
import { isTexts, labelValue, record } from './fields.ts';
import type { IntakeNotes } from './notes.ts';
import { fieldName } from './parse.ts';

type Path = readonly (string | number)[];

/** A JSON object from a sender, read field by field. A field of the wrong type is noted and counts as absent. */
export interface Payload {
  /** The whole object, as it arrived. */
  readonly whole: Readonly<Record<string, unknown>>;
  /**
   * Returns the text at a path such as `data.attributes.name` or `events.0.name`, trimmed; a number or boolean as text. Undefined when it is
   * empty.
   */
  text(path: string): string | undefined;
  /** Returns the first text among these paths. */
  first(...paths: readonly string[]): string | undefined;
  /**
   * Returns the date at a path, unless it is more than an hour ahead. Without a format it is parsed as (nearly) ISO 8601.
   */
  date(path: string, format?: z.ZodType<Date | null | undefined>): Date | undefined;
  /** Returns the object at a path; one without fields when there is none. */
  part(path: string): Payload;
  /** Returns the objects of the list at a path. */
  parts(path: string): readonly Payload[];
  /** Returns the texts of the list at a path. */
  texts(path: string): readonly string[];
  /** Returns the plain object at a path, for `labelsOf`. */
  record(path: string): Readonly<Record<string, unknown>> | undefined;
  /** @throws BadPayload when none of these paths has a text */
  needs(...paths: readonly [string, ...string[]]): void;
}

/** @throws BadPayload when the body is not an object */
export function readPayload(body: unknown, notes: IntakeNotes, at: Path = []): Payload {
  const whole = record.safeParse(body);
  if (whole.success) return payloadOf(whole.data, notes, at);
  const message = body === undefined ? 'The body is empty.' : 'Expected an object of names and values.';
  throw new BadPayload([{ field: fieldName(at), message }]);
}

function payloadOf(whole: Readonly<Record<string, unknown>>, notes: IntakeNotes, at: Path): Payload {
  const valueAt = (path: string) =>
    path.split('.').reduce<unknown>((value, name) => {
      if (isRecord(value)) return valueNamed(value, name);
      return Array.isArray(value) && /^\d+$/.test(name) ? value[Number(name)] : undefined;
    }, whole);
  const pathTo = (path: string) => [...at, ...path.split('.')];
  const ignore = (path: string, message: string) => notes.ignore({ field: fieldName(pathTo(path)), message });

  const text = (path: string) => {
    const found = valueAt(path);
    const value = isTexts(found) ? found.join(', ') : found;
    if (typeof value === 'object' && value !== null) ignore(path, 'Expected text.');
    return labelValue({ value }, 'value');
  };
  const first = (...paths: readonly string[]) => {
    for (const path of paths) {
      const found = text(path);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  const list = (path: string): readonly unknown[] => {
    const value = valueAt(path);
    if (Array.isArray(value)) return value;
    if (value !== undefined && value !== null) ignore(path, 'Expected a list.');
    return [];
  };
  const objectAt = (path: string) => {
    const value = valueAt(path);
    const read = record.safeParse(value);
    if (!read.success && value !== undefined && value !== null && value !== '')
      ignore(path, 'Expected an object of names and values.');
    return read.data;
  };
  return {
    whole,
    text,
    first,
    date(path, format = looseDate) {
      const value = valueAt(path);
      if (value === undefined || value === null || value === '') return undefined;
      const read = format.safeParse(value);
      if (!read.success) ignore(path, read.error.issues[0]?.message ?? 'Expected a date.');
      return notes.notAhead(fieldName(pathTo(path)), read.data);
    },
    part: (path) => payloadOf(objectAt(path) ?? {}, notes, pathTo(path)),
    parts: (path) =>
      list(path).flatMap((value, index) => {
        const read = record.safeParse(value);
        return read.success ? [payloadOf(read.data, notes, [...pathTo(path), index])] : [];
      }),
    texts: (path) => list(path).flatMap((value) => labelValue({ value }, 'value') ?? []),
    record: objectAt,
    needs(...paths) {
      if (first(...paths) !== undefined) return;
      const others = paths.length > 1 ? ` Expected it, or ${paths.slice(1).join(' or ')}.` : '';
      throw new BadPayload([{ field: fieldName(pathTo(paths[0])), message: `Required, and missing.${others}` }]);
    },
  };
}

/**
 * Returns the value of a field. Hand-written templates vary the spelling of a sender's names, so a name that differs only in
 * case, `_` and `-` matches as well: `monitor_friendly_name` for `monitorFriendlyName`.
 */
function valueNamed(given: Readonly<Record<string, unknown>>, name: string): unknown {
  if (Object.hasOwn(given, name)) return given[name];
  const sought = spelledPlainly(name);
  const found = Object.keys(given).find((one) => spelledPlainly(one) === sought);
  return found === undefined ? undefined : given[found];
}

/** Returns a name without the differences between its spellings. */
export function spelledPlainly(name: string): string {
  return name.replace(/[-_ ]/g, '').toLowerCase();
}

/**
 * Returns labels from tags, given as a list or as text separated by spaces or commas: `team:payments` and `env=prod` have a
 * value.
 */
export function tagRecord(tags: string | readonly string[] | undefined): Readonly<Record<string, string>> {
  const all = typeof tags === 'string' ? tags.split(/[\s,]+/) : (tags ?? []);
  return Object.fromEntries(
    all.flatMap((tag) => {
      const [, name, value] = /^([^:=]+)[:=](.+)$/s.exec(tag) ?? [];
      if (name && value) return [[name, value]];
      return tag.trim() ? [[tag.trim(), 'true']] : [];
    }),
  );
}

/** Returns the non-empty texts, one per line. */
export function linesOf(...texts: readonly (string | null | undefined)[]): string {
  return texts.filter((text) => text?.trim()).join('\n');
}
