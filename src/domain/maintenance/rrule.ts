import { RRuleTemporal } from 'rrule-temporal';
import { Temporal } from 'temporal-polyfill';
import { createCache } from '../../lib/cache.ts';
import { type Refused, refusedBy } from '../refusal.ts';

// As with cron (on-call/cron.ts), a rule is evaluated on local times without a zone: the library gets UTC. Local times that
// a zone skips or repeats are resolved by the caller, by the same rule as everywhere.

/** A Monday, so that a weekly rule without a start means Mondays, and “every second week” is defined. */
const defaultStart = '2001-01-01T00:00';
/** Windows may not begin more often, because each lookup would be slow. */
const closestMinutes = 60;
const looked = 100;
const mostKept = 200;

const list = (one: string) => new RegExp(`^(?:${one})(?:,(?:${one}))*$`);
/**
 * The supported parts of a rule, and their values. Seconds, COUNT without a start, and hourly rules are not supported.
 */
const parts: Readonly<Record<string, RegExp>> = {
  FREQ: /^(?:DAILY|WEEKLY|MONTHLY|YEARLY)$/,
  INTERVAL: /^[1-9]\d{0,2}$/,
  COUNT: /^[1-9]\d{0,2}$/,
  UNTIL: /^\d{8}(?:T\d{6}Z?)?$/,
  BYDAY: list('[+-]?(?:[1-9]|[1-4]\\d|5[0-3])?(?:MO|TU|WE|TH|FR|SA|SU)'),
  BYHOUR: list('1?\\d|0\\d|2[0-3]'),
  BYMINUTE: list('[0-5]?\\d'),
  BYMONTH: list('0?[1-9]|1[0-2]'),
  BYMONTHDAY: list('[+-]?(?:0?[1-9]|[12]\\d|3[01])'),
  BYYEARDAY: list('[+-]?(?:[1-9]\\d?|[12]\\d\\d|3[0-5]\\d|36[0-6])'),
  BYWEEKNO: list('[+-]?(?:[1-9]|[1-4]\\d|5[0-3])'),
  BYSETPOS: list('[+-]?(?:[1-9]\\d?|[12]\\d\\d|3[0-5]\\d|36[0-6])'),
  WKST: /^(?:MO|TU|WE|TH|FR|SA|SU)$/,
};

/** The local times of a recurrence, in order. */
export interface LocalTimes {
  /** Both ends included. */
  between(from: Temporal.PlainDateTime, to: Temporal.PlainDateTime): readonly Temporal.PlainDateTime[];
  /** Returns undefined when no later one exists. */
  firstAfter(local: Temporal.PlainDateTime): Temporal.PlainDateTime | undefined;
}

/**
 * Returns `rrule:freq=weekly; byday=su` as `FREQ=WEEKLY;BYDAY=SU`. Throws Refused for an invalid or unsuitable rule.
 */
export function parseRule(text: string, starts?: string): string {
  const rule = text
    .toUpperCase()
    .replace(/^\s*RRULE:/, '')
    .replace(/\s+/g, '')
    .replace(/;+$/, '');
  const named = new Map<string, string>();
  for (const part of rule.split(';')) {
    const [, name = '', value = ''] = /^([A-Z]+)=(.+)$/.exec(part) ?? [];
    if (!parts[name]?.test(value) || named.has(name)) throw unreadable(part);
    named.set(name, value);
  }
  if (!named.has('FREQ')) throw unreadable(rule);
  if (named.has('COUNT') && starts === undefined) {
    throw refusedBy('rrule-counts-from-nowhere');
  }
  const times = timesOfRule(rule, 'UTC', starts);
  if (times === 'unreadable') throw unreadable(rule);
  refuseUnsuitable(times, starts);
  return rule;
}

const kept = createCache<string, LocalTimes>({ max: mostKept });

/** @param rule as `parseRule` returned it */
export function ruleTimes(rule: string, zone: string, starts?: string): LocalTimes {
  const key = `${zone} ${starts ?? ''} ${rule}`;
  const known = kept.get(key);
  if (known) return known;
  const times = timesOfRule(rule, zone, starts);
  if (times === 'unreadable') throw new TypeError('Not a rule that was checked');
  kept.set(key, times);
  return times;
}

function timesOfRule(rule: string, zone: string, starts = defaultStart): LocalTimes | 'unreadable' {
  const until = /UNTIL=([^;]+)/.exec(rule)?.[1];
  try {
    const rrule = new RRuleTemporal({
      rruleString: rule.replace(/(^|;)UNTIL=[^;]+/, until === undefined ? '' : `$1UNTIL=${localUntil(until, zone)}`),
      dtstart: Temporal.PlainDateTime.from(starts).toZonedDateTime('UTC'),
      temporal: Temporal,
      strict: true,
    });
    return {
      between: (from, to) => rrule.between(asDate(from), asDate(to), true).map((at) => at.toPlainDateTime()),
      firstAfter: (local) => rrule.next(asDate(local), false)?.toPlainDateTime(),
    };
  } catch {
    return 'unreadable'; // Its errors are plain ones; each says that these parts do not go together.
  }
}

/**
 * Returns the end of a rule as a local time, like its occurrences. A value with Z is an exact moment; a date alone includes
 * the whole day.
 */
function localUntil(until: string, zone: string): string {
  if (!until.includes('T')) return `${until}T235959Z`;
  if (!until.endsWith('Z')) return `${until}Z`;
  const local = Temporal.Instant.from(until).toZonedDateTimeISO(zone).toPlainDateTime();
  return `${local.toString({ smallestUnit: 'second' }).replace(/[-:]/g, '')}Z`;
}

/** Refuses a rule that never begins or never pauses. */
function refuseUnsuitable(times: LocalTimes, starts = defaultStart): void {
  let at: Temporal.PlainDateTime | undefined = Temporal.PlainDateTime.from(starts).subtract({ minutes: 1 });
  let before: Temporal.PlainDateTime | undefined;
  for (let count = 0; count < looked; count += 1) {
    at = next(times, at);
    if (!at) break;
    if (before && before.until(at).total('minutes') < closestMinutes) {
      throw refusedBy('rrule-too-often');
    }
    before = at;
  }
  if (!before) throw refusedBy('rrule-never');
}

function next(times: LocalTimes, after: Temporal.PlainDateTime): Temporal.PlainDateTime | undefined {
  try {
    return times.firstAfter(after);
  } catch {
    return undefined; // It walked through thousands of years and found none.
  }
}

function asDate(local: Temporal.PlainDateTime): Date {
  return new Date(local.toZonedDateTime('UTC').epochMilliseconds);
}

function unreadable(what: string): Refused {
  return refusedBy('unreadable-rrule', { text: what });
}
