import { formatDuration, formatDurationInWords } from '../lib/duration.ts';
import { formatMoment, formatMomentWithYear, formatTimeOfDay } from '../lib/moment.ts';
import type { Reader } from './reader.ts';

type Zoned = Pick<Reader, 'language' | 'zone'>;

/** Returns a moment in the reader's zone and language, with the year when it is not this one: `Mon 5 Jan 09:00 CET`. */
export function moment(at: Date, { language, zone, now }: Zoned & Pick<Reader, 'now'>): string {
  return formatMoment(at, zone, now, language);
}

/** Returns a moment without its year, for a list of moments that are close to each other. */
export function shortMoment(at: Date, { language, zone }: Zoned): string {
  return formatMoment(at, zone, at, language);
}

/** Returns the time of day, or the whole moment when it is on another day than `near`. */
export function momentNear(at: Date, near: Date, reader: Zoned): string {
  const dayOf = (one: Date) => shortMoment(one, reader).replace(timeOfDay(one, reader), '');
  return dayOf(at) === dayOf(near) ? timeOfDay(at, reader) : shortMoment(at, reader);
}

/** Returns a moment with its year, for text that is read in other years. */
export function datedMoment(at: Date, { language, zone }: Zoned): string {
  return formatMomentWithYear(at, zone, language);
}

/** Returns the time of day in the given zone: `09:00`. */
export function timeOfDay(at: Date, { language, zone }: Zoned): string {
  return formatTimeOfDay(at, zone, language);
}

/** Returns a duration in milliseconds as short text: `1h 30m`. */
export function duration(ms: number, { language }: Pick<Reader, 'language'>): string {
  return formatDuration(ms, language);
}

/** Returns a duration in milliseconds in words, for the middle of a sentence: `5 minutes`. */
export function durationInWords(ms: number, { language }: Pick<Reader, 'language'>): string {
  return formatDurationInWords(ms, language);
}
