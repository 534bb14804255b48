import { expect, it } from 'vitest';
import { handOvers } from '../../../src/domain/on-call/hand-overs.ts';
import type { Schedule } from '../../../src/domain/on-call/schedule.ts';

const daily: Schedule = {
  id: 'primary',
  timezone: 'Europe/Berlin',
  layers: [{ people: ['alice', 'bob'], every: { days: 1 }, starts: '2026-03-27T02:30' }],
  overrides: [],
};

function told(schedule: Schedule, after: string, to: string): string[] {
  return handOvers(schedule, new Date(after), new Date(to)).map(
    ({ at, off, on }) => `${at.toISOString()} ${off ?? '-'}>${on ?? '-'}`,
  );
}

it('finds each change, the last moment included and the first not', () => {
  expect(told(daily, '2026-03-27T01:30:00Z', '2026-03-28T01:30:00Z')).toEqual(['2026-03-28T01:30:00.000Z alice>bob']);
  expect(told(daily, '2026-03-27T01:29:59.999Z', '2026-03-28T01:29:59.999Z')).toEqual([
    '2026-03-27T01:30:00.000Z ->alice',
  ]);
  expect(told(daily, '2026-03-28T01:30:00Z', '2026-03-28T01:30:00Z')).toEqual([]);
});

it('is right when the clocks change: 02:30 is skipped in March, and comes twice in October', () => {
  expect(told(daily, '2026-03-29T00:00:00Z', '2026-03-29T12:00:00Z')).toEqual(['2026-03-29T01:30:00.000Z bob>alice']);
  expect(told(daily, '2026-10-25T00:00:00Z', '2026-10-25T12:00:00Z')).toEqual(['2026-10-25T00:30:00.000Z bob>alice']);
});

it('counts the beginning and the end of an override, and nothing where it changes nobody', () => {
  const overrides = [
    { person: 'carol', from: '2026-03-28T12:00', to: '2026-03-28T14:00' },
    { person: 'carol', from: '2026-03-28T14:00', to: '2026-03-28T15:00' },
    { person: 'bob', from: '2026-03-28T16:00', to: '2026-03-28T17:00' },
  ];
  expect(told({ ...daily, overrides }, '2026-03-28T06:00:00Z', '2026-03-28T18:00:00Z')).toEqual([
    '2026-03-28T11:00:00.000Z bob>carol',
    '2026-03-28T14:00:00.000Z carol>bob',
  ]);
});

it('counts a gap from both sides', () => {
  const layers = [{ ...daily.layers[0]!, only: [{ from: '08:00', to: '18:00' }] }];
  expect(told({ ...daily, layers }, '2026-03-27T17:00:00Z', '2026-03-28T07:00:00Z')).toEqual([
    '2026-03-28T07:00:00.000Z ->bob',
  ]);
  expect(told({ ...daily, layers }, '2026-03-27T16:00:00Z', '2026-03-28T07:00:00Z')).toEqual([
    '2026-03-27T17:00:00.000Z alice>-',
    '2026-03-28T07:00:00.000Z ->bob',
  ]);
});
