import { Cron } from 'croner';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { occurrencesOf } from '../../../src/domain/on-call/cron.ts';
import { dutyAt, finalShifts, nextShifts, onCallAt } from '../../../src/domain/on-call/final.ts';
import type { Schedule } from '../../../src/domain/on-call/schedule.ts';
import { cronMeets } from './reckoning.ts';

const minuteMs = 60_000;

function scheduleOf(cron: string, timezone: string, starts: string): Schedule {
  const people = ['alice', 'bob', 'carol', 'dave'];
  return { id: 'primary', timezone, layers: [{ people, every: { cron }, starts }], overrides: [] };
}

function readingAt(reading: number): Temporal.PlainDateTime {
  return Temporal.Instant.fromEpochMilliseconds(reading).toZonedDateTimeISO('UTC').toPlainDateTime();
}

/** `alice 03-28T08:00Z`, the beginning of each shift; in UTC so that a change of the clocks is seen. */
function begun(schedule: Schedule, from: string, to: string): string[] {
  return finalShifts(schedule, new Date(from), new Date(to)).map(
    (shift) => `${shift.person} ${shift.from.toISOString().slice(5, 16)}Z`,
  );
}

describe('hand-overs by a pattern', () => {
  const cases: [
    what: string,
    cron: string,
    zone: string,
    starts: string,
    from: string,
    to: string,
    shifts: string[],
  ][] = [
    [
      'are on those days, and the first person serves from the start to the first of them',
      '0 9 * * mon,thu',
      'Europe/Berlin',
      '2026-01-06T12:00',
      '2026-01-01T00:00Z',
      '2026-01-16T00:00Z',
      ['alice 01-06T11:00Z', 'bob 01-08T08:00Z', 'carol 01-12T08:00Z', 'dave 01-15T08:00Z'],
    ],
    [
      'count a start that is one of them once',
      '0 9 * * mon,thu',
      'Europe/Berlin',
      '2026-01-05T09:00',
      '2026-01-01T00:00Z',
      '2026-01-13T00:00Z',
      ['alice 01-05T08:00Z', 'bob 01-08T08:00Z', 'carol 01-12T08:00Z'],
    ],
    [
      'stay at 09:00 when the clocks of Berlin change',
      '0 9 * * sat,sun',
      'Europe/Berlin',
      '2026-03-28T09:00',
      '2026-03-28T08:00Z',
      '2026-04-05T00:00Z',
      ['alice 03-28T08:00Z', 'bob 03-29T07:00Z', 'carol 04-04T07:00Z'],
    ],
    [
      'move from 02:30, which Berlin skips, to 03:30 and no other',
      '30 2 * * *',
      'Europe/Berlin',
      '2026-03-28T02:30',
      '2026-03-28T01:30Z',
      '2026-03-30T12:00Z',
      ['alice 03-28T01:30Z', 'bob 03-29T01:30Z', 'carol 03-30T00:30Z'],
    ],
    [
      'are at the first of two 02:30 in Berlin, and only there',
      '30 2 * * *',
      'Europe/Berlin',
      '2026-10-24T02:30',
      '2026-10-24T00:30Z',
      '2026-10-26T12:00Z',
      ['alice 10-24T00:30Z', 'bob 10-25T00:30Z', 'carol 10-26T01:30Z'],
    ],
    [
      'of every hour: one that is skipped falls on the next, and its person has no time',
      '30 * * * *',
      'Europe/Berlin',
      '2026-03-29T00:30',
      '2026-03-28T23:30Z',
      '2026-03-29T03:00Z',
      ['alice 03-28T23:30Z', 'bob 03-29T00:30Z', 'dave 03-29T01:30Z', 'alice 03-29T02:30Z'],
    ],
    [
      'of every hour: the hour that comes twice is one turn of two hours',
      '30 * * * *',
      'Europe/Berlin',
      '2026-10-25T01:30',
      '2026-10-24T23:30Z',
      '2026-10-25T03:00Z',
      ['alice 10-24T23:30Z', 'bob 10-25T00:30Z', 'carol 10-25T02:30Z'],
    ],
    [
      'move by the half hour that Lord Howe skips',
      '15 2 * * sun',
      'Australia/Lord_Howe',
      '2026-09-27T02:15',
      '2026-09-26T15:45Z',
      '2026-10-12T00:00Z',
      ['alice 09-26T15:45Z', 'bob 10-03T15:45Z', 'carol 10-10T15:15Z'],
    ],
    [
      'are at the first 01:45 where Lord Howe repeats the half hour',
      '45 1 * * sun',
      'Australia/Lord_Howe',
      '2026-03-29T01:45',
      '2026-03-28T14:45Z',
      '2026-04-12T00:00Z',
      ['alice 03-28T14:45Z', 'bob 04-04T14:45Z', 'carol 04-11T15:15Z'],
    ],
    [
      'move from a midnight that São Paulo skips to one o’clock',
      '0 0 * * sun',
      'America/Sao_Paulo',
      '2018-10-28T00:00',
      '2018-10-28T03:00Z',
      '2018-11-12T00:00Z',
      ['alice 10-28T03:00Z', 'bob 11-04T03:00Z', 'carol 11-11T02:00Z'],
    ],
    [
      'of the Friday that Apia never had leave their people without a shift, and Saturday has its own',
      '0 9,18 * * *',
      'Pacific/Apia',
      '2011-12-29T18:00',
      '2011-12-30T04:00Z',
      '2012-01-01T00:00Z',
      ['alice 12-30T04:00Z', 'dave 12-30T19:00Z', 'alice 12-31T04:00Z', 'bob 12-31T19:00Z'],
    ],
    [
      'of that Friday alone move to Saturday',
      '0 9 * * fri',
      'Pacific/Apia',
      '2011-12-23T09:00',
      '2011-12-23T19:00Z',
      '2012-01-12T00:00Z',
      ['alice 12-23T19:00Z', 'bob 12-30T19:00Z', 'carol 01-05T19:00Z'],
    ],
    [
      'of the last day of the month know February, and the leap day',
      '0 9 l * *',
      'UTC',
      '2028-01-31T09:00',
      '2028-01-31T09:00Z',
      '2028-04-30T00:00Z',
      ['alice 01-31T09:00Z', 'bob 02-29T09:00Z', 'carol 03-31T09:00Z'],
    ],
    [
      'of the first Monday of the month',
      '0 9 * * mon#1',
      'UTC',
      '2026-01-05T09:00',
      '2026-01-05T09:00Z',
      '2026-04-01T00:00Z',
      ['alice 01-05T09:00Z', 'bob 02-02T09:00Z', 'carol 03-02T09:00Z'],
    ],
    [
      'of New Year alone, through a leap year',
      '0 0 1 1 *',
      'UTC',
      '2027-06-01T00:00',
      '2027-06-01T00:00Z',
      '2029-06-01T00:00Z',
      ['alice 06-01T00:00Z', 'bob 01-01T00:00Z', 'carol 01-01T00:00Z'],
    ],
  ];

  test.each(cases)('%s', (_, cron, zone, starts, from, to, shifts) => {
    expect(begun(scheduleOf(cron, zone, starts), from, to)).toEqual(shifts);
  });

  test('are told ahead, with the shift that runs', () => {
    const schedule = scheduleOf('0 9 * * mon,thu', 'Europe/Berlin', '2026-01-05T09:00');
    const at = new Date('2026-03-27T12:00Z');
    expect(dutyAt(schedule, at)).toEqual({
      person: onCallAt(schedule, at),
      since: new Date('2026-03-26T08:00Z'),
      until: new Date('2026-03-30T07:00Z'),
    });
    expect(nextShifts(schedule, at, 2).map((shift) => shift.from.toISOString())).toEqual([
      '2026-03-30T07:00:00.000Z',
      '2026-04-02T07:00:00.000Z',
    ]);
  });

  test('put nobody on call before the start, and cost no more in a far year', () => {
    const schedule = scheduleOf('0 * * * *', 'Europe/Berlin', '2026-01-05T09:00');
    expect(onCallAt(schedule, new Date('2026-01-05T07:59:59.999Z'))).toBeUndefined();
    expect(onCallAt(schedule, new Date('0001-01-01T00:00Z'))).toBeUndefined();
    expect(onCallAt(schedule, new Date('9999-12-31T23:00Z'))).toBeDefined();
  });
});

