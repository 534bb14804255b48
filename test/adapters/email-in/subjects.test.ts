import { describe, expect, it } from 'vitest';
import { readSubject } from '../../../adapters/email-in/subjects.ts';

it.each<[string, string, string]>([
  ['Disk full', '[RESOLVED] Disk full', 'Disk full'],
  ['[FIRING:1] HighLatency checkout', '[RESOLVED] HighLatency checkout', 'HighLatency checkout'],
  ['[FIRING:2, RESOLVED:1] HighLatency', '[RESOLVED:3] HighLatency', 'HighLatency'],
  ['ALARM: "Checkout 5xx" in EU (Ireland)', 'OK: "Checkout 5xx" in EU (Ireland)', '"Checkout 5xx" in EU (Ireland)'],
  ['Problem: CPU is high on web-1', 'Resolved in 5m 3s: CPU is high on web-1', 'CPU is high on web-1'],
  [
    '** PROBLEM Service Alert: web-1/Disk is CRITICAL **',
    '** RECOVERY Service Alert: web-1/Disk is OK **',
    'web-1/Disk',
  ],
  ['** PROBLEM Host Alert: web-1 is DOWN **', '** RECOVERY Host Alert: web-1 is UP **', 'web-1'],
  ['Monitor is DOWN: Shop', 'Monitor is UP: Shop', 'Shop'],
  ['DOWN | nightly backup', 'UP | nightly backup', 'nightly backup'],
  ['DOWN alert: Shop', 'UP alert: Shop', 'Shop'],
  ['Fwd: Re: [EXTERNAL] [FIRING:1] Queue', 'Re: [OK] Queue', 'Queue'],
  ['Warning - queue grows', 'ok - queue grows', 'queue grows'],
  ['Shop is down', 'Shop is back up', 'Shop'],
])('%s, and its end %s', (begin, end, bare) => {
  expect(readSubject(begin)).toEqual({ status: 'firing', bare });
  expect(readSubject(end)).toEqual({ status: 'resolved', bare });
});

describe('what only looks like an end', () => {
  it.each([
    'Upstream is slow',
    'Okay-ish latency',
    'UPS on battery',
    'Resolver fails',
    'Up-to-date check failed',
    'Disk is not OK at all',
    'RESOLVED',
    'OK:',
    '[OK]',
    '',
  ])('%s', (subject) => {
    const { status, bare } = readSubject(subject);
    expect([status, bare]).toEqual(['firing', subject]);
  });
});

it.each(['re: ', '[ok] ', '* ', ' is ok', 'ok in 1m ', '[', 'resolved in 1m2m3m4m5m6m '])(
  'reads 100,000 times %j without getting lost in it',
  (piece) => {
    expect(readSubject(piece.repeat(100_000)).bare.length).toBeLessThan(1_000);
  },
);
