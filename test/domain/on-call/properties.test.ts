import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { finalShifts, gaps, nextChange, onCallAt } from '../../../src/domain/on-call/final.ts';
import { instantOf } from '../../../src/domain/on-call/moments.ts';
import {
  type Layer,
  type Override,
  type Restriction,
  type Schedule,
  weekdays,
} from '../../../src/domain/on-call/schedule.ts';
import { reckoned } from './reckoning.ts';

const minuteMs = 60_000;
const dayMs = 1440 * minuteMs;

/** A zone and a moment near which its clocks change, or nothing special happens. */
const nights = [
  ['Europe/Berlin', '2026-03-29T01:00Z'],
  ['Europe/Berlin', '2026-10-25T01:00Z'],
  ['America/New_York', '2026-03-08T07:00Z'],
  ['America/New_York', '2026-11-01T06:00Z'],
  ['Australia/Lord_Howe', '2026-04-04T15:00Z'],
  ['Australia/Lord_Howe', '2026-10-03T15:30Z'],
  ['Pacific/Apia', '2011-12-30T10:00Z'],
  ['America/Sao_Paulo', '2018-11-04T03:00Z'],
  ['America/St_Johns', '2010-11-07T02:31Z'],
  ['Asia/Kolkata', '2028-02-29T00:00Z'],
  ['Asia/Kathmandu', '2026-12-25T00:00Z'],
  ['Pacific/Chatham', '2026-09-26T14:00Z'],
  ['Pacific/Chatham', '2027-04-03T14:00Z'],
  ['UTC', '2026-12-31T00:00Z'],
] as const;

const person = fc.constantFrom('alice', 'bob', 'carol', 'dave', 'erin');
const time = (latest: number) =>
  fc
    .integer({ min: 0, max: latest / 15 })
    .map((quarter) => new Date(quarter * 15 * minuteMs).toISOString().slice(11, 16));
const endTime = fc.oneof({ weight: 1, arbitrary: fc.constant('24:00') }, { weight: 5, arbitrary: time(1425) });

/** A local time, some days from the change of the clocks. */
function localNear(change: string, earliest: number, latest: number): fc.Arbitrary<string> {
  return fc
    .tuple(fc.integer({ min: earliest, max: latest }), time(1425))
    .map(([days, hour]) => `${new Date(Date.parse(change) + days * dayMs).toISOString().slice(0, 10)}T${hour}`);
}

/** Days near the change of the clocks, of that year or of every year. */
function holidaysNear(change: string): fc.Arbitrary<string[]> {
  const day = fc
    .tuple(fc.integer({ min: -4, max: 5 }), fc.constantFrom(0, 5))
    .map(([days, start]) => new Date(Date.parse(change) + days * dayMs).toISOString().slice(start, 10));
  return fc.array(day, { minLength: 1, maxLength: 4 });
}

function restrictionNear(change: string): fc.Arbitrary<Restriction> {
  return fc.record(
    {
      days: fc.uniqueArray(fc.constantFrom(...weekdays), { maxLength: 4 }),
      on: holidaysNear(change),
      except: holidaysNear(change),
      from: time(1425),
      to: endTime,
    },
    { requiredKeys: ['from', 'to'] },
  );
}

/** Few enough that reading them, which is the slow part, happens once; many at hours that clocks skip or repeat. */
const cron = fc
  .tuple(
    fc.constantFrom('0 9', '30 2', '15 2', '45 1-3', '0 *', '31 0', '0 0', '0 0,12', '30 */2', '10 1-23/11'),
    fc.constantFrom(
      '* * *',
      '* * mon,thu',
      '* * sat-sun',
      '*/3 * *',
      '1-7 * fri',
      '28,30 * 1-5',
      '* 3,4,10-12 *',
      '29 2 0',
    ),
  )
  .map((parts) => parts.join(' '));

function layerNear(change: string): fc.Arbitrary<Layer> {
  return fc.record(
    {
      people: fc.array(fc.oneof({ weight: 5, arbitrary: person }, { weight: 1, arbitrary: fc.constant('nobody') }), {
        minLength: 1,
        maxLength: 4,
      }),
      every: fc.oneof(
        fc.integer({ min: 1, max: 40 }).map((hours) => ({ hours })),
        fc.integer({ min: 1, max: 40 }).map((hours) => ({ hours, elapsed: true as const })),
        fc.integer({ min: 1, max: 14 }).map((days) => ({ days })),
        cron.map((pattern) => ({ cron: pattern })),
      ),
      starts: localNear(change, -30, 3),
      ends: fc.oneof(
        localNear(change, -5, 5),
        localNear(change, -5, 5).map((local) => `${local}:00Z`),
      ),
      timezone: fc.constantFrom(...nights.map(([zone]) => zone), 'America/Los_Angeles', 'Asia/Tokyo'),
      only: fc.array(restrictionNear(change), { minLength: 1, maxLength: 2 }),
    },
    { requiredKeys: ['people', 'every', 'starts'] },
  );
}

