import { Cron } from 'croner';
import { Temporal } from 'temporal-polyfill';
import { createCache } from '../../lib/cache.ts';

// Cron patterns are evaluated on local times without a zone: croner only tells which dates and times of day match. Local
// times that a zone skips or repeats are resolved by the caller with Temporal, as for every other hand-over; croner has a
// different rule.

/** Why a pattern cannot be a rotation. */
export type CronFault = 'unreadable-cron' | 'cron-too-often' | 'cron-not-every-year';

/** All local times of a pattern, numbered in order. Only differences between numbers have a meaning. */
export interface Occurrences {
  /** Returns the number of the last occurrence at or before this local time. */
  lastAt(local: Temporal.PlainDateTime): number;
  local(number: number): Temporal.PlainDateTime;
  /**
   * Returns a function that counts the occurrences before a number for which `counts` is true; only differences of its
   * results have a meaning. Its cost does not depend on the year.
   *
   * @param counts gets the minute of the week (from 0 on Monday) at which an occurrence begins, and the minutes until the
   * next one
   */
  counting(counts: (minuteOfWeek: number, minutes: number) => boolean): (number: number) => number;
}

/** One year of a pattern. */
interface Year {
  /** For day 0, 1, 2 and so on: how many days up to it match. */
  readonly matched: readonly number[];
  /** The matching days of the year, from 0. */
  readonly days: readonly number[];
  /** Weekday of January 1, from 0 for Monday. */
  readonly weekday: number;
}

/** The calendar repeats after this many years, which are of only 14 kinds, so no calculation iterates over years. */
const cycleYears = 400;
const cycleStart = 2000;

/** Cache size: a pattern takes 20 ms to parse and 50 kB, and no file has this many. */
const mostKept = 200;
const kept = createCache<string, Occurrences>({ max: mostKept });

export function occurrencesOf(pattern: string): Occurrences {
  const read = readCron(pattern);
  if (typeof read === 'string') throw new TypeError(`Not a rotation: ${read}`);
  return read;
}

export function readCron(pattern: string): Occurrences | CronFault {
  const known = kept.get(pattern);
  if (known) return known;
  const read = occurrencesIn(pattern.trim().split(/\s+/));
  if (typeof read === 'string') return read;
  kept.set(pattern, read);
  return read;
}

function occurrencesIn(fields: readonly string[]): Occurrences | CronFault {
  const [minute, hour, ...dateFields] = fields;
  const dates = dateFields.length === 3 && matcher(`0 0 ${dateFields.join(' ')}`);
  const clock = matcher(`${minute} ${hour} * * *`);
  if (!dates || !clock) return 'unreadable-cron';
  const times = timesOfDay(clock);
  if (times.some((time, index) => index > 0 && time - times[index - 1]! < 60)) return 'cron-too-often';
  const years = yearsOfCycle(dates);
  if (years.some(({ days }) => days.length === 0)) return 'cron-not-every-year';
  return numbered(years, times);
}

/**
 * Returns a function that tells whether a clock reading, given as if it was UTC, matches the pattern; undefined for an
 * invalid pattern.
 */
function matcher(pattern: string): ((reading: number) => boolean) | undefined {
  try {
    // An offset instead of the zone UTC: croner calls Intl for every zone, which takes ten times as long.
    const cron = new Cron(pattern, { mode: '5-part', utcOffset: 0 });
    return (reading) => cron.match(new Date(reading));
  } catch {
    return undefined; // Its errors are of many types; each says that it cannot read this.
  }
}

/** Returns the matching minutes of the day, from 0 to 1439. */
function timesOfDay(matches: (reading: number) => boolean): number[] {
  return Array.from({ length: 1440 }, (_, minute) => minute).filter((minute) => matches(minute * 60_000));
}

/** Returns each year of the cycle. Years of the same kind share an object. */
function yearsOfCycle(matches: (reading: number) => boolean): readonly Year[] {
  const kinds = new Map<string, Year>();
  return Array.from({ length: cycleYears }, (_, index) => {
    const newYear = new Temporal.PlainDate(cycleStart + index, 1, 1);
    const kind = `${newYear.dayOfWeek} ${newYear.daysInYear}`;
    const year = kinds.get(kind) ?? yearFrom(newYear, matches);
    kinds.set(kind, year);
    return year;
  });
}

