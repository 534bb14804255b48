import type { z } from 'zod';
import { BadPayload } from '../sender.ts';
import { looseDate } from './dates.ts';
import { isTexts, labelValue, record } from './fields.ts';
import type { IntakeNotes } from './notes.ts';
import { fieldName } from './parse.ts';

type Path = readonly (string | number)[];

/** A JSON object that a sender posted, read field by field: what is of another kind is noted and counts as absent. */
export interface Payload {
  /** All of it, as it came. */
  readonly whole: Readonly<Record<string, unknown>>;
  /** The text at a path such as `data.attributes.name`, trimmed; a number or yes/no as text. Undefined when it is empty. */
  text(path: string): string | undefined;
  /** The first of these that has a text. */
  first(...paths: readonly string[]): string | undefined;
  /** The date there, unless it is more than an hour ahead. Without a format it is as ISO 8601 writes it, or nearly so. */
  date(path: string, format?: z.ZodType<Date | null | undefined>): Date | undefined;
  /** The object there; one without fields when there is none. */
  part(path: string): Payload;
  /** The objects of the list there. */
  parts(path: string): readonly Payload[];
  /** The texts of the list there. */
  texts(path: string): readonly string[];
  /** The object there as it is, for `labelsOf`. */
  record(path: string): Readonly<Record<string, unknown>> | undefined;
  /** @throws BadPayload unless one of these has a text: without any, there is nothing to tell */
  needs(...paths: readonly [string, ...string[]]): void;
}

/** @throws BadPayload when the body is no object */
export function readPayload(body: unknown, notes: IntakeNotes, at: Path = []): Payload {
  const whole = record.safeParse(body);
  if (whole.success) return payloadOf(whole.data, notes, at);
  const message = body === undefined ? 'The body is empty.' : 'Expected an object of names and values.';
  throw new BadPayload([{ field: fieldName(at), message }]);
}

function payloadOf(whole: Readonly<Record<string, unknown>>, notes: IntakeNotes, at: Path): Payload {
  const valueAt = (path: string) =>
    path.split('.').reduce<unknown>((value, name) => (isRecord(value) ? valueNamed(value, name) : undefined), whole);
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

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return record.safeParse(value).success;
}

/**
 * Returns the value of a name. Templates that people write by hand spell the names of a sender in their own way, so one that differs
 * only in capitals, `_` and `-` does as well: `monitor_friendly_name` for `monitorFriendlyName`.
 */
function valueNamed(given: Readonly<Record<string, unknown>>, name: string): unknown {
  if (Object.hasOwn(given, name)) return given[name];
  const sought = spelledPlainly(name);
  const found = Object.keys(given).find((one) => spelledPlainly(one) === sought);
  return found === undefined ? undefined : given[found];
}

/** Returns a name without what differs between spellings of it. */
export function spelledPlainly(name: string): string {
  return name.replace(/[-_ ]/g, '').toLowerCase();
}

/** Labels of tags, in a list or in a text with blanks or commas between them: `team:payments` and `env=prod` have a value. */
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

/** The texts that are there, one a line. */
export function linesOf(...texts: readonly (string | null | undefined)[]): string {
  return texts.filter((text) => text?.trim()).join('\n');
}
