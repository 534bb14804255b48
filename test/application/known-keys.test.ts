import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createKeyFilter } from '../../src/application/alerts/known-keys.ts';

it('never forgets a key, whatever it looks like', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary' }), { maxLength: 200 }), (keys) => {
      const filter = createKeyFilter();
      for (const key of keys) filter.add(key);
      expect(keys.every(filter.mayHave)).toBe(true);
    }),
  );
});

it('takes few keys for ones that it has, with as many as a long storm brings', () => {
  const filter = createKeyFilter();
  const key = (index: number) => JSON.stringify(['alertmanager', `pod-${index}`, 'prometheus']);
  for (let index = 0; index < 50_000; index += 1) filter.add(key(index));
  const mistaken = Array.from({ length: 10_000 }, (_, index) => key(100_000 + index)).filter(filter.mayHave);
  expect(mistaken.length).toBeLessThan(100);
});
