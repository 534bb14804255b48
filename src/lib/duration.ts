import { createCache } from './cache.ts';

const units = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1_000],
] as const;
const weekDays = 7;

type Unit = (typeof units)[number][0] | 'week';

/** Creating a format costs more than using it a hundred times. */
const formats = createCache<string, Intl.NumberFormat>({ max: 200 });

/**
 * Returns a duration in milliseconds in its two largest units: `1h 30m`. It rounds down, so that it never promises more time
 * than there is. Whole weeks are shown as weeks.
 *
 * @param locale a BCP 47 tag
 */
export function formatDuration(ms: number, locale = 'en'): string {
  // Single letters for units are common knowledge only in English.
  const display = locale === 'en' ? 'narrow' : 'short';
  return partsOf(ms)
    .map(([count, unit]) => formatOf(locale, unit, display).format(count))
    .join(' ');
}

/** Returns a duration in milliseconds in whole words, for the middle of a sentence: `5 minutes`. */
export function formatDurationInWords(ms: number, locale = 'en'): string {
  const parts = partsOf(ms).map(([count, unit]) => formatOf(locale, unit, 'long').format(count));
  return new Intl.ListFormat(locale, { type: 'unit', style: 'long' }).format(parts);
}

function partsOf(ms: number): readonly (readonly [count: number, unit: Unit])[] {
  const largest = units.findIndex(([, unitMs]) => ms >= unitMs);
  if (largest === -1) return [[0, 'second']];
  let rest = ms;
  const parts = units.slice(largest, largest + 2).flatMap(([unit, unitMs]) => {
    const count = Math.floor(rest / unitMs);
    rest -= count * unitMs;
    return count > 0 ? [[count, unit] as const] : [];
  });
  const [[count, unit] = [0, 'second'], ...others] = parts;
  const isWeeks = unit === 'day' && others.length === 0 && count % weekDays === 0;
  return isWeeks ? [[count / weekDays, 'week']] : parts;
}

function formatOf(locale: string, unit: Unit, unitDisplay: 'narrow' | 'short' | 'long'): Intl.NumberFormat {
  const key = `${locale} ${unit} ${unitDisplay}`;
  const known = formats.get(key);
  if (known) return known;
  const made = new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay, useGrouping: false });
  formats.set(key, made);
  return made;
}
