/** Fields to write into a document without reading it; names with dots are paths, as in an update. */
export interface Note {
  readonly $set?: Readonly<Record<string, unknown>>;
  readonly $inc?: Readonly<Record<string, number>>;
  /** The last `-$slice` entries of the list stay. */
  readonly $push?: Readonly<Record<string, { readonly $each: readonly unknown[]; readonly $slice: number }>>;
  readonly $min?: Readonly<Record<string, Date>>;
}

/** The write of a decision: like a note, but it may also remove fields and lets lists grow without a limit. */
export interface FieldUpdate extends Omit<Note, '$push'> {
  readonly $push?: Readonly<Record<string, { readonly $each: readonly unknown[]; readonly $slice?: number }>>;
  readonly $unset?: Readonly<Record<string, 1>>;
}

/** Returns both notes as one, with the result of writing the first and then the second. */
export function merged(first: Note, second: Note): Note {
  return present({
    $set: { ...first.$set, ...second.$set },
    $inc: combined(first.$inc, second.$inc, (a, b) => a + b),
    $push: combined(first.$push, second.$push, (a, b) => ({ ...b, $each: [...a.$each, ...b.$each] })),
    $min: combined(first.$min, second.$min, (a, b) => (a < b ? a : b)),
  });
}

function combined<T>(
  first: Readonly<Record<string, T>> = {},
  second: Readonly<Record<string, T>> = {},
  both: (a: T, b: T) => T,
): Record<string, T> {
  const all = { ...first };
  for (const [field, value] of Object.entries(second)) {
    const before = all[field];
    all[field] = before === undefined ? value : both(before, value);
  }
  return all;
}

/** Removes operators without fields, because older servers refuse them. */
function present(note: Required<Note>): Note {
  return Object.fromEntries(Object.entries(note).filter(([, fields]) => Object.keys(fields).length > 0));
}

/** Returns the fields of an update pipeline that write the same values. */
export function asFields({
  $set = {},
  $inc = {},
  $push = {},
  $min = {},
  $unset = {},
}: FieldUpdate): Record<string, unknown> {
  const each = <T>(fields: Readonly<Record<string, T>>, expression: (field: string, value: T) => unknown) =>
    Object.entries(fields).map(([field, value]) => [field, expression(`$${field}`, value)] as const);
  return Object.fromEntries([
    ...each($set, (_, value) => ({ $literal: value })),
    ...each($inc, (field, by) => ({ $add: [{ $ifNull: [field, 0] }, by] })),
    ...each($push, (field, { $each, $slice }) => {
      const all = { $concatArrays: [{ $ifNull: [field, []] }, { $literal: [...$each] }] };
      return $slice === undefined ? all : { $slice: [all, $slice] };
    }),
    ...each($min, (field, value) => ({ $min: [field, value] })),
    ...each($unset, () => '$$REMOVE'),
  ]);
}
