import { describe, expect, test } from 'vitest';
import { parseDuration, parseRotation } from '../../../src/domain/on-call/durations.ts';
import { told } from '../../harness/refused.ts';

test.each([
  ['30s', 30_000],
  ['5m', 300_000],
  ['2h', 7_200_000],
  ['1d', 86_400_000],
  ['1w', 604_800_000],
  ['1h30m', 5_400_000],
  [' 1h 30m ', 5_400_000],
  ['0s', 0],
])('%s is that many milliseconds', (text, ms) => {
  expect(parseDuration(text)).toBe(ms);
});

test.each(['', 'soon', '5', '5 m', 'm', '-5m', '1.5h', '5M', '1y', '5m later', '٣m'])('"%s" is refused', (text) => {
  expect(told(() => parseDuration(text))).toThrow(/is not a length of time\. Write it like 30s, 5m/);
});

test('a refusal names what was written, and only the beginning of an essay', () => {
  expect(told(() => parseDuration('soon'))).toThrow(
    new Error('“soon” is not a length of time. Write it like 30s, 5m, 2h, 1d, 1w or 1h30m.'),
  );
  expect(told(() => parseDuration('ab\n'.repeat(500)))).toThrow(/^“[ab ]{59}…” is not/);
});

test('a length that no calendar holds is refused', () => {
  expect(told(() => parseDuration('999999999w'))).toThrow(/more than ten years/);
  expect(told(() => parseRotation('9999w'))).toThrow(/more than ten years/);
});

describe('a rotation', () => {
  test.each([
    ['12h', { hours: 12 }],
    ['12h elapsed', { hours: 12, elapsed: true }],
    ['1d', { days: 1 }],
    ['3d', { days: 3 }],
    ['1w', { days: 7 }],
    ['2w', { days: 14 }],
  ])('of %s', (text, length) => {
    expect(parseRotation(text)).toEqual(length);
  });

  test.each(['', '0d', '30m', '1d12h', 'weekly', '-1w'])('of "%s" is refused', (text) => {
    expect(told(() => parseRotation(text))).toThrow(/is not the length of a rotation\. Write hours, days or weeks/);
  });

  test.each([
    ['cron 0 9 * * mon,thu', '0 9 * * mon,thu'],
    ['  CRON  30   9,21 * Jan-Jun Mon ', '30 9,21 * jan-jun mon'],
    ['cron 0 9 * * mon#1', '0 9 * * mon#1'],
  ])('of %s is a pattern', (text, cron) => {
    expect(parseRotation(text)).toEqual({ cron });
  });

  test.each([
    'cron',
    'cron 0 9 * *',
    'cron 0 0 9 * * mon',
    'cron 0 9 * * mon 2027',
    'cron 60 9 * * *',
    'cron 0 9 * * monday',
    'cron 0 9 * * fri-mon',
    'cron 0 9 */0 * *',
    'cron @daily',
    'cron 0 9 * * __proto__',
    `cron ${'0,'.repeat(2_000)} 9 * * *`,
  ])('of "%.30s" is no cron pattern', (text) => {
    expect(told(() => parseRotation(text))).toThrow(
      /is not a cron pattern\. Write minute, hour, day of the month, month/,
    );
  });

  test.each(['* 9 * * *', '0,59 9 * * *', '*/30 * * * mon', '0-1 9 1 1 *'])('of "cron %s" is too often', (cron) => {
    expect(told(() => parseRotation(`cron ${cron}`))).toThrow(/comes more than once an hour\. Name one minute/);
  });

  test.each(['0 9 31 2 *', '0 9 29 2 *', '0 9 30,31 feb *', '0 9 1 1 +mon', '0 9 * 2 mon#5'])(
    'of "cron %s" is too seldom',
    (cron) => {
      expect(told(() => parseRotation(`cron ${cron}`))).toThrow(
        /does not come in every year\. Choose a day that every/,
      );
    },
  );

  test('of one day a year, or the other kind of day besides the leap day, is often enough', () => {
    expect(parseRotation('cron 0 9 1 1 *')).toEqual({ cron: '0 9 1 1 *' });
    expect(parseRotation('cron 0 9 29 2 mon')).toEqual({ cron: '0 9 29 2 mon' });
  });
});
