/** Text that a spreadsheet reads as a formula. */
const formula = /^[=+\-@\t\r]/;

/**
 * Returns one line of CSV (RFC 4180) with its line break. An apostrophe is put before a text that a spreadsheet would run as
 * a formula.
 */
export function csvLine(values: readonly (string | number | boolean | undefined)[]): string {
  return `${values.map(csvField).join(',')}\r\n`;
}

function csvField(value: string | number | boolean | undefined): string {
  if (value === undefined) return '';
  if (typeof value !== 'string') return String(value);
  const text = formula.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
