import { parseDuration } from '../../../src/domain/on-call/durations.ts';
import { zonedAt } from '../../../src/domain/on-call/moments.ts';
import { type PastPeriod, readPastPeriod } from '../../../src/domain/on-call/past-period.ts';
import { readMoment, saysNight, type TypedMoment } from '../../../src/domain/on-call/typed-moments.ts';
import { readOption, refusedBy } from '../../../src/domain/refusal.ts';
import { formatMoment } from '../../../src/lib/moment.ts';
import { withHoursInWords } from '../../../src/lib/words/hour-words.ts';
import { readLength } from '../../../src/lib/words/length-words.ts';
import type { Call } from '../../command.ts';
import { isTimeOfDay, refuseTwoHours, throughDay } from './period.ts';

type Asking = Pick<Call, 'reader' | 'person' | 'context'>;

/**
 * Parses a typed moment in the asker's zone and language.
 *
 * @param base moment from which relative times count, such as the beginning of a period; now by default
 * @throws Refused when the text names no moment, or is ambiguous
 */
export function momentIn(call: Asking, option: string, text: string, base?: Date): TypedMoment {
  const { person, context, reader } = call;
  const speaking = { zone: person.timezone, language: reader.language, now: base ?? context.clock.now() };
  const moment = readOption(option, () => readMoment(text, speaking));
  if (moment === 'ambiguous') throw refusedBy('ambiguous-moment', { text, option });
  if (!moment) throw refusedBy('unreadable-moment', { text, option });
  return moment;
}

/** When a day begins for “until tomorrow”, so that nobody is woken at midnight. */
const morning = '9:00';

/**
 * Parses how long from now: a duration such as `2 hours`, or an end such as `until 9am`.
 *
 * @param day when a day named without a time begins
 * @throws Refused when the text names no time, is ambiguous, or names a past time
 */
export function endIn(call: Asking, option: string, text: string, day: 'morning' | 'midnight' = 'midnight'): Date {
  const { person, context, reader } = call;
  const now = context.clock.now();
  const bare = /^\d{1,4}$/u.exec(text.trim())?.[0];
  // “Snooze 14 1” may mean an hour or one o’clock, and “snooze 14 30” only minutes.
  if (bare && minutesAlone(bare)) return endIn(call, option, `${bare}m`);
  if (bare) throw refusedBy('unreadable-end', { text, option });
  const isMoment =
    (readLength(text) === undefined || isClock(text)) &&
    readOption(option, () => readMoment(text, { zone: person.timezone, language: reader.language, now })) !== undefined;
  if (isMoment) {
    const end = day === 'morning' ? comingMorningIn(call, option, text) : comingMomentIn(call, option, text).at;
    return nearestOf(call, text, end);
  }
  const short = readLength(text) ?? text.trim();
  if (!/^(?:\d{1,9}[wdhms])+$/iu.test(short)) throw refusedBy('unreadable-end', { text, option });
  const length = lengthIn(option, text);
  if (length > 0) return new Date(now.getTime() + length);
  throw refusedBy('moment-past', { text, when: formatted(call, now), option });
}

/** Returns whether a number alone can only be minutes: no clock shows it, and nobody waits longer without saying hours. */
function minutesAlone(number: string): boolean {
  return !number.startsWith('0') && Number(number) > 24 && Number(number) <= 240;
}

