import { formatDuration, formatDurationInWords } from '../lib/duration.ts';
import { formatMoment, formatMomentWithYear, formatTimeOfDay } from '../lib/moment.ts';
import type { Reader } from './reader.ts';

type Zoned = Pick<Reader, 'language' | 'zone'>;

/** Returns a moment in the reader's zone and language, with the year when it is not this one: `Mon 5 Jan 09:00 CET`. */
export function moment(at: Date, { language, zone, now }: Zoned & Pick<Reader, 'now'>): string {
  return formatMoment(at, zone, now, language);
}

/** Returns the same without the year, for a list of moments that are close to each other. */
export function shortMoment(at: Date, { language, zone }: Zoned): string {
  return formatMoment(at, zone, at, language);
}

/** Returns the same with its year, for what is read in other years. */
export function datedMoment(at: Date, { language, zone }: Zoned): string {
  return formatMomentWithYear(at, zone, language);
}

/** Returns `09:00`, in another zone than the reader's where one is given. */
export function timeOfDay(at: Date, { language, zone }: Zoned): string {
  return formatTimeOfDay(at, zone, language);
}

/** Returns a length of time, short: `1h 30m`. */
export function duration(ms: number, { language }: Pick<Reader, 'language'>): string {
  return formatDuration(ms, language);
}

/** Returns a length of time for the middle of a sentence: `5 minutes`. */
export function durationInWords(ms: number, { language }: Pick<Reader, 'language'>): string {
  return formatDurationInWords(ms, language);
}
