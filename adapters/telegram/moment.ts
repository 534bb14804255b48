import { MOMENT_AHEAD_MS } from './limits.ts';
import { escapeHtml } from './text.ts';

// Each locale knows the names of its own zones only: CET in Britain, EST in America, AEDT in Australia.
const locales = ['en-GB', 'en-US', 'en-AU'];
/** Making one takes longer than using it a hundred times. */
const formatters = new Map<string, Intl.DateTimeFormat>();

/** "1 Mar 03:00 CET": the zone is always named. */
export function spellMoment(at: Date, zone: string | undefined): string {
  try {
    return spellIn(at, zone ?? 'UTC');
  } catch (err) {
    if (err instanceof RangeError && zone) return spellMoment(at, undefined);
    throw err;
  }
}

function spellIn(at: Date, timeZone: string): string {
  const format = (locale: string) =>
    new Map(
      formatter(locale, timeZone)
        .formatToParts(at)
        .map(({ type, value }) => [type, value]),
    );
  const british = format('en-GB');
  const names = locales.map((locale) => format(locale).get('timeZoneName') ?? '');
  const name = names.find((one) => !/^GMT[+-]/.test(one)) ?? names[0];
  const get = (part: Intl.DateTimeFormatPartTypes) => british.get(part);
  return `${get('day')} ${get('month')} ${get('hour')}:${get('minute')} ${name}`;
}

function formatter(locale: string, timeZone: string): Intl.DateTimeFormat {
  const key = `${locale} ${timeZone}`;
  const known = formatters.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat(locale, {
    timeZone,
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'short',
  });
  formatters.set(key, made);
  return made;
}

/** Telegram draws it in the reader's own zone; apps too old for that show the words inside. */
export function momentHtml(at: Date, words: string, now: Date): string {
  const seconds = Math.floor(at.getTime() / 1_000);
  if (seconds < 0 || at.getTime() > now.getTime() + MOMENT_AHEAD_MS) return escapeHtml(words);
  return `<tg-time unix="${seconds}" format="dt">${escapeHtml(words)}</tg-time>`;
}