const onTwelveHours =
  /^(?:(?:until|till|['’]?til|to|by|at|before|about|around|bis|um|vor|gegen|hasta|antes de|a|sobre|las?)\s+)*(?:half\s+(?:past\s+)?|quarter\s+(?:past|to)\s+|halb\s+|viertel\s+(?:nach|vor)\s+)?(?:1[0-2]|[1-9])(?:\s+y\s+(?:media|cuarto)|\s+menos\s+cuarto|(:[0-5]\d))?(?:-?ish|\s+or so|\s*o['’]clock|\s*uhr|時半?)?(?:まで)?[\s.!]*$/iu;

/** Before this hour nobody is up, so that an hour without a half of the day means the afternoon if that is nearer. */
const upFrom = 8;

/**
 * Returns the moment that an hour without a half of the day means: “until 5”, said at 13:00, is 17:00, and the next
 * morning would be far too late. “Until 9” is the next morning.
 */
function nearestOf({ context, person }: Asking, text: string, end: Date): Date {
  const inDigits = withHoursInWords(text.trim());
  const [whole, minutes] = onTwelveHours.exec(inDigits) ?? [];
  // “Until 9:00” is written for 24 hours.
  if (whole === undefined || (minutes !== undefined && inDigits === text.trim())) return end;
  const there = zonedAt(end, person.timezone);
  if (there.hour >= upFrom && there.hour !== 12) return end;
  const earlier = there.toPlainDateTime().subtract({ hours: 12 }).toZonedDateTime(there.timeZoneId);
  return earlier.epochMilliseconds > context.clock.now().getTime() ? new Date(earlier.epochMilliseconds) : end;
}

/** Returns whether the text is a time of day: “until 18h” is one, “for 18h” is a duration. */
function isClock(text: string): boolean {
  return /^(?:until|till|til|bis|hasta)\s.*\dh/iu.test(text);
}

/** “For the weekend” ends with it; “until the weekend” ends when it begins. */
const throughWeekend =
  /^(?:(?:for|over|throughout|through|during|all|fürs?|übers?|durante|todo)(?!\p{L}).*)(?:weekend|wochenende|fin de semana)|週末(?:中|の間)/iu;

function comingMorningIn(call: Asking, option: string, text: string): Date {
  const { at, end } = comingMomentIn(call, option, text);
  if (end && saysNight(text)) return end;
  if (end && throughWeekend.test(text)) return momentIn(call, option, morning, end).at;
  const isDay = end !== undefined && end.getTime() - at.getTime() > 22 * 3_600_000;
  const named = isDay ? momentIn(call, option, morning, at).at : at;
  const moment = isNextMorning(call, text, named) ? new Date(named.getTime() - dayMs) : named;
  if (moment > call.context.clock.now()) return moment;
  throw refusedBy('moment-past', { text, when: formatted(call, moment), option });
}

const tomorrow = /(?<!\p{L})(?:tomorrow|tmrw|morgen|mañana)(?!\p{L})|明日/iu;
/** Before this hour, for people who are still awake “tomorrow” is the day that has already begun. */
const nightEndsHour = 5;
const dayMs = 24 * 60 * 60_000;

/**
 * Returns whether “until tomorrow morning”, said at three at night, means the coming morning. A day more would silence too
 * long.
 */
function isNextMorning({ context, person }: Asking, text: string, named: Date): boolean {
  const now = context.clock.now();
  const hour = zonedAt(now, person.timezone).hour;
  return hour < nightEndsHour && tomorrow.test(text) && named.getTime() - dayMs > now.getTime();
}

function formatted({ context, person, reader }: Asking, moment: Date): string {
  return formatMoment(moment, person.timezone, context.clock.now(), reader.language);
}

/**
 * Parses a future moment like `momentIn`.
 *
 * @throws Refused also for a past moment
 */
export function comingMomentIn(call: Asking, option: string, text: string, base?: Date): TypedMoment {
  const moment = momentIn(call, option, text, base);
  const now = call.context.clock.now();
  if (moment.at > now || (moment.end && moment.end > now)) return moment;
  throw refusedBy('moment-past', { text, when: formatted(call, moment.at), option });
}

/**
 * Parses the two ends of a period. When only a day is given, the period is that day.
 *
 * @returns without `from` when no beginning was given
 */
export function periodIn(
  call: Asking,
  { from, to }: { readonly from?: string | undefined; readonly to?: string | undefined },
): { readonly from?: Date; readonly to?: Date } {
  refuseTwoHours({ from, to });
  const begin = from === undefined ? undefined : momentIn(call, 'from', from);
  const end = to === undefined ? begin?.end : endOf(call, to, begin?.at);
  // “10pm to 6am thursday” may be two nights: it begins on Wednesday or on Thursday.
  const isLong = begin !== undefined && end !== undefined && end.getTime() - begin.at.getTime() > dayMs;
  if (isLong && from !== undefined && to !== undefined && isTimeOfDay(from) && /^\d[^\s]*\s.*\p{L}{3}/u.test(to))
    throw refusedBy('ambiguous-hours', { text: `${from} – ${to}`, option: 'from' });
  // “Tonight”, said at night, is the rest of this night.
  const now = call.context.clock.now();
  const isUnderWay = begin?.end !== undefined && begin.at < now && now < begin.end;
  return { ...(begin && { from: isUnderWay ? now : begin.at }), ...(end && { to: end }) };
}

/** Parses the end of a period. `through friday` is the end of Friday. */
function endOf(call: Asking, to: string, base: Date | undefined): Date {
  if (!to.startsWith(throughDay)) {
    const { at } = momentIn(call, 'to', to, base);
    return base ? at : nearestOf(call, to, at);
  }
  const { at, end } = momentIn(call, 'to', to.slice(throughDay.length), base);
  return end ?? at;
}

/**
 * Parses a period that has begun, in the asker's zone: `today`, `24h`, `since monday`, `1 nov to 15 nov`.
 *
 * @throws Refused when the text names no period, or a future one
 */
export function pastPeriodIn(call: Asking, option: string, text: string, zone = call.person.timezone): PastPeriod {
  const { context, reader } = call;
  const period = readPastPeriod(text, { zone, language: reader.language, now: context.clock.now() });
  if (period) return period;
  throw refusedBy('unreadable-period', { text, option });
}

/**
 * Parses a duration, such as `2h`, `2 hours`, `an hour and 30 minutes`.
 *
 * @returns milliseconds
 */
export function lengthIn(option: string, text: string): number {
  return readOption(option, () => parseDuration(readLength(text) ?? text));
}
