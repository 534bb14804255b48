import { expect, it } from 'vitest';
import { folded, matching } from '../../src/lib/matching.ts';

const people = [
  { value: 'carol', label: 'Carol Díaz' },
  { value: 'diego', label: 'Diego Ramos' },
  { value: 'ann', label: 'Ann Rodiger' },
  { value: 'yuki', label: '山田 ユキ' },
];
const found = (typed: string) => matching(people, typed).map(({ value }) => value);

it('finds names in any case of letters, with accents or without', () => {
  expect(found('DIAZ')).toEqual(['carol']);
  expect(found('díaz')).toEqual(['carol']);
  expect(found('ﾕｷ')).toEqual(['yuki']);
});

it('puts what begins so first, then words that do, then what contains it', () => {
  expect(found('di')).toEqual(['diego', 'carol', 'ann']);
});

it('finds an id, everything for nothing typed, and nothing for a stranger', () => {
  expect(found('ann')).toEqual(['ann']);
  expect(found(' ')).toHaveLength(people.length);
  expect(found('zoe')).toEqual([]);
  expect(folded(' Ångström ')).toBe('angstrom');
});