describe('the numbers of occurrences', () => {
  const patterns = [
    '0 9 * * mon,thu',
    '30 */2 1-7 * fri',
    '59 23 31 12 *',
    '0 0 29 2 0',
    '15 6,18 */10 jan-jun *',
    '0 12 * * sat-sun',
    '45 * 1 1 *',
    '0 9 * * 7',
  ];
  const reading = fc.integer({ min: Date.UTC(1890, 0), max: Date.UTC(2450, 0) }).map((at) => at - (at % minuteMs));

  test('rise by one at each minute that matches, and lead back to it', () => {
    fc.assert(
      fc.property(fc.constantFrom(...patterns), reading, (pattern, from) => {
        const occurrences = occurrencesOf(pattern);
        const meets = cronMeets(pattern);
        let number = occurrences.lastAt(readingAt(from - minuteMs));
        for (let at = from; at < from + 3 * 1440 * minuteMs; at += 7 * minuteMs) {
          for (let minute = at; minute < at + 7 * minuteMs; minute += minuteMs) {
            if (!meets(minute)) continue;
            number += 1;
            expect(occurrences.local(number).toString()).toBe(readingAt(minute).toString());
          }
          expect(occurrences.lastAt(readingAt(at + 6 * minuteMs))).toBe(number);
        }
      }),
      { numRuns: 40 },
    );
  });

  test.each([...patterns, '0 9 l * *', '0 9 lw * *', '0 9 15w * *', '0 9 * * fri#2', '0 9 * * fril', '0 9 1-7 * +mon'])(
    'are in the order of croner: %s',
    (pattern) => {
      const occurrences = occurrencesOf(pattern);
      // The years around 2100, which has no leap day, and around the end of the cycle of the calendar.
      for (const from of ['1999-06-01T00:00Z', '2099-11-15T00:00Z', '2399-11-15T00:00Z']) {
        const first = occurrences.lastAt(readingAt(Date.parse(from))) + 1;
        const found = Array.from({ length: 150 }, (_, index) => occurrences.local(first + index).toString());
        const expected = new Cron(pattern, { utcOffset: 0 }).nextRuns(150, new Date(from));
        expect(found).toEqual(expected.map((at) => at.toISOString().slice(0, 19)));
      }
    },
  );
});
