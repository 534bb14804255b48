import { describe, expect, it } from 'vitest';
import { finalShifts, onCallAt } from '../../../src/domain/on-call/final.ts';
import type { Layer, Restriction } from '../../../src/domain/on-call/schedule.ts';

const weekdays: Restriction = { days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '00:00', to: '24:00' };
const people = ['ann', 'ben', 'cat', 'dan', 'eve', 'fay', 'gus'];
const layer = { people, every: { days: 1 }, starts: '2026-01-05T00:00', only: [weekdays] };

/** Who has the shifts of these days, in order; a shift that goes on counts once. */
function holders(changes: Partial<Layer>, from: string, to: string, timezone = 'UTC'): string[] {
  const schedule = { id: 'primary', timezone, layers: [{ ...layer, ...changes }], overrides: [] };
  return finalShifts(schedule, new Date(from), new Date(to)).map(({ person }) => person);
}

describe('a rotation with hours', () => {
  it('gives seven people their turns on the five days that count', () => {
    expect(holders({}, '2026-01-05T00:00Z', '2026-01-17T00:00Z')).toEqual([
      ...['ann', 'ben', 'cat', 'dan', 'eve'],
      ...['fay', 'gus', 'ann', 'ben', 'cat'],
    ]);
  });

  it('counts the same years later', () => {
    const names = holders({}, '2033-06-06T00:00Z', '2033-06-14T00:00Z');
    const first = people.indexOf(names[0]!);
    expect(names).toEqual(Array.from({ length: 6 }, (_, index) => people[(first + index) % 7]));
  });

  it('passes a start on a day that does not count', () => {
    expect(holders({ starts: '2026-01-03T00:00' }, '2026-01-03T00:00Z', '2026-01-07T00:00Z')).toEqual(['ann', 'ben']);
  });

  it('counts the days, and not the nights, of a rotation of twelve hours', () => {
    const only = [{ from: '08:00', to: '20:00' }];
    const changes = { people: ['ann', 'ben'], every: { hours: 12 }, starts: '2026-01-05T08:00', only };
    expect(holders(changes, '2026-01-05T00:00Z', '2026-01-09T00:00Z')).toEqual(['ann', 'ben', 'ann', 'ben']);
  });

  it('counts a turn that any of several restrictions lets through', () => {
    const only: Restriction[] = [
      { days: ['mon', 'wed'], from: '09:00', to: '12:00' },
      { days: ['fri'], from: '20:00', to: '04:00' },
    ];
    // Monday, Wednesday, Friday night, and Saturday until four; then Monday again.
    expect(holders({ only }, '2026-01-05T00:00Z', '2026-01-13T00:00Z')).toEqual(['ann', 'ben', 'cat', 'dan', 'eve']);
  });

  it('leaves weekly turns as they are, for every week has some of its days', () => {
    const changes = { every: { days: 7 } };
    expect(holders(changes, '2026-01-09T00:00Z', '2026-01-13T00:00Z')).toEqual(['ann', 'ben']);
    expect(holders(changes, '2026-02-16T00:00Z', '2026-02-17T00:00Z')).toEqual(['gus']);
  });

  it('counts those of a cron pattern as well, in a far year too', () => {
    const cron = { every: { cron: '0 0 * * *' } };
    for (const [from, to] of [
      ['2026-01-05T00:00Z', '2026-01-30T00:00Z'],
      ['2199-11-01T00:00Z', '2200-03-01T00:00Z'],
    ] as const) {
      expect(holders(cron, from, to)).toEqual(holders({}, from, to));
    }
    const hourly = { id: 'p', timezone: 'UTC', layers: [{ ...layer, every: { cron: '0 * * * *' } }], overrides: [] };
    expect(onCallAt(hourly, new Date('9999-12-31T12:00Z'))).toBeDefined();
  });

  it('gives the first turn of a pattern, from the start on, to the first person', () => {
    const changes = { every: { cron: '0 9 * * *' }, starts: '2026-01-09T15:00' };
    expect(holders(changes, '2026-01-09T00:00Z', '2026-01-13T00:00Z')).toEqual(['ann', 'ben', 'cat']);
  });
});
