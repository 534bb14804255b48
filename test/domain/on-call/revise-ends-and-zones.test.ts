import { describe, expect, it } from 'vitest';
import { finalShifts, onCallAt } from '../../../src/domain/on-call/final.ts';
import type { Schedule } from '../../../src/domain/on-call/schedule.ts';
import { revised, scheduleOf, shifts, wednesday, weekly } from './revising.ts';

describe('a change of when a layer ends', () => {
  const ends = (at: string) => scheduleOf({ ...weekly, ends: at });
  const until = '2026-04-13T09:00Z';
  const range = [new Date('2026-03-09T09:00Z'), new Date(until)] as const;
  const end = (schedule: Schedule) =>
    finalShifts(schedule, ...range)
      .at(-1)
      ?.to.toISOString();

  it('counts at once when it is to come, in the middle of the running shift as well', () => {
    const { schedule } = revised(scheduleOf(weekly), [wednesday, ends('2026-03-12T15:00')]);
    expect(shifts(schedule)).toEqual(['alice 03-09']);
    expect(end(schedule)).toBe('2026-03-12T15:00:00.000Z');
    expect(shifts(revised(scheduleOf(weekly), [wednesday, ends('2026-03-24T15:00')]).schedule)).toEqual([
      'alice 03-09',
      'bob 03-16',
      'carol 03-23',
    ]);
  });

  it('moves and is taken back without a change of who has which shift', () => {
    const before = ends('2026-03-12T15:00');
    const later = revised(before, [wednesday, ends('2026-03-24T15:00')]).schedule;
    expect(shifts(later)).toEqual(['alice 03-09', 'bob 03-16', 'carol 03-23']);
    expect(end(later)).toBe('2026-03-24T15:00:00.000Z');
    expect(shifts(revised(before, [wednesday, scheduleOf(weekly)]).schedule)).toEqual(shifts(scheduleOf(weekly)));
  });

  it('into the past lets the running shift go on to its hand-over, and takes no past away', () => {
    const { schedule } = revised(scheduleOf(weekly), [wednesday, ends('2026-03-01T00:00')]);
    expect(shifts(schedule, '2026-02-16T09:00Z')).toEqual(['alice 02-16', 'bob 02-23', 'carol 03-02', 'alice 03-09']);
    expect(end(schedule)).toBe('2026-03-16T09:00:00.000Z');
  });

  it('revives a layer that has ended from that moment on, in the order of before', () => {
    const before = ends('2026-03-02T09:00');
    const { schedule } = revised(before, [wednesday, scheduleOf(weekly)]);
    expect(shifts(schedule, '2026-02-23T09:00Z')).toEqual([
      ...['bob 02-23', 'alice 03-11', 'bob 03-16', 'carol 03-23', 'alice 03-30', 'bob 04-06'],
    ]);
  });

  it('with a successor that begins then hands over to it, and the successor stays when the ended layer is taken out', () => {
    const successor = { people: ['dave', 'erin'], every: { days: 7 }, starts: '2026-03-18T09:00' };
    const { schedule } = revised(
      scheduleOf(weekly),
      [wednesday, scheduleOf({ ...weekly, ends: '2026-03-18T09:00' }, successor)],
      ['2026-03-20T12:00Z', scheduleOf(successor)],
    );
    expect(shifts(schedule)).toEqual([
      ...['alice 03-09', 'bob 03-16', 'dave 03-18', 'erin 03-25', 'dave 04-01', 'erin 04-08'],
    ]);
  });

  it('with a change of the people keeps both', () => {
    const file = scheduleOf({ ...weekly, people: ['alice', 'dave'], ends: '2026-03-20T12:00' });
    const { schedule } = revised(scheduleOf(weekly), [wednesday, file]);
    expect(shifts(schedule)).toEqual(['alice 03-09', 'dave 03-16']);
    expect(end(schedule)).toBe('2026-03-20T12:00:00.000Z');
    const longer = revised(
      scheduleOf(weekly),
      [wednesday, scheduleOf({ ...weekly, people: ['alice', 'dave'], ends: '2026-03-12T12:00' })],
      [wednesday, file],
    ).schedule;
    expect(shifts(longer)).toEqual(['alice 03-09', 'dave 03-16']);
  });
});

describe('a change of the zone of a layer', () => {
  it('moves its hand-overs from the next one on', () => {
    const file = scheduleOf({ ...weekly, timezone: 'America/New_York' });
    const { schedule } = revised(scheduleOf(weekly), [wednesday, file]);
    const found = finalShifts(schedule, new Date('2026-03-02T09:00Z'), new Date('2026-03-24T00:00Z'));
    expect(found.map(({ person, from }) => `${person} ${from.toISOString().slice(5, 13)}`)).toEqual([
      ...['carol 03-02T09', 'alice 03-09T09', 'bob 03-16T09', 'carol 03-23T13'],
    ]);
  });

  it('changes nothing when it only says what the schedule’s zone has been, and a new zone of the schedule then leaves it', () => {
    const said = scheduleOf({ ...weekly, timezone: 'UTC' });
    expect(shifts(revised(scheduleOf(weekly), [wednesday, said]).schedule)).toEqual(shifts(scheduleOf(weekly)));
    const moved = { ...said, timezone: 'Asia/Tokyo' };
    const { schedule } = revised(scheduleOf(weekly), [wednesday, moved]);
    expect(finalShifts(schedule, new Date('2026-01-05T09:00Z'), new Date('2026-06-01T00:00Z'))).toEqual(
      finalShifts(scheduleOf(weekly), new Date('2026-01-05T09:00Z'), new Date('2026-06-01T00:00Z')),
    );
  });

  it('tells regions apart when one is taken out', () => {
    const only = [{ from: '09:00', to: '17:00' }];
    const region = (person: string, timezone: string) => ({ ...weekly, people: [person], only, timezone });
    const [tokyo, york] = [region('alice', 'Asia/Tokyo'), region('bob', 'America/New_York')];
    const { schedule } = revised(scheduleOf(tokyo, york), ['2026-03-11T20:00Z', scheduleOf(york)]);
    expect(onCallAt(schedule, new Date('2026-03-11T20:00Z'))).toBe('bob');
    expect(shifts(schedule, '2026-03-10T00:00Z', '2026-03-13T00:00Z')).toEqual([
      ...['alice 03-10', 'bob 03-10', 'alice 03-11', 'bob 03-11', 'bob 03-12'],
    ]);
  });

  it('leaves the past of a layer that was taken out in the zone of then', () => {
    const [kept, out] = [weekly, { ...weekly, people: ['dave'], starts: '2026-02-02T09:00' }];
    const { schedule } = revised(
      scheduleOf(kept, out),
      [wednesday, scheduleOf(kept)],
      ['2026-03-20T00:00Z', { ...scheduleOf(kept), timezone: 'America/New_York' }],
    );
    const found = finalShifts(schedule, new Date('2026-02-01T00:00Z'), new Date('2026-03-10T00:00Z'));
    expect(found.at(-1)).toMatchObject({ person: 'dave', from: new Date('2026-02-02T09:00Z') });
  });
});
