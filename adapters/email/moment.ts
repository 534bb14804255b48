// Each locale knows the names of its own zones only: CET in Britain, EST in America, AEDT in Australia.
const locales = ['en-GB', 'en-US', 'en-AU'];
/** Making one takes longer than using it a hundred times. */
const formatters = new Map<string, Intl.DateTimeFormat>();

/** "1 Mar 2026, 03:00 CET": a mail does not know its reader's zone, so the zone is always named. */
export function spellMoment(at: Date, zone: string | undefined): string {
  try {
    return spellIn(at, zone ?? 'UTC');
  } catch (err) {
    if (err instanceof RangeError && zone) return spellMoment(at, undefined);
    throw err;
  }
}

function spellIn(at: Date, timeZone: string): string {
  const partsIn = (locale: string) =>
    new Map(
      formatter(locale, timeZone)
        .formatToParts(at)
        .map(({ type, value }) => [type, value]),
    );
  const british = partsIn('en-GB');
  const names = locales.map((locale) => partsIn(locale).get('timeZoneName') ?? '');
  const name = names.find((one) => !/^GMT[+-]/.test(one)) ?? names[0];
  const get = (part: Intl.DateTimeFormatPartTypes) => british.get(part);
  return `${get('day')} ${get('month')} ${get('year')}, ${get('hour')}:${get('minute')} ${name}`;
}

function formatter(locale: string, timeZone: string): Intl.DateTimeFormat {
  const key = `${locale} ${timeZone}`;
  const known = formatters.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat(locale, {
    timeZone,
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'short',
  });
  formatters.set(key, made);
  return made;
}
