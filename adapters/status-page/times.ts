import type { Language } from '../../src/domain/languages.ts';
import { Markup } from './markup.ts';

export interface Times {
  /** `9 Mar 2026, 12:00 UTC`: in UTC, because the reader's zone is unknown. */
  moment(at: Date): Markup;
  /** The time of `from`, with its date only when that differs from the day of `to`, which the heading shows. */
  beginning(from: Date, to: Date): Markup;
  /** `12:00 UTC` */
  timeOfDay(at: Date): Markup;
  /** `Monday, 9 March 2026` */
  day(at: Date): Markup;
}

const known = new Map<Language, Times>();

/** Creates the formatter of times in UTC for a language. */
export function timesIn(language: Language): Times {
  const times = known.get(language) ?? createTimes(language === 'en' ? 'en-GB' : language);
  known.set(language, times);
  return times;
}

function createTimes(locale: string): Times {
  const utc = { timeZone: 'UTC', hourCycle: 'h23' } as const;
  const both = new Intl.DateTimeFormat(locale, { ...utc, dateStyle: 'medium', timeStyle: 'short' });
  const time = new Intl.DateTimeFormat(locale, { ...utc, timeStyle: 'short' });
  const day = new Intl.DateTimeFormat(locale, { timeZone: 'UTC', dateStyle: 'full' });
  return {
    moment: (at) => tag(seconds(at), `${both.format(at)} UTC`),
    beginning: (from, to) => tag(seconds(from), (dayOf(from) === dayOf(to) ? time : both).format(from)),
    timeOfDay: (at) => tag(seconds(at), `${time.format(at)} UTC`),
    day: (at) => tag(dayOf(at), day.format(at)),
  };
}

/** Returns the UTC date, such as `2026-03-09`. */
export function dayOf(at: Date): string {
  return at.toISOString().slice(0, 10);
}

/** Returns the time in whole seconds, such as `2026-03-09T12:00:00Z`. */
export function seconds(at: Date): string {
  return `${at.toISOString().slice(0, 19)}Z`;
}

function tag(datetime: string, text: string): Markup {
  return new Markup(`<time datetime="${datetime}">${text}</time>`);
}
