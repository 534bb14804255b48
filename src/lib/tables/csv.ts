import { stringify } from 'csv-stringify/sync';

export type Cell = string | number | boolean | undefined;

/**
 * Returns rows as CSV (RFC 4180); the first line has the names. An apostrophe is put before a text that a spreadsheet would
 * run as a formula.
 */
export function csvOf(names: readonly string[], rows: readonly (readonly Cell[])[]): string {
  return stringify([[...names], ...rows.map((row) => [...row])], {
    escape_formulas: true,
    record_delimiter: 'windows',
    cast: { boolean: String },
  });
}
