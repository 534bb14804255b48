import type { z } from 'zod';
import { instantOf } from '../../domain/on-call/moments.ts';
import {
  type Layer,
  nobody,
  type Restriction,
  type Schedule,
  type Weekday,
  weekdays,
} from '../../domain/on-call/schedule.ts';
import { shown } from '../mistakes.ts';
import { anyOf } from '../near-miss.ts';
import { localMoment, moment, rotationLength, skippedIn, timeOfDay, timezone } from '../times.ts';
import { filledList, group, type KnownIds, list, type Named, oneOf, platformId, reference, text } from './fields.ts';
import { type Holidays, holidaysNamed } from './holidays.ts';
import { layerElsewhere, overrideElsewhere } from './on-call/names-elsewhere.ts';

/** A Monday, so that a weekly rotation without a start has its hand-over on Mondays at nine. */
const defaultStart = '2024-01-01T09:00';

export function scheduleSchema(known: KnownIds, holidays: Holidays = new Map()) {
  return group('a schedule: timezone, layers, overrides, gaps, slackGroup', {
    timezone: timezone().default('UTC'),
    layers: filledList('layers such as { people: [alice, bob], every: 1w }', layer(known, holidays)),
    overrides: list('overrides such as { person: carol, from: …, to: … }', override(known)).default([]),
    gaps: oneOf(['expected'] as const).optional(),
    slackGroup: platformId('a Slack user group id such as S012AB3CD (in the group’s menu)', /^S[A-Z0-9]+$/).optional(),
  })
    .transform(
      ({ slackGroup, gaps, ...read }): Omit<Schedule, 'id'> => ({
        ...read,
        ...(gaps && { gaps }),
        ...(slackGroup && { groups: { slack: slackGroup } }),
      }),
    )
    .check(({ value, issues }) => {
      for (const { path, what } of timesOf(value))
        issues.push({ code: 'custom', path, message: what, input: undefined });
    })
    .transform(
      (read): Named<Schedule> =>
        (id) => ({ id, ...read }),
    );
}

function layer(known: KnownIds, holidays: Holidays) {
  const keys = {
    people: filledList('people', reference('people', known, nobody)).check(({ value, issues }) => {
      if (value.every((person) => person === nobody))
        issues.push({
          code: 'custom',
          message: `has only ${nobody} in it; expected at least one person`,
          input: undefined,
        });
    }),
    every: rotationLength().default({ days: 7 }),
    starts: localMoment().default(defaultStart),
    ends: moment().optional(),
    timezone: timezone().optional(),
    only: filledList(
      'hours such as { days: [mon, tue], from: "08:00", to: "18:00" }',
      restriction(holidays),
    ).optional(),
  };
  return group('a layer: people, every, starts, ends, timezone, only', keys, layerElsewhere).transform(
    ({ ends, timezone, only, ...read }): Layer => ({
      ...read,
      ...(ends && { ends }),
      ...(timezone && { timezone }),
      ...(only && { only }),
    }),
  );
}

/** Reads hours of the day, on some days or all; also used for working hours. */
export function restriction(all: Holidays) {
  return group('hours such as { days: [mon, tue], from: "08:00", to: "18:00" }', {
    days: filledList('days such as [mon, tue, wed, thu, fri]', weekday()).optional(),
    holidays: holidaysNamed(all).optional(),
    exceptHolidays: holidaysNamed(all).optional(),
    from: timeOfDay().default('00:00'),
    to: timeOfDay('end').default('24:00'),
  }).transform(
    ({ days, holidays: on, exceptHolidays: except, ...hours }): Restriction => ({
      ...(days && { days: [...new Set(days)] }),
      ...(on && { on }),
      ...(except && { except }),
      ...hours,
    }),
  );
}

/** What people write for several days. */
const severalDays: Readonly<Record<string, string>> = {
  weekdays: 'mon, tue, wed, thu, fri',
  workdays: 'mon, tue, wed, thu, fri',
  'mon-fri': 'mon, tue, wed, thu, fri',
  weekend: 'sat, sun',
  weekends: 'sat, sun',
  'sat-sun': 'sat, sun',
};

function weekday() {
  return text<Weekday>(anyOf(weekdays), (value) => {
    const written = value.trim().toLowerCase();
    const day = weekdays.find((one) => one === written);
    if (day) return { value: day };
    const wrong = `${shown(value)} is not known here`;
    const several = Object.hasOwn(severalDays, written) ? severalDays[written] : undefined;
    const meant = /^[a-z]{4,}$/.test(written) ? weekdays.find((one) => written.startsWith(one)) : undefined;
    return { wrong, ...(several ? { todo: `write ${several}` } : meant && { todo: `did you mean ${meant}?` }) };
  });
}

function override(known: KnownIds) {
  const keys = { person: reference('people', known), from: moment(), to: moment() };
  return group('an override: person, from, to', keys, overrideElsewhere);
}

/** Returns mistakes about times that need the zone, or another time, to be found. */
function timesOf({ timezone, layers, overrides }: Omit<Schedule, 'id'>) {
  const found: { path: z.core.$ZodIssue['path']; what: string }[] = [];
  const checkSkipped = (local: string, path: PropertyKey[], zone = timezone) => {
    const what = skippedIn(zone, local);
    if (what) found.push({ path, what });
    return what !== undefined;
  };
  for (const [index, { starts, ends, timezone: own = timezone }] of layers.entries()) {
    const skipped = [
      checkSkipped(starts, ['layers', index, 'starts'], own),
      ends !== undefined && checkSkipped(ends, ['layers', index, 'ends'], own),
    ].includes(true);
    if (skipped || ends === undefined || instantOf(starts, own) < instantOf(ends, own)) continue;
    const what = `${ends} is not later than the layer’s beginning (${starts}); expected “ends” to be later than “starts”`;
    found.push({ path: ['layers', index, 'ends'], what });
  }
  for (const [index, { from, to }] of overrides.entries()) {
    const skipped = [
      checkSkipped(from, ['overrides', index, 'from']),
      checkSkipped(to, ['overrides', index, 'to']),
    ].includes(true);
    if (skipped || instantOf(from, timezone) < instantOf(to, timezone)) continue;
    const what = `ends (${to}) before it has begun (${from}); expected “to” to be later than “from”`;
    found.push({ path: ['overrides', index], what });
  }
  return found;
}
