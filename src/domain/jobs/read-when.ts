import { Cron } from 'croner';
import { readLength } from '../../lib/words/length-words.ts';
import { parseDuration } from '../on-call/durations.ts';
import { shortestIntervalMs, type When, type WhenFault } from './when.ts';

const dayMs = 86_400_000;
const longestIntervalMs = 366 * dayMs;

const weekdays = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const ordinals: Readonly<Record<string, string>> = { first: '1', second: '2', third: '3', fourth: '4', last: 'L' };
const dayName = '(sun|mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?)(?:days?)?';
const hour = '(?: (?:at )?(.+))?';

type Read = { readonly when: When } | { readonly fault: WhenFault };

/**
 * Parses a recurrence: five fields of cron (`0 9 * * mon`, also with `cron` in front), or words: `2 hours`, `every day at
 * 9`, `every weekday at 09:00`, `every monday and thursday at 9:30`, `first monday of the month at 10:00`, `last day of the
 * month at 18:00`, `15th of the month`. Without a time of day it is midnight.
 */
export function readWhen(text: string): Read {
  const words = text.trim().toLowerCase().replace(/\s+/g, ' ');
  const cron =
    /^cron\b ?(.*)$/.exec(words)?.[1] ?? (/^(?:[\d*/,\-?]\S*) \S+ \S+ \S+ \S+$/.test(words) ? words : undefined);
  if (cron !== undefined) return readPattern(cron);
  return readDays(words) ?? readMonth(words) ?? readInterval(words) ?? { fault: 'unreadable' };
}

function readPattern(pattern: string): Read {
  if (pattern.split(' ').length !== 5) return { fault: 'unreadable-cron' };
  try {
    // An offset instead of a zone: next-run.ts resolves local times that a zone skips or repeats.
    const cron = new Cron(pattern, { mode: '5-part', utcOffset: 0 });
    return cron.nextRun(new Date(0)) ? { when: { cron: pattern } } : { fault: 'never' };
  } catch {
    return { fault: 'unreadable-cron' }; // Its errors are of many types; each says that it cannot read this.
  }
}

/** Parses `every day at 9`, `daily at 9`, `weekdays at 9`, `every monday, wednesday and friday at 9:30`. */
function readDays(words: string): Read | undefined {
  const every = /^(?:every |each )?(.+?)$/.exec(words)?.[1] ?? words;
  const [, named, at] = new RegExp(
    `^(daily|days?|weekdays?|weekends?|${dayName}(?:(?:,| and|, and) ?${dayName})*)${hour}$`,
  ).exec(every)
    ? splitHour(every)
    : [];
  if (named === undefined) return undefined;
  const days = /^(?:daily|days?)$/.test(named)
    ? '*'
    : /^weekdays?$/.test(named)
      ? '1-5'
      : /^weekends?$/.test(named)
        ? '0,6'
        : [...new Set([...named.matchAll(new RegExp(dayName, 'g'))].map(([, day = '']) => numberOf(day)))]
            .sort()
            .join(',');
  return atHour(at, (time) => `${time} * * ${days}`);
}

/** Splits `monday at 9` into its days and its time. */
function splitHour(words: string): (string | undefined)[] {
  const [, named, at] = /^(.*?)(?: at (.+)| (\d.*))?$/.exec(words) ?? [];
  const bare = / (\d.*)$/.exec(words)?.[1];
  return [words, named, at ?? bare];
}

/**
 * Parses `first monday of the month at 10:00`, `last day of every month`, `15th of the month at 9`, `last weekday of the
 * month`.
 */
function readMonth(words: string): Read | undefined {
  const form =
    /^(?:on )?(?:the |every )?(first|second|third|fourth|last|\d{1,2}(?:st|nd|rd|th)?)(?: (\w+))?(?: (?:of|in))? (?:the|every|each|a) month(?: (?:at )?(.+))?$/;
  const [, which, day, at] = form.exec(words) ?? [];
  if (which === undefined) return undefined;
  const ordinal = ordinals[which];
  if (day === undefined || day === 'day' || day === 'of') {
    const date = ordinal ?? String(Number.parseInt(which, 10));
    return atHour(at, (time) => `${time} ${date} * *`);
  }
  if (day === 'weekday' && (ordinal === '1' || ordinal === 'L')) {
    return atHour(at, (time) => `${time} ${ordinal === '1' ? '1W' : 'LW'} * *`);
  }
  const name = new RegExp(`^${dayName}$`).exec(day)?.[1];
  if (name === undefined || ordinal === undefined) return undefined;
  return atHour(at, (time) => `${time} * * ${numberOf(name)}#${ordinal}`);
}

/** Parses `2 hours`, `every 15 minutes`, `hourly`, `every 2 days at 9`, `every 2 weeks`. */
function readInterval(words: string): Read | undefined {
  if (words === 'hourly' || words === 'every hour') return { when: { everyMs: 3_600_000 } };
  const [, length = '', at] = /^(?:every |each )?(.+?)(?: at (.+))?$/.exec(words) ?? [];
  const short = readLength(/^(?:minute|hour|day|week)$/.test(length) ? `1 ${length}` : length);
  if (short === undefined) return undefined;
  const ms = parseDuration(short);
  if (ms < shortestIntervalMs) return { fault: 'too-often' };
  if (ms > longestIntervalMs) return { fault: 'unreadable' };
  if (ms % dayMs === 0 && /[dw]/.test(short)) {
    const time = hourOf(at ?? '00:00');
    if (!time) return { fault: 'unreadable-hour' };
    return { when: { everyDays: ms / dayMs, at: `${time.hour.padStart(2, '0')}:${time.minute.padStart(2, '0')}` } };
  }
  return at === undefined ? { when: { everyMs: ms } } : undefined;
}

function atHour(at: string | undefined, pattern: (time: string) => string): Read {
  const time = hourOf(at ?? '00:00');
  if (!time) return { fault: 'unreadable-hour' };
  return readPattern(pattern(`${Number(time.minute)} ${Number(time.hour)}`));
}

/** Parses `9`, `09:00`, `9:30 am`, `6pm`, `noon`, `midnight`. */
function hourOf(text: string): { readonly hour: string; readonly minute: string } | undefined {
  if (text === 'noon') return { hour: '12', minute: '0' };
  if (text === 'midnight') return { hour: '0', minute: '0' };
  const [, digits, minute = '0', half] = /^(\d{1,2})(?:[:.](\d{2}))?(?: ?(am|pm|h|o’clock|o'clock))?$/.exec(text) ?? [];
  const given = Number(digits);
  if (digits === undefined || Number(minute) > 59) return undefined;
  if (half !== 'am' && half !== 'pm') return given < 24 ? { hour: String(given), minute } : undefined;
  if (given < 1 || given > 12) return undefined;
  return { hour: String((given % 12) + (half === 'pm' ? 12 : 0)), minute };
}

function numberOf(day: string): string {
  return String(weekdays.indexOf(day.slice(0, 3)));
}
