import { Temporal } from 'temporal-polyfill';
import { withHoursInWords } from '../../lib/words/hour-words.ts';
import { readLength } from '../../lib/words/length-words.ts';
import { readTimeWords, type TimeInWords } from '../../lib/words/time-words.ts';
import type { Language } from '../languages.ts';
import { refusedBy } from '../refusal.ts';
import { parseMoment, zonedAt } from './moments.ts';

/** The author's zone and language, and the moment from which “tomorrow” counts. */
export interface Speaking {
  readonly zone: string;
  readonly language: Language;
  readonly now: Date;
}

export interface TypedMoment {
  readonly at: Date;
  /** Its end, when the text means more than a moment, such as a day, a week or a night. */
  readonly end?: Date;
}

const exactForm = /^(?:now|\+.*|\d{1,2}:\d{2}|\d{4}-\d{2}.*)$/is;
const basicForm = /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})$/;
const leading =
  /^(?:until|till|['’]?til|to|by|at|on|over|for(?=\s+(?:the\s+)?weekend)|throughout|fürs|übers|from|starting|bis|ab|um|am|hasta|desde|a\s+las|el)\s+/iu;
/** `until about 9`, `9ish`: near enough is the time itself. */
const roughly =
  /^(?:about|around|approximately|approx\.?|roughly|circa|ca\.?|gegen|ungefähr|etwa|sobre|hacia|aprox\.?)\s+(?=(?:las?\s+)?\d)/iu;
const roughlyAfter = /(?<=\d(?:\s?[ap]m)?)(?:-?ish|\s+or so|\s+oder so|\s+más o menos|(?<=時)頃)$/iu;
/** “Until 18h” and “hasta las 18h30” are times of day; `18h` alone is a duration. */
const saysUntil = /^(?:until|till|til|at|bis|ab|um|hasta|desde|a\s+las)\s/iu;
const clockHour = /^(?:las\s+)?([01]?\d|2[0-3])\s?h(?:rs?|oras?)?([0-5]\d)?$/iu;

const week = /(?<!\p{L})(?:week|woche|semana)(?!\p{L})|来週/iu;
const following = /(?<!\p{L})(?:next|nächste[nrs]?|próxim[oa])(?!\p{L})|来週/iu;
const month =
  '(?:jan|feb|mar|mär|apr|may|mai|jun|jul|aug|sept?|oct|okt|nov|dec|dez|ene|abr|ago|dic)\\.?|january|february|march|april|june|july|august|september|october|november|december';
/** Matches a date that could not be parsed, such as `31 Feb`. */
const noSuchDay = new RegExp(`^(?:\\d{1,2}\\.?\\s*(?:of\\s+)?(?:${month})|(?:${month})\\s+\\d{1,2})$`, 'iu');
const weekend = /(?<!\p{L})(?:weekend|wochenende|fin de semana)(?!\p{L})|週末/iu;

/**
 * Parses a moment as people type it: everything that `parseMoment` parses, and words such as `friday 18:00` or `in 3 days`.
 * A day alone begins at its midnight. A local time that the clocks skip moves forward; of one that occurs twice, the first
 * counts.
 *
 * @returns undefined when the text is not a moment, `ambiguous` when it names two
 * @throws Refused for an invalid exact time, such as `25:00`
 */
export function readMoment(text: string, speaking: Speaking): TypedMoment | 'ambiguous' | undefined {
  const typed = withHoursInWords(text.trim())
    .replace(leading, '')
    .replace(/[\s,;!?]+$|まで$/u, '')
    .replace(roughly, '')
    .replace(roughlyAfter, '');
  if (/^now$/i.test(typed)) return { at: speaking.now };
  if (saysNight(typed)) return nightOf(speaking);
  if (saysUntil.test(text.trim()) && clockHour.test(typed))
    return exactMoment(typed.replace(clockHour, clockOf), speaking);
  const iso = basicForm.test(typed) ? typed.replace(basicForm, '$1-$2-$3T$4:$5') : typed;
  if (exactForm.test(iso)) return exactMoment(iso, speaking);
  const length = readLength(typed);
  if (length) return { at: parseMoment(`+${length}`, speaking.zone, speaking.now) };
  const here = zonedAt(speaking.now, speaking.zone);
  const time = readTimeWords(typed, {
    now: speaking.now,
    offsetMinutes: Math.round(here.offsetNanoseconds / 60_000_000_000),
    language: speaking.language,
  });
  if (time === undefined && noSuchDay.test(typed)) throw refusedBy('no-such-date', { date: typed });
  if (time === undefined || time === 'ambiguous') return time;
  return momentOf(time, typed, here);
}

const night =
  /^(?:overnight|(?:(?:for|through|during|all|the|whole|entire|rest of)\s+)+night(?:\s+long)?|(?:die\s+|den rest der\s+)?(?:ganze\s+)?nacht(?:\s+über)|über\s+nacht|(?:die\s+)?ganze\s+nacht|(?:durante\s+|por\s+)?toda\s+la\s+noche|durante\s+la\s+noche|一晩(?:中)?|夜通し|夜間)$/iu;

/**
 * Returns whether the text names a whole night, such as `overnight`. Where a duration is wanted, the end of the night is
 * meant.
 */
export function saysNight(text: string): boolean {
  return night.test(text.trim().replace(/[\s.,;!?]+$/, ''));
}

/** Returns a night from 22:00 to 8:00; at night, the current one. */
function nightOf({ now, zone }: Speaking): TypedMoment {
  const here = zonedAt(now, zone);
  const today = here.startOfDay();
  const isUnderWay = here.hour < 8;
  const at = isUnderWay || here.hour >= 22 ? here : today.with({ hour: 22 });
  const end = (isUnderWay ? today : today.add({ days: 1 })).with({ hour: 8 });
  return { at: new Date(at.epochMilliseconds), end: new Date(end.epochMilliseconds) };
}

function clockOf(_: string, hour: string, minute = '00'): string {
  return `${hour}:${minute}`;
}

function exactMoment(text: string, { zone, now }: Speaking): TypedMoment {
  const at = parseMoment(text, zone, now);
  return /^\d{4}-\d{2}-\d{2}$/.test(text) ? { at, end: daysLater(at, zone, 1) } : { at };
}

function momentOf(found: TimeInWords, typed: string, here: Temporal.ZonedDateTime): TypedMoment {
  if ('exact' in found) return { at: found.exact };
  const { wall, hasTime, weekday, partHours } = found;
  const zone = here.timeZoneId;
  const date = Temporal.PlainDate.from({ year: wall.year, month: wall.month, day: wall.day });
  if (!hasTime) {
    const at = new Date(date.toZonedDateTime(zone).epochMilliseconds);
    return { at, end: daysLater(at, zone, weekend.test(typed) ? 2 : week.test(typed) && !weekday ? 7 : 1) };
  }
  const time = Temporal.PlainTime.from({ hour: wall.hour % 24, minute: wall.minute });
  const onDay = (day: Temporal.PlainDate) =>
    new Date(day.toPlainDateTime(time).toZonedDateTime(zone).epochMilliseconds);
  // “Monday 18:00”, typed on a Monday at noon, is today; the parser would return the one in a week.
  const weekEarlier = onDay(date.subtract({ days: 7 }));
  const isThisWeek = weekday && !following.test(typed) && weekEarlier.getTime() >= here.epochMilliseconds;
  const at = isThisWeek ? weekEarlier : onDay(date);
  if (partHours === undefined) return { at };
  // By the local clock, even when it changes in between.
  const end = zonedAt(at, zone).toPlainDateTime().add({ hours: partHours });
  return { at, end: new Date(end.toZonedDateTime(zone).epochMilliseconds) };
}

function daysLater(at: Date, zone: string, days: number): Date {
  return new Date(zonedAt(at, zone).add({ days }).epochMilliseconds);
}
