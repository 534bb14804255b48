import { createCache } from './cache.ts';
import { zoneName } from './words/zone-name.ts';

type Words = Partial<Record<Intl.DateTimeFormatPartTypes, string>>;

const shape = {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
} as const;

/**
 * Returns `Mon 5 Jan 09:00 CET`: the same on every platform, and always with the zone. The year is added when it differs
 * from that of `now`.
 *
 * @param zone an IANA zone; UTC when undefined or unknown to this Node
 */
export function formatMoment(at: Date, zone: string | undefined, now: Date = at, locale = 'en'): string {
  const thatYear = wordsOf(at, zone, locale).year !== wordsOf(now, zone, locale).year;
  return written(at, zone, locale, thatYear);
}

/** Returns `Mon 5 Jan 2026 09:00 CET`, for text that may be read in another year. */
export function formatMomentWithYear(at: Date, zone: string | undefined, locale = 'en'): string {
  return written(at, zone, locale, true);
}

/** Returns `5 Jan 2026`: a day in UTC. */
export function formatDay(day: Date, locale = 'en'): string {
  return formatOf(locale === 'en' ? 'en-GB' : locale, 'UTC', {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
  }).format(day);
}

/** Returns `09:00`. */
export function formatTimeOfDay(at: Date, zone: string | undefined, locale = 'en'): string {
  const { hour, minute } = wordsOf(at, zone, locale);
  return `${hour}:${minute}`;
}

function written(at: Date, zone: string | undefined, locale: string, withYear: boolean): string {
  const name = zoneName(at, zoneOr(zone), locale);
  if (locale !== 'en') {
    const { year: _year, ...withoutYear } = shape;
    return `${formatOf(locale, zone, withYear ? shape : withoutYear).format(at)} ${name}`;
  }
  const { weekday, day, month, year, hour, minute } = wordsOf(at, zone, locale);
  return `${weekday} ${day} ${month}${withYear ? ` ${year}` : ''} ${hour}:${minute} ${name}`;
}

/** All moments of a minute have the same words, and the texts of one moment repeat a few minutes. */
const words = createCache<string, Words>({ max: 1_000 });

function wordsOf(at: Date, zone: string | undefined, locale: string): Words {
  const key = `${Math.floor(at.getTime() / 60_000)} ${zone} ${locale}`;
  const known = words.get(key);
  if (known) return known;
  const parts = formatOf(locale, zone, shape).formatToParts(at);
  const made: Words = Object.fromEntries(parts.map(({ type, value }) => [type, value]));
  words.set(key, made);
  return made;
}

/** Creating a format costs more than using it a hundred times. */
const formats = createCache<string, Intl.DateTimeFormat>({ max: 500 });

function formatOf(locale: string, zone: string | undefined, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = JSON.stringify([locale, zone, Object.keys(options)]);
  const known = formats.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat(locale, { ...options, timeZone: zoneOr(zone) });
  formats.set(key, made);
  return made;
}

/** Which zones this Node knows. Finding out creates a format. */
const knownZones = createCache<string, boolean>({ max: 500 });

/** Returns UTC for no zone, and for one that this Node does not know. */
function zoneOr(zone: string | undefined): string {
  if (zone === undefined) return 'UTC';
  const known = knownZones.get(zone) ?? isZone(zone);
  knownZones.set(zone, known);
  return known ? zone : 'UTC';
}

function isZone(zone: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: zone }));
  } catch (err) {
    if (err instanceof RangeError) return false;
    throw err;
  }
}