function yearFrom(newYear: Temporal.PlainDate, matches: (reading: number) => boolean): Year {
  const matched = [0];
  const days: number[] = [];
  for (let day = 0; day < newYear.daysInYear; day += 1) {
    const { epochMilliseconds } = newYear.add({ days: day }).toZonedDateTime('UTC');
    if (matches(epochMilliseconds)) days.push(day);
    matched.push(days.length);
  }
  return { matched, days, weekday: newYear.dayOfWeek - 1 };
}

function numbered(years: readonly Year[], times: readonly number[]): Occurrences {
  const before = [0];
  for (const [index, { days }] of years.entries()) before.push(before[index]! + days.length);
  const perCycle = before[cycleYears]!;

  /** Returns the position of the matching day with a number. */
  function dayOf(date: number): { cycle: number; year: number; nth: number } {
    const cycle = Math.floor(date / perCycle);
    const inCycle = date - cycle * perCycle;
    const year = before.findLastIndex((count) => count <= inCycle);
    return { cycle, year, nth: inCycle - before[year]! };
  }

  return {
    lastAt(local) {
      const cycle = Math.floor((local.year - cycleStart) / cycleYears);
      const year = local.year - cycleStart - cycle * cycleYears;
      const until = years[year]!.matched[local.dayOfYear]!;
      const untilYesterday = years[year]!.matched[local.dayOfYear - 1]!;
      const minute = local.hour * 60 + local.minute;
      const today = until > untilYesterday ? times.filter((time) => time <= minute).length : 0;
      return (cycle * perCycle + before[year]! + untilYesterday) * times.length + today - 1;
    },
    local(number) {
      const dates = Math.floor(number / times.length);
      const { cycle, year, nth } = dayOf(dates);
      const newYear = new Temporal.PlainDate(cycleStart + cycle * cycleYears + year, 1, 1);
      const date = newYear.add({ days: years[year]!.days[nth]! });
      return date.toPlainDateTime().add({ minutes: times[number - dates * times.length]! });
    },
    counting(counts) {
      const inYear = countedYears(years, times, counts);
      const counted = [0];
      for (const [index, year] of inYear.entries()) counted.push(counted[index]! + year.at(-1)!);
      return (number) => {
        const dates = Math.floor(number / times.length);
        const { cycle, year, nth } = dayOf(dates);
        const index = nth * times.length + number - dates * times.length;
        return cycle * counted[cycleYears]! + counted[year]! + inYear[year]![index]!;
      };
    },
  };
}

/**
 * Returns for each year of the cycle how many of its first 0, 1, 2 and so on occurrences count. The last one of a year lasts
 * into the next year.
 */
function countedYears(
  years: readonly Year[],
  times: readonly number[],
  counts: (minuteOfWeek: number, minutes: number) => boolean,
): readonly (readonly number[])[] {
  const kinds = new Map<Year, Map<Year, readonly number[]>>();
  return years.map((year, index) => {
    const next = years[(index + 1) % cycleYears]!;
    const known = kinds.get(year) ?? new Map<Year, readonly number[]>();
    const counted = known.get(next) ?? countedIn(year, next, times, counts);
    kinds.set(year, known.set(next, counted));
    return counted;
  });
}

function countedIn(
  { matched, days, weekday }: Year,
  next: Year,
  times: readonly number[],
  counts: (minuteOfWeek: number, minutes: number) => boolean,
): readonly number[] {
  const minutesOf = (all: readonly number[]) => all.flatMap((day) => times.map((time) => day * 1440 + time));
  const begins = [...minutesOf(days), (matched.length - 1 + next.days[0]!) * 1440 + times[0]!];
  const counted = [0];
  for (const [index, at] of begins.slice(0, -1).entries()) {
    const isCounted = counts((weekday * 1440 + at) % (7 * 1440), begins[index + 1]! - at);
    counted.push(counted[index]! + (isCounted ? 1 : 0));
  }
  return counted;
}
