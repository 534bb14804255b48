import { describe, expect, it } from 'vitest';
import { dutyAt, finalShifts, gaps, nextChange, nextShifts, onCallAt } from '../../../src/domain/on-call/final.ts';
import type { Layer, Schedule } from '../../../src/domain/on-call/schedule.ts';
import { reckoned } from './reckoning.ts';

const weekly: Layer = { people: ['alice', 'bob'], every: { days: 7 }, starts: '2026-01-05T09:00' };

function scheduleOf(...layers: Layer[]): Schedule {
  return { id: 'primary', timezone: 'Europe/Berlin', layers, overrides: [] };
}

/** `bob 12-14T08:00` and so on, in UTC. */
function told(schedule: Schedule, from: string, to: string): string[] {
  return finalShifts(schedule, new Date(from), new Date(to)).map(
    (shift) => `${shift.person} ${shift.from.toISOString().slice(5, 16)}/${shift.to.toISOString().slice(5, 16)}`,
  );
}

describe('a layer that ends', () => {
  it('hands over to its successor at that moment, in the middle of a shift', () => {
    const schedule = scheduleOf(
      { ...weekly, ends: '2026-12-16T12:00' },
      { people: ['carol', 'dave'], every: { days: 7 }, starts: '2026-12-16T12:00' },
    );
    expect(told(schedule, '2026-12-10T00:00Z', '2026-12-24T00:00Z')).toEqual([
      'alice 12-10T00:00/12-14T08:00',
      'bob 12-14T08:00/12-16T11:00',
      'carol 12-16T11:00/12-23T11:00',
      'dave 12-23T11:00/12-24T00:00',
    ]);
    expect(dutyAt(schedule, new Date('2026-12-15T00:00Z'))).toEqual({
      person: 'bob',
      since: new Date('2026-12-14T08:00Z'),
      until: new Date('2026-12-16T11:00Z'),
    });
    expect(nextShifts(schedule, new Date('2026-12-15T00:00Z'), 1)[0]?.person).toBe('carol');
  });

  it('uncovers the layer below', () => {
    const schedule = scheduleOf(weekly, { ...weekly, people: ['carol'], ends: '2026-12-16T12:00' });
    expect(told(schedule, '2026-12-15T00:00Z', '2026-12-18T00:00Z')).toEqual([
      'carol 12-15T00:00/12-16T11:00',
      'bob 12-16T11:00/12-18T00:00',
    ]);
  });

  it('leaves a gap when nobody follows, and a person on both sides of a short one has two shifts', () => {
    const schedule = scheduleOf(
      { people: ['alice'], every: { days: 7 }, starts: '2026-01-05T09:00', ends: '2026-12-16T12:00' },
      { people: ['alice'], every: { days: 7 }, starts: '2026-12-16T13:00', ends: '2026-12-18T00:00' },
    );
    const range = [new Date('2026-12-15T00:00Z'), new Date('2026-12-19T00:00Z')] as const;
    expect(gaps(schedule, ...range)).toEqual([
      { from: new Date('2026-12-16T11:00Z'), to: new Date('2026-12-16T12:00Z') },
      { from: new Date('2026-12-17T23:00Z'), to: new Date('2026-12-19T00:00Z') },
    ]);
    expect(nextChange(schedule, new Date('2026-12-18T00:00Z'))).toBeUndefined();
    expect(onCallAt(schedule, new Date('2026-12-17T22:59:59.999Z'))).toBe('alice');
    expect(onCallAt(schedule, new Date('2026-12-17T23:00Z'))).toBeUndefined();
  });

  it('ends at a local time that the clocks skip when they have skipped it, and at the first of two', () => {
    const ends = (local: string) =>
      nextChange(scheduleOf({ ...weekly, people: ['alice'], ends: local }), new Date('2026-02-01T00:00Z'));
    expect(ends('2026-03-29T02:30')).toEqual(new Date('2026-03-29T01:30Z'));
    expect(ends('2026-10-25T02:30')).toEqual(new Date('2026-10-25T00:30Z'));
    expect(ends('2026-10-25T02:30+01:00')).toEqual(new Date('2026-10-25T01:30Z'));
  });
});

