import { Temporal } from 'temporal-polyfill';
import { refusedBy } from '../refusal.ts';
import { durationParts } from './durations.ts';

// In this file, a local time that the clocks skip moves forward by the skipped time, and of a local time that occurs twice
// the first counts: Temporal's default, "compatible".

const timeForm = /^(\d{1,2}):(\d{2})$/;
const localForm = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{1,2}:\d{2}))?(?::00)?$/i;
const exactForm = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}(?::?\d{2})?)$/i;

/** Returns the zone's name as in the time zone database. Throws Refused with a similar name. */
export function knownZone(zone: string): string {
  const given = zone.trim();
  try {
    // An offset is refused, because it has no daylight saving time; and Temporal would accept a whole timestamp here and use
    // its zone.
    const { timeZoneId } = new Temporal.ZonedDateTime(0n, given);
    if (!/^[+-]/.test(given) && timeZoneId.toLowerCase() === given.toLowerCase()) return timeZoneId;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
  const ending = `/${given.toLowerCase().replaceAll(' ', '_')}`;
  const meant = Intl.supportedValuesOf('timeZone').find((known) => known.toLowerCase().endsWith(ending));
  throw refusedBy('no-such-zone', { zone, near: meant });
}

/** Returns a time of day as `08:00`; `24:00` is the end of the day. Throws Refused. */
export function parseTimeOfDay(text: string): string {
  const [, hour = '', minute = ''] = timeForm.exec(text.trim()) ?? [];
  const time = `${hour.padStart(2, '0')}:${minute}`;
  if (hour && (time === '24:00' || (Number(hour) < 24 && Number(minute) < 60))) return time;
  throw refusedBy('unreadable-time-of-day', { text });
}

/** Returns a local time as `2026-01-05T09:00`; a date alone is its midnight. Throws Refused. */
export function parseLocal(text: string): string {
  return localTime(text).toString({ smallestUnit: 'minute' });
}

export function localTime(text: string): Temporal.PlainDateTime {
  const [, date, time = '00:00'] = localForm.exec(text.trim()) ?? [];
  if (!date) {
    throw refusedBy('unreadable-local-time', { text });
  }
  return timeOn(existingDate(date), parseTimeOfDay(time));
}

/** Cache: parsing dominates the cost, and a day has only 1,440 times. */
const times = new Map<string, Temporal.PlainTime>();

/** Returns that time on that date; the end of a day is the beginning of the next. */
export function timeOn(date: Temporal.PlainDate, time: string): Temporal.PlainDateTime {
  if (time === '24:00') return date.add({ days: 1 }).toPlainDateTime();
  const known = times.get(time) ?? Temporal.PlainTime.from(time);
  times.set(time, known);
  return date.toPlainDateTime(known);
}

/** Returns the moment of a local time in the zone, or of a text with an offset or `Z`. Throws Refused. */
export function instantOf(text: string, zone: string): Date {
  const given = text.trim();
  if (!exactForm.test(given)) return dateOf(localTime(given).toZonedDateTime(knownZone(zone)));
  existingDate(given.slice(0, 10));
  try {
    return dateOf(Temporal.Instant.from(given));
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw refusedBy('unreadable-exact-moment', { text });
  }
}

/**
 * Parses a value of `at`, `from` or `to`: a local time in the zone, an exact moment, a time of day (the next one at or after
 * `now`), `+2h`, or `now`. Days and weeks after a plus follow the calendar: `+1d` is the same time tomorrow. For the end of
 * a period, pass its beginning as `now`: `to:17:00` is then the first 17:00 after it. Throws Refused.
 */
export function parseMoment(text: string, zone: string, now: Date): Date {
  const given = text.trim().toLowerCase();
  const here = zonedAt(now, knownZone(zone));
  if (given === 'now') return now;
  if (given.startsWith('+')) return dateOf(later(here, given.slice(1)));
  if (timeForm.test(given)) {
    const time = parseTimeOfDay(given);
    const today = dateOf(timeOn(here.toPlainDate(), time).toZonedDateTime(here.timeZoneId));
    if (today >= now) return today;
    return dateOf(timeOn(here.toPlainDate().add({ days: 1 }), time).toZonedDateTime(here.timeZoneId));
  }
  if (localForm.test(given) || exactForm.test(given)) return instantOf(given.toUpperCase(), here.timeZoneId);
  throw refusedBy('unreadable-exact-moment', { text });
}

/** Returns a moment as a short local time, to the minute: `20261224T0900`. */
export function spellLocal(at: Date, zone: string): string {
  return zonedAt(at, zone).toPlainDateTime().toString({ smallestUnit: 'minute' }).replace(/[-:]/g, '');
}

/**
 * Returns a moment as `spellLocal` does, or as an exact one where the local time would be read as another moment: the second
 * time of an hour that the clocks have twice.
 */
export function spellMoment(at: Date, zone: string): string {
  const minute = zonedAt(at, zone).round({ smallestUnit: 'minute', roundingMode: 'trunc' });
  const isFirst = minute.toPlainDateTime().toZonedDateTime(zone).equals(minute);
  return isFirst ? spellLocal(at, zone) : `${at.toISOString().slice(0, 16)}Z`;
}

export function zonedAt(date: Date, zone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(date.getTime()).toZonedDateTimeISO(zone);
}

/** Returns the beginnings of this many days in the zone, from the day of `at` on. */
export function midnights(at: Date, zone: string, count: number): Date[] {
  const today = zonedAt(at, zone).toPlainDate();
  return Array.from({ length: count }, (_, index) => dateOf(today.add({ days: index }).toZonedDateTime(zone)));
}

function later(from: Temporal.ZonedDateTime, length: string): Temporal.ZonedDateTime {
  const names = { w: 'weeks', d: 'days', h: 'hours', m: 'minutes', s: 'seconds' } as const;
  return durationParts(length).reduce((at, [count, unit]) => at.add({ [names[unit]]: count }), from);
}

function existingDate(date: string): Temporal.PlainDate {
  try {
    return Temporal.PlainDate.from(date);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw refusedBy('no-such-date', { date });
  }
}

function dateOf(moment: { readonly epochMilliseconds: number }): Date {
  return new Date(moment.epochMilliseconds);
}
