import { expect, it } from 'vitest';
import { pagesOf, readSeen, spellSeen } from '../../../src/domain/incident/pressed.ts';

it.each([
  [{ state: 'triggered', epoch: 0 }, 't0'],
  [{ state: 'acknowledged', epoch: 1 }, 'a1'],
  [{ state: 'resolved', epoch: 12 }, 'r12'],
] as const)('reads what it spells: %o is %s', (seen, code) => {
  expect(spellSeen(seen)).toBe(code);
  expect(readSeen(code)).toEqual(seen);
});

it.each(['-', '', 't', 'x1', 't1x', 't-1', 't1234567'])('reads no state from “%s”', (code) => {
  expect(readSeen(code)).toBeUndefined();
});

it('tells pages apart by level, round and time', () => {
  const at = new Date('2026-03-09T12:00:00Z');
  const nobody = pagesOf({ paged: {} });
  const once = pagesOf({ paged: { alice: at } });
  const again = pagesOf({ paged: { alice: at, bob: new Date(at.getTime() + 1) } });
  expect(new Set([nobody, once, again]).size).toBe(3);
});