describe('a layer with a time zone of its own', () => {
  const day = [{ days: ['mon', 'tue', 'wed', 'thu', 'fri'] as const, from: '09:00', to: '17:00' }];
  const region = (person: string, timezone: string): Layer => ({
    people: [person],
    every: { days: 7 },
    starts: '2026-01-05T09:00',
    only: day,
    timezone,
  });

  it('has its hours and hand-overs by its own clock, while one zone has changed its clocks and the other has not', () => {
    const schedule = scheduleOf(
      region('tokyo', 'Asia/Tokyo'),
      region('berlin', 'Europe/Berlin'),
      region('york', 'America/New_York'),
    );
    // Winter in both, summer in New York alone, summer in both.
    expect(told(schedule, '2026-03-06T06:00Z', '2026-03-07T00:00Z')).toEqual([
      'tokyo 03-06T06:00/03-06T08:00',
      'berlin 03-06T08:00/03-06T14:00',
      'york 03-06T14:00/03-06T22:00',
    ]);
    expect(told(schedule, '2026-03-09T06:00Z', '2026-03-10T00:00Z').slice(-1)).toEqual([
      'york 03-09T13:00/03-09T21:00',
    ]);
    expect(told(schedule, '2026-04-01T06:00Z', '2026-04-02T00:00Z')).toEqual([
      'tokyo 04-01T06:00/04-01T07:00',
      'berlin 04-01T07:00/04-01T13:00',
      'york 04-01T13:00/04-01T21:00',
    ]);
  });

  it('starts, hands over and ends by its own clock, and follows the clock or real hours there', () => {
    const layers = [
      { people: ['alice', 'bob'], every: { hours: 12 }, starts: '2026-03-07T08:00', ends: '2026-03-09T20:00' },
      { people: ['alice', 'bob'], every: { hours: 12, elapsed: true as const }, starts: '2026-03-07T08:00' },
      {
        people: ['alice', 'bob'],
        every: { cron: '0 8,20 * * *' },
        starts: '2026-03-07T08:00',
        ends: '2026-03-09T20:00',
      },
    ].map((layer) => ({ ...layer, timezone: 'America/New_York' }));
    const [byClock, elapsed, byCron] = layers.map((layer) =>
      told(scheduleOf(layer), '2026-03-07T00:00Z', '2026-03-10T00:00Z'),
    );
    expect(byClock).toEqual([
      'alice 03-07T13:00/03-08T01:00',
      'bob 03-08T01:00/03-08T12:00',
      'alice 03-08T12:00/03-09T00:00',
      'bob 03-09T00:00/03-09T12:00',
      'alice 03-09T12:00/03-10T00:00',
    ]);
    expect(byCron).toEqual(byClock);
    expect(elapsed?.slice(0, 3)).toEqual([
      'alice 03-07T13:00/03-08T01:00',
      'bob 03-08T01:00/03-08T13:00',
      'alice 03-08T13:00/03-09T01:00',
    ]);
  });

  it('is what an independent reckoning says, each half hour around the changes of both clocks', () => {
    const schedule = scheduleOf(
      weekly,
      { ...region('york', 'America/New_York'), ends: '2026-11-03T12:00' },
      {
        people: ['kim', 'lee'],
        every: { days: 1 },
        starts: '2026-10-20T18:00',
        timezone: 'Australia/Lord_Howe',
        ends: '2026-11-02T03:15',
      },
    );
    for (const begin of ['2026-10-01T00:00Z', '2026-10-24T00:00Z', '2026-10-31T00:00Z']) {
      const moments = Array.from({ length: 2 * 24 * 4 }, (_, index) => Date.parse(begin) + index * 1_800_000);
      expect(moments.map((at) => onCallAt(schedule, new Date(at)))).toEqual(reckoned(schedule, moments));
    }
  });
});
