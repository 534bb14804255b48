import { expect, it } from 'vitest';
import { withoutTrailingSlashes } from '../../src/lib/slashes.ts';

it.each([
  ['/v1/alerts//', '/v1/alerts'],
  ['/v1/alerts', '/v1/alerts'],
  ['///', ''],
  ['', ''],
])('%s becomes “%s”', (text, expected) => expect(withoutTrailingSlashes(text)).toBe(expected));

it('ends for a path that is all slashes but the last character', () => {
  // An expression that looks from each slash anew would be at it for days.
  const path = `${'/'.repeat(5_000_000)}x`;
  expect(withoutTrailingSlashes(path)).toBe(path);
});
