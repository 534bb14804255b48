import type { CronFault } from '../domain/on-call/cron.ts';
import { parseDuration, parseRotation } from '../domain/on-call/durations.ts';
import { instantOf, knownZone, localTime, parseLocal, parseTimeOfDay } from '../domain/on-call/moments.ts';
import { Refused } from '../domain/refusal.ts';
import { formatDuration } from '../lib/duration.ts';
import { say, shown } from './mistakes.ts';
import { didYouMean } from './near-miss.ts';
import { field, type Reading, text } from './sections/fields.ts';

export function duration(leastMs: number, mostMs: number) {
  return field<number>('a duration such as 30s, 5m, 2h or 1d', (value) => {
    if (typeof value === 'number') {
      return { wrong: `${shown(value)} has no unit`, todo: `${value}m is minutes, ${value}s is seconds` };
    }
    const read = spelled(value, parseDuration, 'is not a duration');
    if ('wrong' in read || (read.value >= leastMs && read.value <= mostMs)) return read;
    if (read.value < leastMs) {
      return { wrong: `${shown(value)} is too short`, todo: `the shortest here is ${formatDuration(leastMs)}` };
    }
    return { wrong: `${shown(value)} is too long`, todo: `the longest here is ${formatDuration(mostMs)}` };
  });
}

/** What other tools call these lengths. */
const wordsForLengths: Readonly<Record<string, string>> = {
  hourly: '1h',
  daily: '1d',
  weekly: '1w',
  biweekly: '2w',
  fortnightly: '2w',
  monthly: '“cron 0 9 1 * *”',
};

export function rotationLength() {
  return field(
    'the length of a shift, such as 12h, 1d, 3d, 1w or 2w, or "12h elapsed", or "cron 0 9 * * mon,thu"',
    (value) => {
      const meant = meantLength(value);
      return {
        ...spelled(value, parseRotation, 'is not the length of a rotation'),
        ...(meant && { todo: meant }),
      };
    },
  );
}

function meantLength(value: unknown): string | undefined {
  if (typeof value === 'number') return `${value}d is days, ${value}h is hours`;
  const written = typeof value === 'string' ? value.trim().toLowerCase() : '';
  const [, count = '1', unit] = /^(?:every\s+)?(\d{1,3})?\s*(hour|day|week)s?$/.exec(written) ?? [];
  const meant = unit ? `${count}${unit.charAt(0)}` : wordsForLengths[written.replace('bi-', 'bi')];
  return meant && `did you mean ${meant}?`;
}

const cronMistakes: Readonly<Record<CronFault, readonly [wrong: string, todo: string]>> = {
  'unreadable-cron': ['is not a cron pattern', 'write minute, hour, day of the month, month and weekday'],
  'cron-too-often': ['hands over more than once an hour', 'name one minute'],
  'cron-not-every-year': ['has years without any hand-over', 'choose a day that every year has'],
};

function isCronFault(rule: string): rule is CronFault {
  return Object.hasOwn(cronMistakes, rule);
}

/** Reads a time of day. `end` allows 24:00, the end of the day, where hours end. */
export function timeOfDay(end?: 'end') {
  return field<string>(`an hour of the day such as ${end ? '"18:00"' : '"08:00"'}`, (written) => {
    const value = typeof written === 'number' ? String(written) : written;
    if (typeof value !== 'string') return { wrong: `is ${shown(value)}` };
    const read = spelled(value, parseTimeOfDay, 'is not an hour of the day');
    const meant = 'wrong' in read && meantTime(value);
    if (meant) return { ...read, todo: `did you mean "${meant}"?` };
    if ('wrong' in read || end || read.value !== '24:00') return read;
    return { wrong: '24:00 begins no day', todo: 'write "00:00"' };
  });
}

