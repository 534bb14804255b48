import { Cron } from 'croner';
import { Temporal } from 'temporal-polyfill';
import { createCache } from '../../lib/cache.ts';

// The five fields of cron are read as what a clock on a wall shows that nobody ever changes: croner only says which dates
// and which times of day match. What a zone makes of a local time that it skips or repeats is the caller's, by Temporal,
// and so is the same here as for every other hand-over; croner has a rule of its own for it.

/** Why a pattern cannot be a rotation. */
export type CronFault = 'unreadable-cron' | 'cron-too-often' | 'cron-not-every-year';

/** All the local times of a pattern, numbered in order; only the difference of two numbers means something. */
export interface Occurrences {
  /** The number of the last one at or before this local time. */
  lastAt(local: Temporal.PlainDateTime): number;
  local(number: number): Temporal.PlainDateTime;
}

/** The calendar repeats itself after this many years, and all of them are of 14 kinds: so no question walks through years. */
const cycleYears = 400;
const cycleStart = 2000;

/** A pattern takes some 20 ms to read and 50 kB to keep; nobody's file has this many. */
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
  if (years.some((year) => year.at(-1) === 0)) return 'cron-not-every-year';
  return numbered(years, times);
}

/** Whether the pattern is met when a clock shows this; a reading of a clock is given as if it were UTC. */
function matcher(pattern: string): ((reading: number) => boolean) | undefined {
  try {
    // An offset, not the zone UTC: croner asks Intl for every zone, which takes ten times as long.
    const cron = new Cron(pattern, { mode: '5-part', utcOffset: 0 });
    return (reading) => cron.match(new Date(reading));
  } catch {
    return undefined; // Its errors are of many types; each says that it cannot read this.
  }
}

/** The minutes of the day, from 0 to 1439. */
function timesOfDay(matches: (reading: number) => boolean): number[] {
  return Array.from({ length: 1440 }, (_, minute) => minute).filter((minute) => matches(minute * 60_000));
}

/** For each year of the cycle: how many of its days match up to day 0, 1, 2 and so on to its last. */
function yearsOfCycle(matches: (reading: number) => boolean): (readonly number[])[] {
  const kinds = new Map<string, readonly number[]>();
  return Array.from({ length: cycleYears }, (_, index) => {
    const newYear = new Temporal.PlainDate(cycleStart + index, 1, 1);
    const kind = `${newYear.dayOfWeek} ${newYear.daysInYear}`;
    const counts = kinds.get(kind) ?? countsOf(newYear, matches);
    kinds.set(kind, counts);
    return counts;
  });
}

function countsOf(newYear: Temporal.PlainDate, matches: (reading: number) => boolean): number[] {
  const counts = [0];
  for (let day = 0; day < newYear.daysInYear; day += 1) {
    const { epochMilliseconds } = newYear.add({ days: day }).toZonedDateTime('UTC');
    counts.push(counts[day]! + (matches(epochMilliseconds) ? 1 : 0));
  }
  return counts;
}

function numbered(years: readonly (readonly number[])[], times: readonly number[]): Occurrences {
  const before = [0];
  for (const [index, counts] of years.entries()) before.push(before[index]! + counts.at(-1)!);
  const perCycle = before[cycleYears]!;
  return {
    lastAt(local) {
      const cycle = Math.floor((local.year - cycleStart) / cycleYears);
      const year = local.year - cycleStart - cycle * cycleYears;
      const until = years[year]![local.dayOfYear]!;
      const untilYesterday = years[year]![local.dayOfYear - 1]!;
      const minute = local.hour * 60 + local.minute;
      const today = until > untilYesterday ? times.filter((time) => time <= minute).length : 0;
      return (cycle * perCycle + before[year]! + untilYesterday) * times.length + today - 1;
    },
    local(number) {
      const dates = Math.floor(number / times.length);
      const cycle = Math.floor(dates / perCycle);
      const inCycle = dates - cycle * perCycle;
      const year = before.findLastIndex((count) => count <= inCycle);
      const dayOfYear = years[year]!.indexOf(inCycle - before[year]! + 1);
      const date = new Temporal.PlainDate(cycleStart + cycle * cycleYears + year, 1, 1).add({ days: dayOfYear - 1 });
      return date.toPlainDateTime().add({ minutes: times[number - dates * times.length]! });
    },
  };
}
