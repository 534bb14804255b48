import { expect, test } from 'vitest';
import { allows, nextWindow, windowAt } from '../../../src/domain/on-call/restrictions.ts';
import type { Restriction } from '../../../src/domain/on-call/schedule.ts';

const quiet: Restriction[] = [{ from: '22:00', to: '07:00' }];
const office: Restriction[] = [{ days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '09:00', to: '17:00' }];

function iso(window: { from: number; to: number } | undefined) {
  return window && [window.from, window.to].map((at) => new Date(at).toISOString().slice(0, 16));
}

test('quiet hours past midnight end in the morning, on the day the clocks change too', () => {
  const at = new Date('2026-03-29T00:30Z');
  expect(allows(quiet, 'Europe/Berlin', at)).toBe(true);
  expect(iso(windowAt(quiet, 'Europe/Berlin', at))).toEqual(['2026-03-28T21:00', '2026-03-29T05:00']);
  expect(allows(quiet, 'Europe/Berlin', new Date('2026-03-29T05:00Z'))).toBe(false);
  expect(windowAt(quiet, 'Europe/Berlin', new Date('2026-03-29T05:00Z'))).toBeUndefined();
});

test('what is held on a Friday evening may go out on Monday morning', () => {
  const friday = new Date('2026-03-27T20:00Z');
  expect(windowAt(office, 'Europe/Berlin', friday)).toBeUndefined();
  expect(iso(nextWindow(office, 'Europe/Berlin', friday))).toEqual(['2026-03-30T07:00', '2026-03-30T15:00']);
});

test('within hours, the next ones are those of the day after', () => {
  const monday = new Date('2026-03-30T10:00Z');
  expect(iso(windowAt(office, 'Europe/Berlin', monday))).toEqual(['2026-03-30T07:00', '2026-03-30T15:00']);
  expect(iso(nextWindow(office, 'Europe/Berlin', monday))).toEqual(['2026-03-31T07:00', '2026-03-31T15:00']);
});

test('one day a week is found a week ahead, and past a day that is skipped', () => {
  const friday: Restriction[] = [{ days: ['fri'], from: '08:00', to: '18:00' }];
  expect(iso(nextWindow(friday, 'UTC', new Date('2026-01-09T08:00Z')))).toEqual([
    '2026-01-16T08:00',
    '2026-01-16T18:00',
  ]);
  const christmas = new Date('2011-12-24T10:00Z');
  expect(iso(nextWindow(friday, 'Pacific/Apia', christmas))).toEqual(['2012-01-05T18:00', '2012-01-06T04:00']);
});
