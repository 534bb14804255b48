import { expect, it } from 'vitest';
import { examineClock } from '../../src/app/doctor/surroundings.ts';

it.each([
  [[], undefined, ''],
  [[400, -900, 300], 'ok', 'is right'],
  [[9_000, 8_000, 12_000], 'warning', '9 s ahead of the platforms’'],
  [[-90_000, -91_000, 200_000], 'problem', '90 s behind the platforms’'],
])('judges the clock by the platforms’ own: %j is %s', (readings, level, text) => {
  const [found] = examineClock([...readings]);
  expect(found?.level).toBe(level);
  expect(found?.text ?? '').toContain(text);
});
