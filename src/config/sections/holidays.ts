import { Temporal } from 'temporal-polyfill';
import type { Directory } from '../../domain/directory.ts';
import { isHoliday } from '../../domain/on-call/restrictions.ts';
import { shown } from '../mistakes.ts';
import { anyOf, didYouMean } from '../near-miss.ts';
import { field, filledList, type Named, type Reading, text } from './fields.ts';

const lookAheadDays = 366;

/** The lists of holidays by name: days such as `2026-12-25`, or `12-25` in every year. */
export type Holidays = ReadonlyMap<string, readonly string[]>;

export function holidaysSchema() {
  return filledList('days such as [2026-12-25, 01-01]', day()).transform(
    (days): Named<readonly string[]> =>
      () =>
        days,
  );
}

function day() {
  return text('a day such as 2026-12-25, or 12-25 for every year', (value): Reading<string> => {
    const written = value.trim();
    if (!/^(?:\d{4}-)?\d\d-\d\d$/.test(written)) return { wrong: `${shown(value)} is not a day` };
    try {
      // 29 February exists in some years.
      Temporal.PlainDate.from(written.length === 5 ? `2028-${written}` : written);
      return { value: written };
    } catch {
      return { wrong: `there is no ${shown(value)} in the calendar` };
    }
  });
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
