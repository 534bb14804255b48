import { Cron } from 'croner';
import { Temporal } from 'temporal-polyfill';
import { createCache } from '../../lib/cache.ts';
import { zonedAt } from '../on-call/moments.ts';
import type { When } from './when.ts';

// Croner only computes local times; times that a zone skips or repeats are resolved here, as for hand-overs: a skipped time
// moves forward, and a repeated time counts once, unless the pattern matches every hour.

/** The largest change of clocks, except for a whole day that was skipped once. */
const longestChangeHours = 3;
/**
 * A pattern such as February 29 on a Monday occurs within 28 years; without an occurrence after so many readings it never
 * does.
 */
const mostReadings = 5_000;

const patterns = createCache<string, Cron>({ max: 200 });

/**
 * Returns the first moment after `after` at which a job is due.
 *
 * @param zone IANA name
 * @returns undefined when there is none
 */
export function nextRun(when: When, zone: string, after: Date): Date | undefined {
  if ('everyMs' in when) return new Date((Math.floor(after.getTime() / when.everyMs) + 1) * when.everyMs);
  if ('everyDays' in when) return nextDay(when.everyDays, when.at, zone, after);
  return nextReading(when.cron, zone, after);
}

/** Returns the next `count` moments. */
export function nextRuns(when: When, zone: string, after: Date, count: number): readonly Date[] {
  const runs: Date[] = [];
  for (let at = nextRun(when, zone, after); at && runs.length < count; at = nextRun(when, zone, at)) runs.push(at);
  return runs;
}

/** Increasing distances to search back, so that a pattern of every minute is not iterated over a year. */
const looksBackMs = [2, 26, 8 * 24, 32 * 24, 370 * 24].map((hours) => hours * 3_600_000);

/**
 * Returns the last moment after `after` and at or before `until` at which a job is due; undefined when there is none.
 */
export function lastRun(when: When, zone: string, after: Date, until: Date): Date | undefined {
  for (const ms of [...looksBackMs, Number.POSITIVE_INFINITY]) {
    const from = new Date(Math.max(after.getTime(), until.getTime() - ms));
    let last: Date | undefined;
    for (let at = nextRun(when, zone, from); at && at <= until; at = nextRun(when, zone, at)) last = at;
    if (last || from.getTime() === after.getTime()) return last;
  }
  return undefined;
}

function nextDay(days: number, at: string, zone: string, after: Date): Date {
  const today = zonedAt(after, zone).toPlainDate();
  const epoch = Temporal.PlainDate.from('1970-01-01');
  const behind = epoch.until(today).days % days;
  const time = Temporal.PlainTime.from(at);
  const momentOn = (date: Temporal.PlainDate) =>
    new Date(date.toZonedDateTime({ timeZone: zone, plainTime: time }).epochMilliseconds);
  const first = momentOn(today.subtract({ days: behind }));
  return first > after ? first : momentOn(today.add({ days: days - behind }));
}

function nextReading(pattern: string, zone: string, after: Date): Date | undefined {
  const cron = patternOf(pattern);
  const isEveryHour = pattern.split(' ')[1]?.startsWith('*') ?? false;
  const start = zonedAt(after, zone).toPlainDateTime().subtract({ hours: longestChangeHours });
  let reading: Date | null = new Date(start.toZonedDateTime('UTC').epochMilliseconds);
  let best: number | undefined;
  for (let looked = 0; looked < mostReadings; looked += 1) {
    reading = cron.nextRun(reading);
    if (!reading) return undefined;
    const local = zonedAt(reading, 'UTC').toPlainDateTime();
    const first = local.toZonedDateTime(zone);
    const moments = isEveryHour ? [first, local.toZonedDateTime(zone, { disambiguation: 'later' })] : [first];
    // “later” is what “compatible” does in a gap; of a repeated time it is the second.
    const later = moments.map((one) => one.epochMilliseconds).filter((ms) => ms > after.getTime());
    const soonest = Math.min(...later, best ?? Number.POSITIVE_INFINITY);
    if (soonest === Number.POSITIVE_INFINITY) continue;
    best = soonest;
    // A skipped time moves forward, possibly behind a later time that is not skipped.
    if (first.toPlainDateTime().equals(local) && first.epochMilliseconds >= best) return new Date(best);
  }
  return best === undefined ? undefined : new Date(best);
}

function patternOf(pattern: string): Cron {
  const known = patterns.get(pattern);
  if (known) return known;
  const made = new Cron(pattern, { mode: '5-part', utcOffset: 0 });
  patterns.set(pattern, made);
  return made;
}
