import { afterEach, describe, expect, test, vi } from 'vitest';
import {
  dutyAt,
  finalShifts,
  gaps,
  nextChange,
  nextShifts,
  onCallAt,
  personShifts,
} from '../../../src/domain/on-call/final.ts';
import type { Layer, Schedule } from '../../../src/domain/on-call/schedule.ts';
import { between, daily, scheduleOf, told } from './told-shifts.ts';

describe('hours', () => {
  const cases: [what: string, zone: string, only: Layer['only'], from: string, to: string, shifts: string[]][] = [
    [
      'of office days leave nights and the weekend open',
      'Europe/Berlin',
      [{ days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '08:00', to: '18:00' }],
      '2026-01-08T23:00Z',
      '2026-01-12T23:00Z',
      ['alice 2026-01-09T07:00Z/2026-01-09T17:00Z', 'alice 2026-01-12T07:00Z/2026-01-12T17:00Z'],
    ],
    [
      'past midnight lose the hour that Berlin skips',
      'Europe/Berlin',
      [{ days: ['sat'], from: '22:00', to: '06:00' }],
      '2026-03-28T00:00Z',
      '2026-03-30T00:00Z',
      ['alice 2026-03-28T21:00Z/2026-03-29T04:00Z'],
    ],
    [
      'past midnight gain the hour that Berlin repeats',
      'Europe/Berlin',
      [{ days: ['sat'], from: '22:00', to: '06:00' }],
      '2026-10-24T00:00Z',
      '2026-10-26T00:00Z',
      ['alice 2026-10-24T20:00Z/2026-10-25T05:00Z'],
    ],
    [
      'to 24:00 end with the day and meet those of the next',
      'UTC',
      [
        { days: ['fri'], from: '18:00', to: '24:00' },
        { days: ['sat'], from: '00:00', to: '06:00' },
      ],
      '2026-01-09T00:00Z',
      '2026-01-11T00:00Z',
      ['alice 2026-01-09T18:00Z/2026-01-10T06:00Z'],
    ],
    [
      'from and to the same are a whole day',
      'America/New_York',
      [{ days: ['sun'], from: '08:00', to: '08:00' }],
      '2026-03-07T00:00Z',
      '2026-03-10T00:00Z',
      ['alice 2026-03-08T12:00Z/2026-03-09T12:00Z'],
    ],
    [
      'of a Friday that Apia never had do not land on Saturday',
      'Pacific/Apia',
      [{ days: ['fri'], from: '08:00', to: '18:00' }],
      '2011-12-24T10:00Z',
      '2012-01-06T10:00Z',
      ['alice 2012-01-05T18:00Z/2012-01-06T04:00Z'],
    ],
    [
      'past the midnight at which Apia skips a day go on in the day after',
      'Pacific/Apia',
      [{ days: ['thu'], from: '22:00', to: '06:00' }],
      '2011-12-29T00:00Z',
      '2012-01-02T00:00Z',
      ['alice 2011-12-30T08:00Z/2011-12-30T16:00Z'],
    ],
    [
      'that end at a repeated half hour in Lord Howe end at the first',
      'Australia/Lord_Howe',
      [{ days: ['sun'], from: '00:00', to: '01:45' }],
      '2026-04-04T00:00Z',
      '2026-04-06T00:00Z',
      ['alice 2026-04-04T13:00Z/2026-04-04T14:45Z'],
    ],
    [
      'of tomorrow begin today where the clocks go back over midnight',
      'America/St_Johns',
      [{ days: ['sun'], from: '00:00', to: '02:00' }],
      '2010-11-06T12:00Z',
      '2010-11-08T00:00Z',
      ['alice 2010-11-07T02:30Z/2010-11-07T05:30Z'],
    ],
  ];

  test.each(cases)('%s', (_, zone, only, from, to, shifts) => {
    const layer: Layer = { people: ['alice'], every: { days: 7 }, starts: '2000-01-03T00:00', only };
    expect(between(scheduleOf(zone, [layer]), from, to)).toEqual(shifts);
  });

  test('do not stop the rotation: the turns go on while nobody is paged', () => {
    const schedule = scheduleOf('UTC', [{ ...daily, only: [{ from: '12:00', to: '13:00' }] }]);
    expect(between(schedule, '2026-01-05T00:00Z', '2026-01-07T00:00Z')).toEqual([
      'alice 2026-01-05T12:00Z/2026-01-05T13:00Z',
      'bob 2026-01-06T12:00Z/2026-01-06T13:00Z',
    ]);
  });
});

