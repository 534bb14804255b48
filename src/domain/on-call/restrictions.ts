import { Temporal } from 'temporal-polyfill';
import type { Period } from './intervals.ts';
import { parseTimeOfDay, timeOn, zonedAt } from './moments.ts';
import { type Restriction, weekdays } from './schedule.ts';

/** A week, and another one in case the zone skips the day in question; longer restrictions mean always. */
const lookAheadDays = 15;

/** Where holidays leave no hours for longer. */
const farDays = 400;

const oneDay = Temporal.Duration.from({ days: 1 });

/**
 * Returns the times that the restrictions allow and that overlap the range: in order, disjoint, not cut to the range.
 */
export function windows(only: readonly Restriction[], zone: string, from: Date, to: Date): Period[] {
  const hours = only.map((each) => ({ ...each, from: parseTimeOfDay(each.from), to: parseTimeOfDay(each.to) }));
  const found: Period[] = [];
  const last = zonedAt(to, zone).toPlainDate().add(oneDay);
  // A window of the day before yesterday reaches today when yesterday was skipped. A window of tomorrow begins today when
  // the clocks go back over midnight.
  let date = zonedAt(from, zone).toPlainDate().subtract({ days: 2 });
  while (Temporal.PlainDate.compare(date, last) <= 0) {
    const next = date.add(oneDay);
    for (const each of hours) found.push(...windowOn(date, next, each, zone));
    date = next;
  }
  return joined(found).filter((window) => window.from < to.getTime() && window.to > from.getTime());
}

export function allows(only: readonly Restriction[], zone: string, at: Date): boolean {
  return windows(only, zone, at, new Date(at.getTime() + 1)).length > 0;
}

/** Returns the window that contains `at`. */
export function windowAt(only: readonly Restriction[], zone: string, at: Date): Period | undefined {
  return ahead(only, zone, at).find((window) => window.from <= at.getTime());
}

/**
 * Returns the first window that begins after `at`. Together with `windowAt` it tells when a deferred page may go out.
 */
export function nextWindow(only: readonly Restriction[], zone: string, at: Date): Period | undefined {
  const next = (days?: number) => ahead(only, zone, at, days).find((window) => window.from > at.getTime());
  return next() ?? (only.some(({ on, except }) => on || except) ? next(farDays) : undefined);
}

/** Returns whether the day is one of these: `2026-12-25`, or `12-25` in every year. */
export function isHoliday(date: Temporal.PlainDate, days: readonly string[]): boolean {
  const written = date.toString();
  return days.includes(written) || days.includes(written.slice(5));
}

function ahead(only: readonly Restriction[], zone: string, at: Date, days = lookAheadDays): Period[] {
  return windows(only, zone, at, new Date(zonedAt(at, zone).add({ days }).epochMilliseconds));
}

function windowOn(date: Temporal.PlainDate, next: Temporal.PlainDate, hours: Restriction, zone: string): Period[] {
  if (hours.days?.length && !hours.days.includes(weekdays[date.dayOfWeek - 1]!)) return [];
  if (hours.on && !isHoliday(date, hours.on)) return [];
  if (hours.except && isHoliday(date, hours.except)) return [];
  const opens = timeOn(date, hours.from).toZonedDateTime(zone);
  // A date that the zone skips has no hours. Without this check its hours would move to the next day, which may not be
  // listed.
  if (!opens.toPlainDate().equals(date) && !date.toZonedDateTime(zone).toPlainDate().equals(date)) return [];
  const closes = timeOn(hours.to > hours.from ? date : next, hours.to).toZonedDateTime(zone);
  const window = { from: opens.epochMilliseconds, to: closes.epochMilliseconds };
  return window.from < window.to ? [window] : [];
}

function joined(found: Period[]): Period[] {
  const apart: Period[] = [];
  for (const window of found.sort((a, b) => a.from - b.from)) {
    const before = apart.at(-1);
    if (before && window.from <= before.to) {
      apart[apart.length - 1] = { from: before.from, to: Math.max(before.to, window.to) };
    } else {
      apart.push(window);
    }
  }
  return apart;
}
