import { locale, t } from './texts.ts';

const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'always', style: 'short' });
const clock = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const day = new Intl.DateTimeFormat(locale, { weekday: 'long', day: 'numeric', month: 'long' });
const short = new Intl.DateTimeFormat(locale, {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
  timeZoneName: 'short',
});
const full = new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'long' });

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

type Moment = string | Date;

/** Returns “5 min ago” or “in 5 min”, for a moment that may lie on either side of now. */
export function fromNow(moment: Moment): string {
  return inWords(timeOf(moment) - Date.now());
}

/** For what has happened: where the server's clock is ahead of this one's, it still has. */
export function ago(moment: Moment): string {
  return inWords(Math.min(0, timeOf(moment) - Date.now()));
}

/** Returns how long something has gone on, in at most two units: “12m”, “3h 5m”, “2d 4h”. */
export function lasting(ms: number): string {
  const size = Math.max(0, ms);
  if (size < MINUTE) return unit(size / SECOND, 'second');
  if (size < HOUR) return unit(size / MINUTE, 'minute');
  if (size < DAY) return `${unit(size / HOUR, 'hour')} ${unit((size % HOUR) / MINUTE, 'minute')}`;
  return `${unit(size / DAY, 'day')} ${unit((size % DAY) / HOUR, 'hour')}`;
}

/** “3h 5m” in English; in other languages the narrow form mixes units and abbreviations. */
const unitDisplay = locale === 'en-GB' ? 'narrow' : 'short';

function unit(count: number, name: 'second' | 'minute' | 'hour' | 'day'): string {
  const format = new Intl.NumberFormat(locale, { style: 'unit', unit: name, unitDisplay });
  return format.format(Math.floor(count));
}

function inWords(ahead: number): string {
  const size = Math.abs(ahead);
  const sign = ahead > 0 ? 1 : -1;
  if (size < MINUTE / 2) return ahead > 0 ? t('web.time.soon') : t('web.time.now');
  if (size < HOUR - MINUTE / 2) return relative.format(sign * Math.round(size / MINUTE), 'minute');
  if (size < DAY - HOUR / 2) return relative.format(sign * Math.round(size / HOUR), 'hour');
  return relative.format(sign * Math.round(size / DAY), 'day');
}

/** A card changes a good deal while it is being sent out; only what changed later than that is news. */
export function editedLater({ at, edited }: { readonly at: string; readonly edited?: string }): boolean {
  return edited !== undefined && timeOf(edited) - timeOf(at) >= MINUTE;
}

/** All in the reader's own zone, which the browser knows. */
export function clockTime(moment: Moment): string {
  return clock.format(timeOf(moment));
}

/** With the zone's name. */
export function dated(moment: Moment): string {
  return short.format(timeOf(moment));
}

export function inFull(moment: Moment): string {
  return full.format(timeOf(moment));
}

export function dayName(moment: Moment): string {
  const days = Math.round((midnightOf(moment) - midnightOf(new Date())) / DAY);
  if (days === 0) return t('web.day.today');
  if (days === -1) return t('web.day.yesterday');
  return day.format(timeOf(moment));
}

export function sameDay(one: Moment, other: Moment): boolean {
  return midnightOf(one) === midnightOf(other);
}

export function number(count: number): string {
  return count.toLocaleString(locale);
}

export function timeOf(moment: Moment): number {
  return new Date(moment).getTime();
}

function midnightOf(moment: Moment): number {
  return new Date(moment).setHours(0, 0, 0, 0);
}