describe('layers and overrides', () => {
  const night: Layer = { ...daily, people: ['nina'], only: [{ from: '22:00', to: '06:00' }] };
  const covered = scheduleOf('UTC', [{ ...daily, people: ['alice'] }, night]);

  test('a later layer covers an earlier one, within its hours only', () => {
    expect(between(covered, '2026-01-06T12:00Z', '2026-01-07T12:00Z')).toEqual([
      'alice 2026-01-06T12:00Z/2026-01-06T22:00Z',
      'nina 2026-01-06T22:00Z/2026-01-07T06:00Z',
      'alice 2026-01-07T06:00Z/2026-01-07T12:00Z',
    ]);
  });

  test('an override holds from its first moment up to its last, and the later of two wins', () => {
    const schedule: Schedule = {
      ...covered,
      overrides: [
        { person: 'carol', from: '2026-01-06T20:00', to: '2026-01-07T08:00' },
        { person: 'dave', from: '2026-01-06T23:00', to: '2026-01-07T00:00' },
      ],
    };
    expect(between(schedule, '2026-01-06T12:00Z', '2026-01-07T12:00Z')).toEqual([
      'alice 2026-01-06T12:00Z/2026-01-06T20:00Z',
      'carol 2026-01-06T20:00Z/2026-01-06T23:00Z',
      'dave 2026-01-06T23:00Z/2026-01-07T00:00Z',
      'carol 2026-01-07T00:00Z/2026-01-07T08:00Z',
      'alice 2026-01-07T08:00Z/2026-01-07T12:00Z',
    ]);
    const at = (moment: string) => onCallAt(schedule, new Date(moment));
    expect(at('2026-01-06T19:59:59.999Z')).toBe('alice');
    expect(at('2026-01-06T20:00Z')).toBe('carol');
    expect(at('2026-01-06T23:59:59.999Z')).toBe('dave');
    expect(at('2026-01-07T00:00Z')).toBe('carol');
    expect(at('2026-01-07T08:00Z')).toBe('alice');
  });

  test('an override may name an exact moment: the second 02:30 of the night on which the clocks go back', () => {
    const schedule = scheduleOf('Europe/Berlin', [{ ...daily, people: ['alice'] }], {
      overrides: [{ person: 'carol', from: '2026-10-25T02:30+01:00', to: '2026-10-25T02:00:00.000Z' }],
    });
    expect(between(schedule, '2026-10-25T00:00Z', '2026-10-25T04:00Z')).toEqual([
      'alice 2026-10-25T00:00Z/2026-10-25T01:30Z',
      'carol 2026-10-25T01:30Z/2026-10-25T02:00Z',
      'alice 2026-10-25T02:00Z/2026-10-25T04:00Z',
    ]);
  });

  test('an override works where no layer has anybody, and one that ends before it starts does nothing', () => {
    const schedule = scheduleOf('UTC', [], {
      overrides: [
        { person: 'carol', from: '2026-01-06T20:00', to: '2026-01-06T21:00' },
        { person: 'dave', from: '2026-01-06T21:00', to: '2026-01-06T20:00' },
      ],
    });
    const [from, to] = [new Date('2026-01-06T00:00Z'), new Date('2026-01-07T00:00Z')];
    expect(told(finalShifts(schedule, from, to))).toEqual(['carol 2026-01-06T20:00Z/2026-01-06T21:00Z']);
    expect(told(gaps(schedule, from, to))).toEqual([
      'nobody 2026-01-06T00:00Z/2026-01-06T20:00Z',
      'nobody 2026-01-06T21:00Z/2026-01-07T00:00Z',
    ]);
  });

  test('one person on two layers that meet has one shift', () => {
    const schedule = scheduleOf('UTC', [{ ...daily, people: ['nina'] }, night]);
    expect(between(schedule, '2026-01-06T00:00Z', '2026-01-08T00:00Z')).toEqual([
      'nina 2026-01-06T00:00Z/2026-01-08T00:00Z',
    ]);
  });

  test('a range of no length, or backwards, has nothing in it', () => {
    const [early, late] = [new Date('2026-01-06T00:00Z'), new Date('2026-01-07T00:00Z')];
    expect(finalShifts(covered, late, early)).toEqual([]);
    expect(finalShifts(covered, early, early)).toEqual([]);
    expect(gaps(covered, late, early)).toEqual([]);
  });
});

