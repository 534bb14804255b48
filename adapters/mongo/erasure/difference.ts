import { isDeepStrictEqual } from 'node:util';
import type { Document } from 'mongodb';

/** The change from one document to another, for an update pipeline. */
export interface Difference {
  /** Conditions that each changed field still has the value that was read. */
  readonly was: readonly object[];
  /** The new values of the fields that change; removed fields are unset. */
  readonly fields: Readonly<Record<string, unknown>>;
}

/**
 * Returns the fields in which two documents differ, so that a write of other fields meanwhile is kept. A field is compared
 * and written as a whole, because an update pipeline has no path into a list.
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
