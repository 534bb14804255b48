import { isDeepStrictEqual } from 'node:util';
import type { Document } from 'mongodb';

/** What makes one document into another, as an update pipeline has it. */
export interface Difference {
  /** That each field that changes is as it was read. */
  readonly was: readonly object[];
  /** The fields that change; those that go are taken away. */
  readonly fields: Readonly<Record<string, unknown>>;
}

/**
 * Returns the difference of two documents by their fields, so that a write of other fields meanwhile is kept. A field is
 * compared and written as a whole: an update pipeline has no path into a list.
 */
export function differenceOf(before: Document, after: Document): Difference {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  const changed = [...names].filter((name) => !isDeepStrictEqual(before[name], after[name]));
  return {
    was: changed.map((name) =>
      name in before ? { $eq: [`$${name}`, { $literal: before[name] }] } : { $eq: [{ $type: `$${name}` }, 'missing'] },
    ),
    fields: Object.fromEntries(
      changed.map((name) => [name, name in after ? { $literal: after[name] } : '$$REMOVE'] as const),
    ),
  };
}
