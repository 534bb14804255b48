import { z } from 'zod';
import { isRecord } from '../lib/values/json.ts';
import type { Lines } from './file/lines.ts';
import { entriesOf, type SourceDocument } from './source.ts';

/** A text that may be missing, or empty, or null in an export. */
export const optionalText = z
  .string()
  .nullish()
  .transform((text) => text || undefined);

export const optionalNumber = z
  .number()
  .nullish()
  .transform((number) => number ?? undefined);

/** A moment as ISO 8601 with an offset. */
export const moment = z
  .string()
  .transform((text) => new Date(text))
  .refine((at) => !Number.isNaN(at.getTime()), 'a time with an offset, such as 2026-01-05T09:00:00Z');

/** Of a referenced entry, only the id and the name are read. */
export const reference = z.object({ id: z.string(), type: optionalText, name: optionalText, summary: optionalText });

/**
 * Returns the entries of a kind that have the documented shape, each once. Adds a line for each other entry.
 *
 * @param kind the word for the kind in a line: `schedule`
 */
export function readEntries<T extends { readonly id: string }>(
  documents: readonly SourceDocument[],
  name: string,
  kind: string,
  schema: z.ZodType<T>,
  lines: Lines,
): readonly T[] {
  const found = new Map<string, T>();
  for (const entry of entriesOf(documents, name)) {
    const read = schema.safeParse(entry);
    if (read.success) found.set(read.data.id, read.data);
    else lines.leftOut(subjectOf(kind, entry), `its JSON is not as documented: ${problem(read.error)}`);
  }
  return [...found.values()];
}

function subjectOf(kind: string, entry: unknown): string {
  const name = isRecord(entry) ? (entry.name ?? entry.id) : undefined;
  return named(kind, typeof name === 'string' ? name : 'without a name');
}

/** Returns `schedule “Primary”`. */
export function named(kind: string, name: string): string {
  return `${kind} “${name}”`;
}

function problem({ issues: [first] }: z.ZodError): string {
  return first ? `${first.path.join('.')}: ${first.message}` : 'unknown';
}
