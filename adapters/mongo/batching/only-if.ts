import type { Document } from 'mongodb';

/**
 * Sets these fields if all of that holds, and changes nothing if not. The conditions stand in the update, because SecantusDB
 * reads the whole collection for a filter that has more than the id, with a hint as well. The answer counts a document whose
 * conditions do not hold as matched, and not as modified.
 *
 * @param fields expressions; `literally` makes them of values, and `$$REMOVE` takes a field away
 */
export function onlyIf(conditions: readonly object[], fields: Readonly<Record<string, unknown>>): Document[] {
  const set = Object.entries(fields).map(([field, value]) => [
    field,
    { $cond: [{ $and: conditions }, value, `$${field}`] },
  ]);
  return [{ $set: Object.fromEntries(set) }];
}

/** As `onlyIf`, for a whole document. */
export function replaceOnlyIf(conditions: readonly object[], document: object): Document[] {
  return [{ $replaceWith: { $cond: [{ $and: conditions }, { $literal: document }, '$$ROOT'] } }];
}

/** Returns expressions of these values, whatever stands in them. */
export function literally(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).map(([field, value]) => [field, { $literal: value }]));
}

/** The condition that a field is this; undefined: that it is not there. */
export function is(field: string, value: string | number | boolean | Date | undefined): object {
  return { $eq: [{ $ifNull: [`$${field}`, null] }, value === undefined ? null : { $literal: value }] };
}
