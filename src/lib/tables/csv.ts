import { stringify } from 'csv-stringify/sync';

export type Cell = string | number | boolean | undefined;

/**
 * Returns rows as lines of CSV (RFC 4180), each with its line break. An apostrophe is put before a text that a spreadsheet
 * would run as a formula.
 */
export function csvLines(rows: readonly (readonly Cell[])[]): string {
  return stringify(
    rows.map((row) => [...row]),
    // Without the third option a field with a line break that is not CR LF ends its row.
    { escape_formulas: true, record_delimiter: 'windows', quote_record_delimiter: true, cast: { boolean: String } },
  );
}

/** Returns rows as CSV; the first line has the names. */
export function csvOf(names: readonly string[], rows: readonly (readonly Cell[])[]): string {
  return csvLines([names, ...rows]);
}