describe('what people ask', () => {
  const schedule = scheduleOf('UTC', [{ ...daily, every: { days: 7 } }]);
  const at = new Date('2026-01-07T00:00Z');

  test('who has it, since when and until when', () => {
    expect(dutyAt(schedule, at)).toEqual({
      person: 'alice',
      since: new Date('2026-01-05T09:00Z'),
      until: new Date('2026-01-12T09:00Z'),
    });
    expect(dutyAt(schedule, new Date('2026-01-05T09:00Z'))).toMatchObject({ since: new Date('2026-01-05T09:00Z') });
    expect(dutyAt(schedule, new Date('2026-01-01T00:00Z'))).toBeUndefined();
  });

  test('a duty that never ends names no end', () => {
    const alone = scheduleOf('UTC', [{ ...daily, people: ['alice'], starts: '2020-01-01T00:00' }]);
    expect(dutyAt(alone, at)).toEqual({ person: 'alice' });
    expect(nextChange(alone, at)).toBeUndefined();
    expect(nextShifts(alone, at, 3)).toEqual([]);
    const override = { person: 'bob', from: '2026-01-08T09:00', to: '2026-01-08T17:00' };
    expect(told(nextShifts({ ...alone, overrides: [override] }, at, 3))).toEqual([
      'bob 2026-01-08T09:00Z/2026-01-08T17:00Z',
      'alice 2026-01-08T17:00Z/for good',
    ]);
  });

  test('the next change: an end, or a beginning after a gap', () => {
    expect(nextChange(schedule, at)).toEqual(new Date('2026-01-12T09:00Z'));
    expect(nextChange(schedule, new Date('2026-01-01T00:00Z'))).toEqual(new Date('2026-01-05T09:00Z'));
    expect(nextChange(schedule, new Date('2025-06-01T00:00Z'))).toEqual(new Date('2026-01-05T09:00Z'));
    expect(nextChange(scheduleOf('UTC', []), at)).toBeUndefined();
    const alone = scheduleOf('UTC', [{ ...daily, people: ['alice'] }]);
    expect(nextChange(alone, new Date('2026-01-01T00:00Z'))).toEqual(new Date('2026-01-05T09:00Z'));
  });

  test('the next shifts, whole, without the running one', () => {
    expect(told(nextShifts(schedule, at, 3))).toEqual([
      'bob 2026-01-12T09:00Z/2026-01-19T09:00Z',
      'alice 2026-01-19T09:00Z/2026-01-26T09:00Z',
      'bob 2026-01-26T09:00Z/2026-02-02T09:00Z',
    ]);
    expect(nextShifts(schedule, new Date('2026-01-05T09:00Z'), 1)[0]?.person).toBe('bob');
  });

  test("a person's shifts over all schedules, in order", () => {
    const second = {
      ...schedule,
      id: 'second',
      layers: [{ ...daily, every: { days: 7 }, starts: '2026-01-08T12:00' }],
    };
    const shifts = personShifts([second, schedule], 'bob', at, new Date('2026-01-20T00:00Z'));
    expect(shifts.map((shift) => `${shift.schedule} ${shift.from.toISOString()}`)).toEqual([
      'primary 2026-01-12T09:00:00.000Z',
      'second 2026-01-15T12:00:00.000Z',
    ]);
  });
});

describe("the host's own zone", () => {
  afterEach(() => {
    vi.unstubAllEnvs();
  });

  test('has no say', () => {
    const schedule = scheduleOf('Europe/Berlin', [{ ...daily, only: [{ from: '08:00', to: '01:00' }] }], {
      overrides: [{ person: 'carol', from: '2026-03-29T02:30', to: '2026-03-29 12:00' }],
    });
    const answers = ['UTC', 'America/New_York', 'Pacific/Apia', 'Australia/Lord_Howe'].map((host) => {
      vi.stubEnv('TZ', host);
      expect(new Intl.DateTimeFormat().resolvedOptions().timeZone).toBe(host);
      return [
        between(schedule, '2026-03-27T00:00Z', '2026-03-31T00:00Z'),
        onCallAt(schedule, new Date('2026-03-29T00:59Z')),
        onCallAt(schedule, new Date('2026-03-29T01:30Z')),
      ];
    });
    expect(answers[0]?.[0]).toContain('carol 2026-03-29T01:30Z/2026-03-29T10:00Z');
    for (const answer of answers) expect(answer).toEqual(answers[0]);
  });
});

test('50 people on 5 layers, and years of past overrides, are answered in well under 5 ms', () => {
  const people = Array.from({ length: 50 }, (_, number) => `person-${number}`);
  const layers = [1, 2, 3, 7, 14].map((days) => ({
    people,
    every: { days },
    starts: '2016-01-04T09:00',
    only: [{ days: ['mon' as const, 'wed' as const], from: '22:00', to: '06:00' }],
  }));
  const overrides = Array.from({ length: 5000 }, () => ({
    ...{ person: 'old', from: '2020-01-01T00:00', to: '2020-01-02T00:00' },
  }));
  const schedule = scheduleOf('Europe/Berlin', layers, { overrides });
  // A Tuesday within the hours of nobody: every layer is asked and none of them answers.
  const hardest = new Date('2026-01-06T12:00Z');
  const took = Array.from({ length: 200 }, () => {
    const before = performance.now();
    expect(onCallAt(schedule, hardest)).toBeUndefined();
    return performance.now() - before;
  });
  // The quickest: what it costs by itself, whatever else this machine has to do.
  expect(Math.min(...took)).toBeLessThan(5);
});
