import { Temporal } from 'temporal-polyfill';
import { refusedBy } from '../refusal.ts';
import { durationParts } from './durations.ts';

// Everywhere here a local time that the clocks skip moves forward by what they skipped, and a local time that comes
// twice is its first: Temporal's "compatible", which is its default.

const timeForm = /^(\d{1,2}):(\d{2})$/;
const localForm = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{1,2}:\d{2}))?(?::00)?$/i;
const exactForm = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}(?::?\d{2})?)$/i;

/** The zone's name as the time zone database spells it. */
export function knownZone(zone: string): string {
  const given = zone.trim();
  try {
    // An offset is no zone, it knows no summer; and Temporal would take the zone out of a whole timestamp.
    const { timeZoneId } = new Temporal.ZonedDateTime(0n, given);
    if (!/^[+-]/.test(given) && timeZoneId.toLowerCase() === given.toLowerCase()) return timeZoneId;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
  const ending = `/${given.toLowerCase().replaceAll(' ', '_')}`;
  const meant = Intl.supportedValuesOf('timeZone').find((known) => known.toLowerCase().endsWith(ending));
  throw refusedBy('no-such-zone', { zone, near: meant });
}

/** An hour of the day as `08:00`; `24:00` is the end of the day. */
export function parseTimeOfDay(text: string): string {
  const [, hour = '', minute = ''] = timeForm.exec(text.trim()) ?? [];
  const time = `${hour.padStart(2, '0')}:${minute}`;
  if (hour && (time === '24:00' || (Number(hour) < 24 && Number(minute) < 60))) return time;
  throw refusedBy('unreadable-time-of-day', { text });
}

/** A local time as `2026-01-05T09:00`; a date alone is its midnight. */
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

/** A cache: parsing a time costs more than all the rest, and a day has 1,440 of them. */
const times = new Map<string, Temporal.PlainTime>();

/** That hour on that date; the end of a day is the beginning of the next. */
export function timeOn(date: Temporal.PlainDate, time: string): Temporal.PlainDateTime {
  if (time === '24:00') return date.add({ days: 1 }).toPlainDateTime();
  const known = times.get(time) ?? Temporal.PlainTime.from(time);
  times.set(time, known);
  return date.toPlainDateTime(known);
}

/** A local time in the zone, or one exact moment when the text ends in an offset or `Z`. */
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
 * What somebody typed for `at`, `from` or `to`: a local time in their zone, an exact moment, an hour (the next such at or
 * after `now`), `+2h`, or `now`. Days and weeks after a plus follow the calendar: `+1d` is the same hour tomorrow.
 * For the end of a period give its beginning as `now`, and `to:17:00` is the first 17:00 after it.
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

/** A moment as a local time in few characters, `20261224T0900`, to the minute. */
export function spellLocal(at: Date, zone: string): string {
  return zonedAt(at, zone).toPlainDateTime().toString({ smallestUnit: 'minute' }).replace(/[-:]/g, '');
}

export function zonedAt(date: Date, zone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(date.getTime()).toZonedDateTimeISO(zone);
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
