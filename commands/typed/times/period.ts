import { readMoment } from '../../../src/domain/on-call/typed-moments.ts';
import { Refused, refusedBy } from '../../../src/domain/refusal.ts';
import { withHoursInWords } from '../../../src/lib/words/hour-words.ts';
import { findLength, readLength } from '../../../src/lib/words/length-words.ts';
import { joined, type Word } from '../words.ts';

const between =
  /\s+(?:to|until|till|til|through|thru|bis|hasta)\s+|(?<=\d|\dh)\s+a(?:\s+las?)?\s+(?=\d)|\s+[-–—]\s+|(?<=:\d\d|[ap]m|(?<![\d-])\d{1,2})[-–—](?=\d{1,2}(?![\d]*-))|から\s*/iu;
const beginning = /^(?:from|starting|beginning|between|over|von|vom|ab|desde|del|de(?=\s+\d))\s+/iu;
const onlyEnd = /^(?:until|till|til|bis|hasta|to)\s+/iu;

/**
 * Splits a period into the texts of its two ends: `tomorrow 9am to friday 18:00`, `for 3 days`, `2h tonight 23:00`, `until
 * 9am`, `tomorrow`. A duration as the end counts from the beginning.
 */
export function splitPeriod(text: string): { readonly from?: string; readonly to?: string } {
  const typed = withTwoDates(
    withHoursInWords(text.trim())
      .replace(/^(?:for\s+)?(?:(?:the|my)\s+)?(?:rest of (?:the|my) day|all day|whole day)$/iu, 'today')
      .replace(/(?:between|zwischen|entre)\s+(.+?)\s+(?:and|und|y)\s+/iu, '$1 to ')
      .replace(beginning, '')
      .replace(/(?:the\s+)?next\s+(?=\d|an?\s+hour)/iu, ''),
  );
  if (typed === '') return {};
  if (onlyEnd.test(typed)) return { to: asClock(typed.replace(onlyEnd, '')) };
  if (/まで$/u.test(typed) && !/から/u.test(typed)) return { to: typed.replace(/まで$/u, '') };
  const [, begin, to, joiner = ''] = splitOnce(typed) ?? [];
  if (begin && to) {
    return alike(endsOf(begin, to, joiner));
  }
  return withoutJoiner(typed);
}

type Ends = { readonly from: string; readonly to: string };

function endsOf(from: string, to: string, joiner: string): Ends {
  const last = asClock(to.replace(/まで$/u, ''));
  const isInclusive = !/until|till|til|hasta/i.test(joiner) && isDay(from) && isDay(last);
  return { from: asClock(from), to: isInclusive ? `${throughDay}${last}` : last };
}

/**
 * Gives both ends what is said of one: the zone in `18:00-22:00 UTC`, the half of the day in `2 to 4pm` and `2pm to 4`, and the
 * day in `6pm to 9pm thursday`. A day behind an end after midnight is that of the end alone.
 */
function alike(ends: Ends): Ends {
  const { from, to } = halvesAlike(zonesAlike(ends));
  const [, clock = '', day = ''] =
    /^(\d[\d:.]*\s?(?:am|pm|uhr|h)?)\s+(?:on\s+|am\s+|el\s+)?(\p{L}.*)$/iu.exec(to) ?? [];
  const [first, last] = [timeOfDayIn(from), day && timeOfDayIn(clock)];
  const isOfBoth = first !== undefined && last !== undefined && first < last && isTimeOfDay(from) && isDay(day);
  return isOfBoth ? { from: `${day} ${from}`, to: clock } : { from, to };
}

function zonesAlike({ from, to }: Ends): Ends {
  const zone = /\d(?:\s?[ap]m)?\s+((?:UTC|GMT|[A-Z]{1,3}[SD]?T)(?:[+-]\d{1,2})?)$/u.exec(to)?.[1];
  const isPlain = zone !== undefined && /\d(?:\s?[ap]m)?$/iu.test(from);
  return isPlain && isMoment(`${from} ${zone}`) ? { from: `${from} ${zone}`, to } : { from, to };
}

const bareHour = /(?<![\d:.])(1[0-2]|[1-9])$/u;
const halfHour = /(?<![\d:.])(1[0-2]|[1-9])(?::\d\d)?\s?([ap])m(?!\p{L})/iu;

function halvesAlike({ from, to }: Ends): Ends {
  const [, begin] = bareHour.exec(from) ?? [];
  const [, end, endHalf] = /^\d/u.test(to) ? (halfHour.exec(to) ?? []) : [];
  if (begin && end && endHalf) {
    const half = isBefore(begin, end) ? endHalf : otherHalf(endHalf);
    return { from: `${from}${half}m`, to };
  }
  const [, first, firstHalf] = halfHour.exec(from) ?? [];
  const [, last] = /^(1[0-2]|[1-9])(?=\s\p{L}|$)(?!\s?(?:[ap]m|uhr|h)(?!\p{L}))/iu.exec(to) ?? [];
  if (!first || !firstHalf || !last) return { from, to };
  return { from, to: to.replace(last, `${last}${isBefore(first, last) ? firstHalf : otherHalf(firstHalf)}m`) };
}

/**
 * @throws Refused for `9 to 5` and `10-6`, whose second hour may be in the afternoon or in the morning after
 */