/** Returns the time of `9am`, `5:30 pm`, `9` or `9h`. */
function meantTime(written: string): string | undefined {
  const [, hour, minutes = '00', half] =
    /^(\d{1,2})(?:[:.](\d\d))?\s*(am|pm|h|uhr)?$/.exec(written.trim().toLowerCase()) ?? [];
  if (!hour) return undefined;
  const shift = half === 'pm' && Number(hour) < 12 ? 12 : half === 'am' && hour === '12' ? -12 : 0;
  const time = `${String(Number(hour) + shift).padStart(2, '0')}:${minutes}`;
  return Number(hour) + shift < 24 && Number(minutes) < 60 ? time : undefined;
}

/** A year before or after these is a typing mistake. */
const earliestYear = 1970;
const latestYear = 2199;

/** Reads the local time of a hand-over, in the layer's zone. */
export function localMoment() {
  return text('a local time such as 2026-01-05T09:00', (value) => {
    if (!hasOffset(value)) return inReason(value, spelled(value, parseLocal, 'is not a local time'));
    return {
      wrong: `${shown(value)} has an offset`,
      todo: 'write the local time of the layer’s time zone, without one',
    };
  });
}

/** Reads a local time in the zone of the schedule or layer, or an exact moment with an offset. */
export function moment() {
  return text('a local time such as 2026-12-24T09:00', (value) => {
    if (!hasOffset(value)) return inReason(value, spelled(value, parseLocal, 'is not a local time'));
    return inReason(value, spelled(value, exactly, 'is not a time'));
  });
}

function hasOffset(value: string): boolean {
  return /\d:\d.*(?:z|[+-]\d\d(?::?\d\d)?)$/i.test(value.trim());
}

function exactly(value: string): string {
  instantOf(value, 'UTC');
  return value.trim();
}

function inReason(written: string, read: Reading<string>): Reading<string> {
  if ('wrong' in read) return read;
  const year = Number(read.value.slice(0, 4));
  if (year >= earliestYear && year <= latestYear) return read;
  return { wrong: `${shown(written)} is not in a year from ${earliestYear} to ${latestYear}` };
}

export function timezone() {
  return text('a time zone such as Europe/Berlin, America/New_York or UTC', (value) => {
    const read = spelled(value, knownZone, 'is not a time zone');
    if ('value' in read) return read;
    const city = value.trim().toLowerCase().replaceAll(' ', '_');
    const zones = Intl.supportedValuesOf('timeZone');
    const byCity = zones.find((zone) => city !== '' && zone.toLowerCase().endsWith(`/${city}`));
    const near = byCity ? `did you mean ${byCity}?` : didYouMean(value, zones);
    return {
      ...read,
      todo: near ?? 'name it by continent and city; an abbreviation such as PST stands for several zones',
    };
  });
}

/** Returns a mistake for a local time that does not exist because the clocks of the zone are set forward. */
export function skippedIn(zone: string, local: string): string | undefined {
  if (hasOffset(local)) return undefined;
  const written = localTime(local);
  const lived = written.toZonedDateTime(zone).toPlainDateTime();
  if (lived.equals(written)) return undefined;
  return say(
    `${local} does not exist in ${zone}, where the clocks jump over it`,
    'a time that the clocks there show',
    `write ${lived.toString({ smallestUnit: 'minute' })}`,
  );
}

/** Reads a value with the rules of the domain, and reports what they refuse in the words of the file. */
function spelled<T>(value: unknown, read: (text: string) => T, wrong: string): Reading<T> {
  if (typeof value !== 'string') return { wrong: `is ${shown(value)}` };
  try {
    return { value: read(value) };
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    if (error.rule === 'no-such-date') return { wrong: `there is no ${shown(value)} in the calendar` };
    if (error.rule === 'duration-too-long') return { wrong: `${shown(value)} is more than ten years` };
    if (error.rule === 'elapsed-needs-hours') {
      return { wrong: `${shown(value)} counts days`, todo: 'elapsed time is written in hours, such as "24h elapsed"' };
    }
    if (isCronFault(error.rule)) {
      const [mistake, todo] = cronMistakes[error.rule];
      return { wrong: `${shown(value)} ${mistake}`, todo };
    }
    return { wrong: `${shown(value)} ${wrong}` };
  }
}
