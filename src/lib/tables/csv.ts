import { stringify } from 'csv-stringify/sync';

export type Cell = string | number | boolean | undefined;

/**
 * Returns rows as CSV (RFC 4180) with a first line of names. A text that a spreadsheet would run as a formula begins with
 * an apostrophe.
 */
export function csvOf(names: readonly string[], rows: readonly (readonly Cell[])[]): string {
  return stringify([[...names], ...rows.map((row) => [...row])], {
    escape_formulas: true,
    record_delimiter: 'windows',
    cast: { boolean: String },
  });
}
