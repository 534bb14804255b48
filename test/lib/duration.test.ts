import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseDuration } from '../../src/domain/on-call/durations.ts';
import { formatDuration, formatDurationInWords } from '../../src/lib/duration.ts';

test.each([
  [0, '0s'],
  [999, '0s'],
  [-5000, '0s'],
  [45_000, '45s'],
  [90_000, '1m 30s'],
  [179_999, '2m 59s'],
  [3_600_000, '1h'],
  [3_601_000, '1h'],
  [5_400_000, '1h 30m'],
  [90_000_000, '1d 1h'],
  [604_800_000, '1w'],
  [604_800_001, '1w'],
  [287 * 86_400_000 + 1000, '41w'],
  [9 * 86_400_000, '9d'],
])('%d ms are told as %s', (ms, text) => {
  expect(formatDuration(ms)).toBe(text);
});

test('what is told can be read again, and is never more than there is', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 300_000_000_000 }), (ms) => {
      const read = parseDuration(formatDuration(ms));
      expect(read).toBeLessThanOrEqual(ms);
      expect(formatDuration(read)).toBe(formatDuration(ms));
    }),
    { examples: [[24_796_800_001], [287 * 86_400_000 + 1000]] },
  );
});

test.each([
  ['en', '1h 30m', '1 hour, 30 minutes'],
  ['de', '1 Std. 30 Min.', '1 Stunde, 30 Minuten'],
  ['es', '1 h 30 min', '1 hora y 30 minutos'],
  ['ja', '1 時間 30 分', '1 時間 30 分'],
])('is told in the words of the language (%s)', (locale, compact, words) => {
  expect(formatDuration(5_400_000, locale)).toBe(compact);
  expect(formatDurationInWords(5_400_000, locale)).toBe(words);
});
