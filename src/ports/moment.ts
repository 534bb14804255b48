// Each locale knows the names of its own zones only: CET in Britain, EST in America, AEDT in Australia.
const locales = ['en-GB', 'en-US', 'en-AU'];
/** Making one takes longer than using it a hundred times. */
const formatters = new Map<string, Intl.DateTimeFormat>();

/** A moment as it is read somewhere: "1", "Mar", "2026", "03:00", "CET". */
export interface SpeltMoment {
  readonly day: string;
  readonly month: string;
  readonly year: string;
  readonly time: string;
  readonly zone: string;
}

/**
 * For chats that show no moment in their reader's own zone: there the zone is always named.
 *
 * @param zone an IANA zone; UTC for none, and for one that this Node does not know
 */
export function spelt(at: Date, zone: string | undefined): SpeltMoment {
  try {
    return speltIn(at, zone ?? 'UTC');
  } catch (err) {
    if (err instanceof RangeError && zone) return speltIn(at, 'UTC');
    throw err;
  }
}

function speltIn(at: Date, timeZone: string): SpeltMoment {
  const partsIn = (locale: string) =>
    new Map(
      formatter(locale, timeZone)
        .formatToParts(at)
        .map(({ type, value }) => [type, value]),
    );
  const british = partsIn('en-GB');
  const names = locales.map((locale) => partsIn(locale).get('timeZoneName') ?? '');
  const get = (part: Intl.DateTimeFormatPartTypes) => british.get(part) ?? '';
  return {
    day: get('day'),
    month: get('month'),
    year: get('year'),
    time: `${get('hour')}:${get('minute')}`,
    zone: names.find((one) => !/^GMT[+-]/.test(one)) ?? names[0] ?? '',
  };
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
