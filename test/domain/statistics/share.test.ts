import { expect, it } from 'vitest';
import type { IncidentEvent } from '../../../src/domain/incident/events.ts';
import { tallyOf } from '../../../src/domain/incident/review/tally.ts';
import { isNothing, sumOf } from '../../../src/domain/statistics/counters.ts';
import { lengthName, medianMs } from '../../../src/domain/statistics/lengths.ts';
import { changesShare, shareOf as shareOfTally } from '../../../src/domain/statistics/share.ts';
import { alice, minutes } from '../incident/given.ts';

const shareOf = (events: readonly IncidentEvent[]) => shareOfTally(tallyOf(events));

const declared: IncidentEvent = { type: 'declared', at: minutes(0), ...alice, title: 'Down', severity: 'sev2' };
const acknowledged = (after: number): IncidentEvent => ({ type: 'acknowledged', at: minutes(after), ...alice });
const resolved = (after: number): IncidentEvent => ({ type: 'resolved', at: minutes(after), ...alice });

it('counts an incident on the day of its declaration, by all that happened to it', () => {
  const share = shareOf([
    { ...declared, service: 'checkout' },
    { type: 'paged', at: minutes(0), people: ['alice', 'bob'] },
    { type: 'paged', at: minutes(5), people: ['bob'], level: 1 },
    { type: 'severity-changed', at: minutes(6), ...alice, severity: 'sev1' },
    acknowledged(7),
    resolved(30),
  ]);
  expect(share).toEqual({
    day: '2026-03-02',
    counters: {
      severity: { sev1: 1 },
      service: { checkout: 1 },
      paged: { alice: 1, bob: 2 },
      toAcknowledge: { [lengthName(7 * 60_000)]: 1 },
      toResolve: { [lengthName(30 * 60_000)]: 1 },
    },
  });
});

it('counts until the first time that somebody had it and that it was over', () => {
  const reopened: IncidentEvent = { type: 'reopened', at: minutes(20), ...alice };
  const share = shareOf([declared, acknowledged(4), resolved(10), reopened, acknowledged(60), resolved(900)]);
  expect(share?.counters.toAcknowledge).toEqual({ [lengthName(4 * 60_000)]: 1 });
  expect(share?.counters.toResolve).toEqual({ [lengthName(10 * 60_000)]: 1 });
});

it('knows what changes it and what does not', () => {
  expect(changesShare([{ type: 'noted', at: minutes(1), ...alice, text: 'hm' }])).toBe(false);
  expect(changesShare([{ type: 'noted', at: minutes(1), ...alice, text: 'hm' }, acknowledged(1)])).toBe(true);
  expect(shareOf([])).toBeUndefined();
});

it('adds shares up, and takes one out again without a trace', () => {
  const one = shareOf([declared, acknowledged(1)])!.counters;
  const other = shareOf([{ ...declared, severity: 'sev4' }, resolved(1)])!.counters;
  const both = sumOf([one, other]);
  expect(both.severity).toEqual({ sev2: 1, sev4: 1 });
  expect(sumOf([both], [one])).toEqual(other);
  expect(isNothing(sumOf([both], [one, other]))).toBe(true);
});

it.each([
  [[1_000], 1_000],
  [[60_000, 120_000, 600_000], 120_000],
  [[5 * 60_000, 6 * 60_000, 3 * 86_400_000, 4 * 86_400_000], 6 * 60_000],
  [[0, 0, 10 * 366 * 86_400_000], 1_000],
])('tells the median of %j ms to within a twentieth', (lengths, median) => {
  const counted: Record<string, number> = {};
  for (const name of lengths.map(lengthName)) counted[name] = (counted[name] ?? 0) + 1;
  expect(medianMs(counted)! / median).toBeGreaterThan(0.95);
  expect(medianMs(counted)! / median).toBeLessThan(1.05);
});

it('knows no median of nothing', () => {
  expect(medianMs({})).toBeUndefined();
  expect(medianMs({ 3: 0 })).toBeUndefined();
});