export function refuseTwoHours({
  from = '',
  to = '',
}: {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}): void {
  const [, first] = bareHour.exec(from) ?? [];
  const [, last] = /^(1[0-2]|[1-9])(?=\s\p{L}|$)(?!\s?(?:[ap]m|uhr|h|o['’]clock)(?!\p{L}))/iu.exec(to) ?? [];
  if (first && last && Number(last) <= Number(first))
    throw refusedBy('ambiguous-hours', { text: `${from} – ${to}`, option: 'from' });
}

/** Twelve is the first hour of its half of the day. */
function isBefore(one: string, other: string): boolean {
  return Number(one) % 12 < Number(other) % 12;
}

function otherHalf(half: string): string {
  return /a/iu.test(half) ? 'p' : 'a';
}

function withoutJoiner(typed: string): { readonly from?: string; readonly to?: string } {
  if (/^in\s/i.test(typed) && !/\sfor\s/i.test(typed)) return { from: typed };
  if (readLength(typed)) return { to: typed };
  const found = findLength(typed);
  if (!found) return { from: typed };
  return { ...(found.rest && { from: found.rest.replace(beginning, '') }), to: found.length };
}

function splitOnce(text: string): readonly string[] | undefined {
  const found = between.exec(text);
  if (!found) return undefined;
  return [text, text.slice(0, found.index).trim(), text.slice(found.index + found[0].length).trim(), found[0]];
}

/** Prefix of the last day of a period that includes it: `monday to wednesday` ends with Wednesday. */
export const throughDay = 'through ';

/** Splits two dates such as `mon-fri` and `24-26 dec`. */
function withTwoDates(text: string): string {
  return text
    .replace(
      /^(\d{1,2})\.?(?:\s*[-–]\s*|\s+al\s+)(\d{1,2}\.?\s+(?:de\s+)?\p{L}{3,}\.?)$/u,
      (whole, first: string, second: string) =>
        isDay(second) ? `${first} ${second.replace(/^\d{1,2}\.?\s+(?:de\s+)?/u, '')} to ${second}` : whole,
    )
    .replace(/^(\p{L}{2,})[-–](\p{L}{2,})$/u, (whole, first: string, second: string) =>
      isDay(first) && isDay(second) ? `${first} to ${second}` : whole,
    );
}

/** Returns the text as a time of day: after “until”, and at the ends of a period, `18h` is a time. */
function asClock(text: string): string {
  return text.replace(
    /^([01]?\d|2[0-3])\s?h(?:rs)?([0-5]\d)?$/iu,
    (_, hour: string, minute = '00') => `${hour}:${minute}`,
  );
}

function isDay(text: string): boolean {
  if (/^\d{4}-/.test(text) || !isMoment(text)) return false;
  const moment = readMoment(text, { zone: 'UTC', language: 'en', now: someMoment });
  return moment !== undefined && moment !== 'ambiguous' && moment.end !== undefined && moment.at.getUTCHours() === 0;
}

/** Any moment works, because only whether the words parse matters. */
const someMoment = new Date('2026-01-05T12:00:00Z');

/** Returns whether the words name a moment, in any language that Tocsin supports. */
export function isMoment(text: string): boolean {
  try {
    return readMoment(text, { zone: 'UTC', language: 'en', now: someMoment }) !== undefined;
  } catch (err) {
    // The words look like a moment; the command reports the mistake.
    if (err instanceof Refused) return true;
    throw err;
  }
}

/** Whether the words say one end of a period, or both. */
export function isPeriod(text: string): boolean {
  const { from, to } = splitPeriod(text);
  const ends = [from, to].filter((end) => end !== undefined);
  return (
    ends.length > 0 && ends.every((end) => isMoment(end.startsWith(throughDay) ? end.slice(throughDay.length) : end))
  );
}

/** Returns `22:00` for `10pm`, `22` or `22:00`; undefined for text that is not a time of day. */
export function timeOfDayIn(text: string): string | undefined {
  const moment = isMoment(text) ? readMoment(text, { zone: 'UTC', language: 'en', now: someMoment }) : undefined;
  return moment === undefined || moment === 'ambiguous' || moment.end
    ? undefined
    : moment.at.toISOString().slice(11, 16);
}

const clock =
  /^(?:(?:at|um|a\s+las?|las?)\s+)?(?:\d{1,2}(?:[:.h]\d\d)?\s*(?:h|am|pm|uhr|時(?:\d{1,2}分|半)?|o['’]clock)?|noon|midday|midnight|mittag|mitternacht|mediodía|medianoche|正午|深夜)(?:まで)?$/iu;

/** Returns whether the text is a time of day without a date: `22:00`, but not `tomorrow 22:00`. */
export function isTimeOfDay(text: string): boolean {
  return clock.test(text.trim()) && timeOfDayIn(text) !== undefined;
}

/** Splits words into those before the time and the time at the end. */
export function timeAtTheEnd(words: readonly Word[]): { readonly before: readonly Word[]; readonly time: string } {
  for (let at = 0; at < words.length; at += 1) {
    const time = joined(words.slice(at));
    if (isPeriod(time)) return { before: words.slice(0, at), time };
  }
  return { before: words, time: '' };
}

/** Splits words into the longest time at the beginning and the words after it. */
export function timeAtTheStart(words: readonly Word[]): { readonly time: string; readonly after: readonly Word[] } {
  for (let count = words.length; count > 0; count -= 1) {
    const time = joined(words.slice(0, count));
    if (isPeriod(time)) return { time, after: words.slice(count) };
  }
  return { time: '', after: words };
}
