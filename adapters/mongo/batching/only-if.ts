import type { Document } from 'mongodb';

/**
 * Sets these fields if all of that holds, and changes nothing if not. The conditions stand in the update, because SecantusDB
 * reads the whole collection for a filter that has more than the id.
 */
export function onlyIf(conditions: readonly object[], fields: Readonly<Record<string, unknown>>): Document[] {
  const set = Object.entries(fields).map(([field, value]) => [
    field,
    { $cond: [{ $and: conditions }, value, `$${field}`] },
  ]);
  return [{ $set: Object.fromEntries(set) }];
}
