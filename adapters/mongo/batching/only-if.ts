import type { Document } from 'mongodb';

/**
 * Returns an update that sets these fields if all conditions hold, and otherwise changes nothing. The conditions stand in
 * the update, because SecantusDB reads the whole collection for a filter of more than the id, even with a hint. When they do
 * not hold, the answer counts the document as matched and not as modified.
 *
 * @param fields expressions; `literally` makes them from values, and `$$REMOVE` removes a field
 */
export function onlyIf(conditions: readonly object[], fields: Readonly<Record<string, unknown>>): Document[] {
  const set = Object.entries(fields).map(([field, value]) => [
    field,
    { $cond: [{ $and: conditions }, value, `$${field}`] },
  ]);
  return [{ $set: Object.fromEntries(set) }];
}

/** Like `onlyIf`, for a whole document. */
export function replaceOnlyIf(conditions: readonly object[], document: object): Document[] {
  return [{ $replaceWith: { $cond: [{ $and: conditions }, { $literal: document }, '$$ROOT'] } }];
}

/** Returns expressions for these values, which MongoDB does not interpret. */
export function literally(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).map(([field, value]) => [field, { $literal: value }]));
}

/** Returns the condition that a field has this value; undefined means that the field is missing. */
export function is(field: string, value: string | number | boolean | Date | undefined): object {
  return { $eq: [{ $ifNull: [`$${field}`, null] }, value === undefined ? null : { $literal: value }] };
}
