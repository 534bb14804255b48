/** A locale writes CET only where its readers know it, else GMT+1. Together these locales name the most zones. */
const namingLocales = ['en-US', 'en-GB', 'en-AU', 'en-IN', 'en-ZA', 'en-SG', 'en-HK', 'ja'];

/** Creating a format costs more than using it a hundred times. */
const formats = new Map<string, Intl.DateTimeFormat>();
const names = new Map<string, string>();
const mostKept = 500;

/**
 * Returns the name of a zone at a moment: `CET`, or `Colombia Time` where nobody abbreviates it. An offset remains for zones
 * that are nothing else.
 *
 * @param zone a known IANA zone
 */
export function zoneName(at: Date | number, zone: string, locale: string): string {
  // Clocks change at whole quarters of an hour.
  const key = `${Math.floor(Number(at) / 900_000)} ${zone} ${locale}`;
  const known = names.get(key) ?? found(at, zone, locale);
  if (names.size >= mostKept) names.clear();
  names.set(key, known);
  return known;
}

function found(at: Date | number, zone: string, locale: string): string {
  const own = nameIn(at, zone, locale, 'short');
  if (!isOffset(own)) return own;
  for (const one of namingLocales) {
    const name = nameIn(at, zone, one, 'short');
    if (!isOffset(name)) return name;
  }
  return nameIn(at, zone, locale, 'shortGeneric');
}

/** Returns `New York (EST)` for `America/New_York`. */
export function zoneWithCity(at: Date | number, zone: string, locale: string): string {
  const isCity = zone.includes('/') && !zone.startsWith('Etc/');
  if (!isCity) return zone;
  return `${zone.slice(zone.lastIndexOf('/') + 1).replaceAll('_', ' ')} (${zoneName(at, zone, locale)})`;
}

function isOffset(name: string): boolean {
  return /^(GMT|UTC)[+-]/.test(name);
}

function nameIn(at: Date | number, zone: string, locale: string, style: 'short' | 'shortGeneric'): string {
  const key = `${locale} ${zone} ${style}`;
  let format = formats.get(key);
  if (!format) {
    if (formats.size >= mostKept) formats.clear();
    format = new Intl.DateTimeFormat(locale, { timeZone: zone, timeZoneName: style });
    formats.set(key, format);
  }
  return format.formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value ?? '';
}
