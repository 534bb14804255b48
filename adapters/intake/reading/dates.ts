import { z } from 'zod';
import { isoDate, unixDate } from './fields.ts';

/**
 * A date by programs that deviate from ISO 8601: `2026-01-05 09:00:00.123`, `… UTC` and `… +0000` are accepted too. The
 * empty string means no date. Without a zone it is UTC. A number, or digits, counts from 1970.
 */
export const looseDate = z.preprocess(
  (given) => unixDate(given)?.toISOString() ?? (typeof given === 'string' ? spelledOut(given) : given),
  isoDate.nullish(),
);

function spelledOut(text: string): string | undefined {
  const date = text.trim();
  if (date === '') return undefined;
  return date
    .replace(/^(\d{4}-\d\d-\d\d) +/, '$1T')
    .replace(/ ?(?:UTC|GMT)$/, 'Z')
    .replace(/ +(?=[+-]\d\d:?\d\d$)/, '')
    .replace(/([+-]\d\d)(\d\d)$/, '$1:$2');
}

/** Seconds or milliseconds since 1970, where 0 means no time. */
export function unlessZero<T extends z.ZodType>(time: T) {
  return z.preprocess((given) => (given === 0 || given === '0' || given === '' ? undefined : given), time.nullish());
}
