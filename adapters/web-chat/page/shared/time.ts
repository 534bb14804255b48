import { zoneName, zoneWithCity } from '../../../../src/lib/words/zone-name.ts';
import { locale, t } from './texts.ts';

const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'always', style: 'short' });
const timeOfDay = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
const ofBrowser = new Intl.DateTimeFormat(locale, { day: 'numeric', ...timeOfDay });
let formats = formatsIn(knownZone(document.documentElement.dataset.zone));

/** @param zone IANA zone of the person; undefined until it is known: the browser's */
function formatsIn(zone: string | undefined) {
  const format = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { ...options, ...(zone !== undefined && { timeZone: zone }) });
  return {
    clock: format(timeOfDay),
    digits: format({ ...timeOfDay, numberingSystem: 'latn' }),
    dayAndClock: format({ day: 'numeric', ...timeOfDay }),
    day: format({ weekday: 'long', day: 'numeric', month: 'long' }),
    date: format({ year: 'numeric', month: 'numeric', day: 'numeric', calendar: 'gregory', numberingSystem: 'latn' }),
    weekday: format({ weekday: 'short', day: 'numeric' }),
    short: format({ weekday: 'short', day: 'numeric', month: 'short', ...timeOfDay }),
    full: format({ dateStyle: 'full', timeStyle: 'long' }),
  };
}

/**
 * Shows every time in this IANA zone from now on: the person's, which the bot's texts use as well, so that the page is
 * consistent.
 */
export function showTimesIn(zone: string): void {
  formats = formatsIn(knownZone(zone));
}

/** Returns the IANA zone in which the page shows times. */
export function shownZone(): string {
  return formats.clock.resolvedOptions().timeZone;
}

/** Returns undefined for a zone that this browser does not know; times are then in the browser's zone. */
function knownZone(zone: string | undefined): string | undefined {
  try {
    new Intl.DateTimeFormat(locale, { timeZone: zone });
    return zone;
  } catch (err) {
    if (err instanceof RangeError) return undefined;
    throw err;
  }
}

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

type Moment = string | Date;

/** Returns “5 min ago” or “in 5 min”, for a moment before or after now. */
export function fromNow(moment: Moment): string {
  return inWords(timeOf(moment) - Date.now());
}

/** Returns “5 min ago” for a past event, even when the server's clock is ahead of the browser's. */
export function ago(moment: Moment): string {
  return inWords(Math.min(0, timeOf(moment) - Date.now()));
}

/** Returns a duration in at most two units: “12m”, “3h 5m”, “2d 4h”. */
export function lasting(ms: number): string {
  const size = Math.max(0, ms);
  if (size < MINUTE) return unit(size / SECOND, 'second');
  if (size < HOUR) return unit(size / MINUTE, 'minute');
  if (size < DAY) return `${unit(size / HOUR, 'hour')} ${unit((size % HOUR) / MINUTE, 'minute')}`;
  return `${unit(size / DAY, 'day')} ${unit((size % DAY) / HOUR, 'hour')}`;
}

/** The narrow form is “3h 5m” in English, but mixes units and abbreviations in other languages. */
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

/**
 * Returns whether an edit is worth showing: a card is edited several times while it is sent, so only later edits count.
 */
export function editedLater({ at, edited }: { readonly at: string; readonly edited?: string }): boolean {
  return edited !== undefined && timeOf(edited) - timeOf(at) >= MINUTE;
}

/** Returns the time, with the zone's name where the browser's clock shows another time. */
export function clockTime(moment: Moment): string {
  const at = timeOf(moment);
  const isElsewhere = formats.dayAndClock.format(at) !== ofBrowser.format(at);
  return isElsewhere ? withZone(formats.clock, at) : formats.clock.format(at);
}

/** Returns the time alone, for a place that names its zone. */
export function plainTime(moment: Moment): string {
  return formats.clock.format(timeOf(moment));
}

/** Returns date and time, with the zone's name. */
export function dated(moment: Moment): string {
  return withZone(formats.short, timeOf(moment));
}

function withZone(format: Intl.DateTimeFormat, at: number): string {
  return `${format.format(at)} ${zoneName(at, shownZone(), locale)}`;
}

/** Returns a zone as people read it: “New York (EST)”. */
export function cityOf(zone: string): string {
  return zoneWithCity(Date.now(), zone, locale);
}

/** Returns weekday and day of the month: “Mon 30”. */
export function weekday(moment: Moment): string {
  return formats.weekday.format(timeOf(moment));
}

/** Returns the value of an input for date and time: `2026-03-09T09:00` in the shown zone. */
export function inputValue(moment: Moment): string {
  const date = new Date(dayOf(moment)).toISOString().slice(0, 'YYYY-MM-DD'.length);
  return `${date}T${formats.digits.format(timeOf(moment))}`;
}

export function inFull(moment: Moment): string {
  return formats.full.format(timeOf(moment));
}

export function dayName(moment: Moment): string {
  const days = Math.round((dayOf(moment) - dayOf(new Date())) / DAY);
  if (days === 0) return t('web.day.today');
  if (days === -1) return t('web.day.yesterday');
  return formats.day.format(timeOf(moment));
}

export function sameDay(one: Moment, other: Moment): boolean {
  return dayOf(one) === dayOf(other);
}

export function number(count: number): string {
  return count.toLocaleString(locale);
}

export function timeOf(moment: Moment): number {
  return new Date(moment).getTime();
}

/** Returns the calendar day in the shown zone, as its midnight in UTC. */
function dayOf(moment: Moment): number {
  const parts = formats.date.formatToParts(timeOf(moment));
  const part = (type: 'year' | 'month' | 'day') => Number(parts.find((one) => one.type === type)?.value);
  return Date.UTC(part('year'), part('month') - 1, part('day'));
}