function overrideNear(change: string): fc.Arbitrary<Override> {
  return fc.record({ person, from: localNear(change, -3, 3), to: localNear(change, -3, 3) });
}

interface Case {
  readonly schedule: Schedule;
  readonly from: Date;
  readonly to: Date;
  readonly moments: readonly number[];
}

const cases: fc.Arbitrary<Case> = fc.constantFrom(...nights).chain(([timezone, change]) =>
  fc
    .record({
      layers: fc.array(layerNear(change), { maxLength: 4 }),
      overrides: fc.array(overrideNear(change), { maxLength: 3 }),
      before: fc.integer({ min: 0, max: 5 * 1440 }),
      length: fc.integer({ min: 1, max: 9 * 1440 }),
      samples: fc.array(fc.integer({ min: 0, max: 9 * 1440 - 1 }), { minLength: 5, maxLength: 12 }),
    })
    .map(({ layers, overrides, before, length, samples }) => {
      const from = Date.parse(change) - before * minuteMs;
      return {
        schedule: { id: 'primary', timezone, layers, overrides },
        from: new Date(from),
        to: new Date(from + length * minuteMs),
        moments: samples.map((minutes) => from + (minutes % length) * minuteMs),
      };
    }),
);

function holds(rule: (given: Case) => void): void {
  fc.assert(fc.property(cases, rule), { numRuns: 50 });
}

describe('for every schedule', () => {
  test('each moment, and each edge of a shift, has exactly the person that the rules say', () => {
    holds(({ schedule, from, to, moments }) => {
      const shifts = finalShifts(schedule, from, to);
      const edges = shifts.flatMap((shift) => [shift.from.getTime(), shift.to.getTime() - 1, shift.to.getTime()]);
      const asked = [...moments, ...edges];
      const expected = reckoned(schedule, asked);
      expect(asked.map((at) => onCallAt(schedule, new Date(at)))).toEqual(expected);
    });
  });

  test('who is on call is who has the shift', () => {
    holds(({ schedule, from, to, moments }) => {
      const shifts = finalShifts(schedule, from, to);
      for (const at of moments) {
        const holding = shifts.filter((shift) => shift.from.getTime() <= at && at < shift.to.getTime());
        expect(holding.length).toBeLessThanOrEqual(1);
        expect(holding[0]?.person).toBe(onCallAt(schedule, new Date(at)));
      }
    });
  });

  test('shifts are in order, apart, inside the range, and as long as they can be', () => {
    holds(({ schedule, from, to }) => {
      const shifts = finalShifts(schedule, from, to);
      for (const [index, shift] of shifts.entries()) {
        expect(shift.from < shift.to).toBe(true);
        expect(shift.from >= from && shift.to <= to).toBe(true);
        const next = shifts[index + 1];
        if (!next) continue;
        expect(shift.to <= next.from).toBe(true);
        if (shift.to.getTime() === next.from.getTime()) expect(next.person).not.toBe(shift.person);
      }
    });
  });

  test('shifts and gaps together are the range, each moment once', () => {
    holds(({ schedule, from, to }) => {
      const parts = [...finalShifts(schedule, from, to), ...gaps(schedule, from, to)].sort(
        (a, b) => a.from.getTime() - b.from.getTime(),
      );
      expect(parts[0]?.from).toEqual(from);
      expect(parts.at(-1)?.to).toEqual(to);
      for (const [index, part] of parts.slice(1).entries()) expect(part.from).toEqual(parts[index]?.to);
    });
  });

  test('a piece of the range says the same as the whole', () => {
    holds(({ schedule, from, to, moments }) => {
      const middle = new Date(moments[0]!);
      const pieces = [...finalShifts(schedule, from, middle), ...finalShifts(schedule, middle, to)];
      const whole = finalShifts(schedule, from, to);
      const cut = whole.flatMap((shift) =>
        shift.from < middle && middle < shift.to
          ? [
              { ...shift, to: middle },
              { ...shift, from: middle },
            ]
          : [shift],
      );
      expect(pieces).toEqual(cut);
    });
  });

  test('the last override wins for as long as it lasts', () => {
    holds(({ schedule, moments }) => {
      const last = schedule.overrides.at(-1);
      fc.pre(last !== undefined);
      const from = instantOf(last.from, schedule.timezone);
      const to = instantOf(last.to, schedule.timezone);
      const length = to.getTime() - from.getTime();
      fc.pre(length > 0);
      for (const shift of finalShifts(schedule, from, to)) expect(shift).toEqual({ person: last.person, from, to });
      for (const moment of moments) {
        const at = new Date(from.getTime() + (moment % length));
        expect(onCallAt(schedule, at)).toBe(last.person);
      }
    });
  });

  test('nothing changes before the next change, and something does at it', () => {
    holds(({ schedule, from }) => {
      const change = nextChange(schedule, from);
      fc.pre(change !== undefined);
      const now = onCallAt(schedule, from);
      expect(onCallAt(schedule, new Date(change.getTime() - 1))).toBe(now);
      expect(onCallAt(schedule, change)).not.toBe(now);
    });
  });
});
