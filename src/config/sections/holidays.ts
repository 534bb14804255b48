import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import type { Directory } from '../../domain/directory.ts';
import { isHoliday } from '../../domain/on-call/restrictions.ts';
import { modulo } from '../../domain/on-call/rotation.ts';
import { isRecord } from '../../lib/values/json.ts';
import { say, shown } from '../mistakes.ts';
import { anyOf, didYouMean } from '../near-miss.ts';
import { field, filledList, group, type Named, type Reading, text } from './fields.ts';
import { periodElsewhere } from './on-call/names-elsewhere.ts';

const lookAheadDays = 366;
const leapYearDays = 366;

/** The lists of holidays by name, as single days: `2026-12-25`, or `12-25` in every year. */
export type Holidays = ReadonlyMap<string, readonly string[]>;

export function holidaysSchema() {
  return filledList('days such as [2026-12-25, 01-01]', dayOrPeriod()).transform(
    (days): Named<readonly string[]> =>
      () =>
        days.flat(),
  );
}

function dayOrPeriod() {
  const [one, several] = [day(), period()];
  return z.unknown().transform((input, context): readonly string[] => {
    const reading = isRecord(input) ? several.safeParse(input) : one.safeParse(input);
    if (reading.success) return [reading.data].flat();
    context.issues.push(...reading.error.issues.map((issue) => ({ ...issue, input: undefined })));
    return z.NEVER;
  });
}

function day() {
  return text('a day such as 2026-12-25, or 12-25 for every year', (value): Reading<string> => {
    const written = value.trim();
    if (!/^(?:\d{4}-)?\d\d-\d\d$/.test(written)) {
      const [from, to] = written.match(/(?:\d{4}-)?\d\d-\d\d/g) ?? [];
      return { wrong: `${shown(value)} is not a day`, ...(to && { todo: `write { from: ${from}, to: ${to} }` }) };
    }
    try {
      dateOf(written);
      return { value: written };
    } catch {
      return { wrong: `there is no ${shown(value)} in the calendar` };
    }
  });
}

/** Reads the first and the last of several days, as all of them. */
function period() {
  const keys = { from: day(), to: day() };
  return group('days such as { from: 2026-12-24, to: 2026-12-26 }', keys, periodElsewhere).transform(
    ({ from, to }, context): readonly string[] => {
      const message = wrongWith(from, to);
      if (message === undefined) return hasYear(from) ? daysOfOneYear(from, to) : daysOfEveryYear(from, to);
      context.issues.push({ code: 'custom', path: [], message, input: undefined });
      return z.NEVER;
    },
  );
}

function wrongWith(from: string, to: string): string | undefined {
  if (hasYear(from) !== hasYear(to)) return say(`has a year in one of ${from} and ${to}`, 'one in both or in neither');
  if (!hasYear(from)) return undefined;
  const days = daysUntil(from, to) + 1;
  if (days < 1) return say(`ends (${to}) before it has begun (${from})`, '“to” to be the last of the days');
  return days > leapYearDays ? say(`has ${days} days`, `at most ${leapYearDays}`) : undefined;
}

function daysOfOneYear(from: string, to: string): string[] {
  const first = dateOf(from);
  return Array.from({ length: daysUntil(from, to) + 1 }, (_, index) => first.add({ days: index }).toString());
}

/** They may go over the end of the year. */
function daysOfEveryYear(from: string, to: string): string[] {
  const days = modulo(daysUntil(from, to), leapYearDays) + 1;
  const first = daysUntil('01-01', from);
  return Array.from({ length: days }, (_, index) => {
    const date = dateOf('01-01').add({ days: (first + index) % leapYearDays });
    return date.toString().slice('YYYY-'.length);
  });
}

function daysUntil(from: string, to: string): number {
  return dateOf(from).until(dateOf(to)).days;
}

function hasYear(written: string): boolean {
  return written.length > 'MM-DD'.length;
}

/** Returns the date, in a leap year when it has no year: 29 February exists in some. */
function dateOf(written: string): Temporal.PlainDate {
  return Temporal.PlainDate.from(hasYear(written) ? written : `2028-${written}`);
}

/** Reads the names of lists of holidays, one or several, as their days. */
export function holidaysNamed(all: Holidays) {
  const expected =
    all.size > 0 ? `a list under holidays: ${anyOf(all.keys())}` : 'a list under holidays, which has none';
  return field<readonly string[]>(expected, (value) => {
    const names = Array.isArray(value) ? value : [value];
    const unknown = names.find((name) => typeof name !== 'string' || !all.has(name));
    if (names.length === 0) return { wrong: 'is an empty list' };
    if (unknown === undefined) return { value: names.flatMap((name) => all.get(name as string) ?? []) };
    const todo = typeof unknown === 'string' ? didYouMean(unknown, all.keys()) : undefined;
    return { wrong: `there is no list of holidays ${shown(unknown)}`, todo: todo ?? 'add it under holidays' };
  });
}

/** Warns about lists that have no day in the coming year: somebody forgot to add the days of that year. */
export function pastHolidays({ holidays = new Map() }: Directory, now: Date): string[] {
  const today = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO('UTC').toPlainDate();
  const coming = Array.from({ length: lookAheadDays }, (_, count) => today.add({ days: count }));
  return [...holidays].flatMap(([name, days]) =>
    coming.some((date) => isHoliday(date, days))
      ? []
      : [`holidays.${name}: it has no day in the coming year; add the days of that year`],
  );
}
