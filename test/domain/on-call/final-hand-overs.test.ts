import { describe, expect, test } from 'vitest';
import { onCallAt } from '../../../src/domain/on-call/final.ts';
import { instantOf } from '../../../src/domain/on-call/moments.ts';
import type { Layer } from '../../../src/domain/on-call/schedule.ts';
import { between, daily, scheduleOf } from './told-shifts.ts';

describe('hand-overs', () => {
  const cases: [what: string, zone: string, layer: Layer, from: string, to: string, shifts: string[]][] = [
    [
      'stay at 09:00 when the clocks go forward in Berlin: a day of 23 hours',
      'Europe/Berlin',
      { ...daily, starts: '2026-03-27T09:00' },
      '2026-03-27T08:00Z',
      '2026-03-30T07:00Z',
      [
        'alice 2026-03-27T08:00Z/2026-03-28T08:00Z',
        'bob 2026-03-28T08:00Z/2026-03-29T07:00Z',
        'alice 2026-03-29T07:00Z/2026-03-30T07:00Z',
      ],
    ],
    [
      'stay at 09:00 when the clocks go back in Berlin: a day of 25 hours',
      'Europe/Berlin',
      { ...daily, starts: '2026-10-24T09:00' },
      '2026-10-24T07:00Z',
      '2026-10-26T08:00Z',
      ['alice 2026-10-24T07:00Z/2026-10-25T08:00Z', 'bob 2026-10-25T08:00Z/2026-10-26T08:00Z'],
    ],
    [
      'stay at 17:00 through both changes in New York, by the week',
      'America/New_York',
      { people: ['alice', 'bob'], every: { days: 7 }, starts: '2026-03-02T17:00' },
      '2026-03-02T22:00Z',
      '2026-03-16T21:00Z',
      ['alice 2026-03-02T22:00Z/2026-03-09T21:00Z', 'bob 2026-03-09T21:00Z/2026-03-16T21:00Z'],
    ],
    [
      'move forward on the one day whose 02:30 New York skips, and return to 02:30',
      'America/New_York',
      { ...daily, starts: '2026-03-07T02:30' },
      '2026-03-07T07:30Z',
      '2026-03-09T06:30Z',
      ['alice 2026-03-07T07:30Z/2026-03-08T07:30Z', 'bob 2026-03-08T07:30Z/2026-03-09T06:30Z'],
    ],
    [
      'happen at the first of two 01:30 in New York',
      'America/New_York',
      { ...daily, starts: '2026-10-31T01:30' },
      '2026-10-31T05:30Z',
      '2026-11-02T06:30Z',
      ['alice 2026-10-31T05:30Z/2026-11-01T05:30Z', 'bob 2026-11-01T05:30Z/2026-11-02T06:30Z'],
    ],
    [
      'stay at 09:00 through the half hour of Lord Howe, forward',
      'Australia/Lord_Howe',
      { ...daily, starts: '2026-10-03T09:00' },
      '2026-10-02T22:30Z',
      '2026-10-04T22:00Z',
      ['alice 2026-10-02T22:30Z/2026-10-03T22:00Z', 'bob 2026-10-03T22:00Z/2026-10-04T22:00Z'],
    ],
    [
      'stay at 09:00 through the half hour of Lord Howe, back',
      'Australia/Lord_Howe',
      { ...daily, starts: '2026-04-04T09:00' },
      '2026-04-03T22:00Z',
      '2026-04-05T22:30Z',
      ['alice 2026-04-03T22:00Z/2026-04-04T22:30Z', 'bob 2026-04-04T22:30Z/2026-04-05T22:30Z'],
    ],
    [
      'move forward by half an hour on the day whose 02:15 Lord Howe skips',
      'Australia/Lord_Howe',
      { ...daily, starts: '2026-10-04T02:15' },
      '2026-10-03T15:00Z',
      '2026-10-04T15:15Z',
      ['alice 2026-10-03T15:45Z/2026-10-04T15:15Z'],
    ],
    [
      'of the Friday that Apia never had leave its person without a shift',
      'Pacific/Apia',
      { people: ['alice', 'bob', 'carol'], every: { days: 1 }, starts: '2011-12-29T09:00' },
      '2011-12-29T19:00Z',
      '2012-01-01T19:00Z',
      [
        'alice 2011-12-29T19:00Z/2011-12-30T19:00Z',
        'carol 2011-12-30T19:00Z/2011-12-31T19:00Z',
        'alice 2011-12-31T19:00Z/2012-01-01T19:00Z',
      ],
    ],
    [
      'of a week that ends on the Friday that Apia never had move to Saturday',
      'Pacific/Apia',
      { people: ['alice', 'bob'], every: { days: 7 }, starts: '2011-12-23T09:00' },
      '2011-12-23T19:00Z',
      '2012-01-05T19:00Z',
      ['alice 2011-12-23T19:00Z/2011-12-30T19:00Z', 'bob 2011-12-30T19:00Z/2012-01-05T19:00Z'],
    ],
    [
      'go over the end of a month with 31 and one with 30 days',
      'UTC',
      { ...daily, every: { days: 3 }, starts: '2026-03-29T09:00' },
      '2026-03-29T09:00Z',
      '2026-04-04T09:00Z',
      ['alice 2026-03-29T09:00Z/2026-04-01T09:00Z', 'bob 2026-04-01T09:00Z/2026-04-04T09:00Z'],
    ],
    [
      'know the leap day',
      'UTC',
      { ...daily, starts: '2028-02-28T09:00' },
      '2028-02-28T09:00Z',
      '2028-03-02T09:00Z',
      [
        'alice 2028-02-28T09:00Z/2028-02-29T09:00Z',
        'bob 2028-02-29T09:00Z/2028-03-01T09:00Z',
        'alice 2028-03-01T09:00Z/2028-03-02T09:00Z',
      ],
    ],
    [
      'know that 2100 has no leap day',
      'UTC',
      { ...daily, starts: '2100-02-28T09:00' },
      '2100-02-28T09:00Z',
      '2100-03-02T09:00Z',
      ['alice 2100-02-28T09:00Z/2100-03-01T09:00Z', 'bob 2100-03-01T09:00Z/2100-03-02T09:00Z'],
    ],
    [
      'every twelve hours stay at 08:00 and 20:00 when the clocks go forward',
      'Europe/Berlin',
      { ...daily, every: { hours: 12 }, starts: '2026-03-28T20:00' },
      '2026-03-28T19:00Z',
      '2026-03-29T18:00Z',
      ['alice 2026-03-28T19:00Z/2026-03-29T06:00Z', 'bob 2026-03-29T06:00Z/2026-03-29T18:00Z'],
    ],
    [
      'every twelve hours stay at 08:00 and 20:00 when the clocks go back',
      'Europe/Berlin',
      { ...daily, every: { hours: 12 }, starts: '2026-10-24T20:00' },
      '2026-10-24T18:00Z',
      '2026-10-25T19:00Z',
      ['alice 2026-10-24T18:00Z/2026-10-25T07:00Z', 'bob 2026-10-25T07:00Z/2026-10-25T19:00Z'],
    ],
    [
      'every twelve hours, of which the zone skips two on a day that it has not',
      'Pacific/Apia',
      { ...daily, people: ['alice', 'bob', 'carol', 'dave'], every: { hours: 12 }, starts: '2011-12-29T20:00' },
      '2011-12-30T06:00Z',
      '2011-12-31T06:00Z',
      ['alice 2011-12-30T06:00Z/2011-12-30T18:00Z', 'dave 2011-12-30T18:00Z/2011-12-31T06:00Z'],
    ],
    [
      'every twelve elapsed hours are exact hours, so the wall clock moves with the clocks',
      'Europe/Berlin',
      { ...daily, every: { hours: 12, elapsed: true }, starts: '2026-03-28T21:00' },
      '2026-03-28T20:00Z',
      '2026-03-29T20:00Z',
      ['alice 2026-03-28T20:00Z/2026-03-29T08:00Z', 'bob 2026-03-29T08:00Z/2026-03-29T20:00Z'],
    ],
    [
      'without a length leave the first person on call',
      'UTC',
      { ...daily, every: {} },
      '2026-01-01T00:00Z',
      '2026-03-01T00:00Z',
      ['alice 2026-01-05T09:00Z/2026-03-01T00:00Z'],
    ],
    ['without people give nobody', 'UTC', { ...daily, people: [] }, '2026-01-01T00:00Z', '2026-03-01T00:00Z', []],
  ];

  test.each(cases)('%s', (_, zone, layer, from, to, shifts) => {
    expect(between(scheduleOf(zone, [layer]), from, to)).toEqual(shifts);
  });

  test('leave the person before on call from midnight to the hand-over hour', () => {
    const schedule = scheduleOf('Europe/Berlin', [daily]);
    const at = (local: string) => onCallAt(schedule, instantOf(local, 'Europe/Berlin'));
    expect(at('2026-01-06T00:00')).toBe('alice');
    expect(at('2026-01-06T08:59')).toBe('alice');
    expect(at('2026-01-06T09:00')).toBe('bob');
  });

  test('put nobody on call before the first', () => {
    const schedule = scheduleOf('Europe/Berlin', [daily]);
    expect(onCallAt(schedule, new Date('2026-01-05T07:59:59.999Z'))).toBeUndefined();
    expect(onCallAt(schedule, new Date('2026-01-05T08:00Z'))).toBe('alice');
    expect(onCallAt(schedule, new Date('1999-01-05T08:00Z'))).toBeUndefined();
  });
});
