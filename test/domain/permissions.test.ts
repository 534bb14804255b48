import { describe, expect, it } from 'vitest';
import { grantsFor, highest, mayActAs } from '../../src/domain/permissions.ts';
import { sampleDirectory } from '../harness/directory.ts';

const { people } = sampleDirectory();
const victor = people.get('victor')!;

describe('roles', () => {
  it('go from viewer to admin, each with all of the one before', () => {
    const order = ['viewer', 'responder', 'manager', 'admin'] as const;
    for (const [has, role] of order.entries())
      for (const [needs, needed] of order.entries()) expect(mayActAs(role, needed)).toBe(has >= needs);
  });

  it('of several, the highest counts, and never less than the own one', () => {
    expect(highest('viewer', ['responder', 'admin', 'manager'])).toBe('admin');
    expect(highest('manager', ['responder'])).toBe('manager');
    expect(highest('viewer', [])).toBe('viewer');
  });
});

describe('what groups could give', () => {
  const groups = {
    manager: { slack: ['S0OPS'], telegram: ['-1001'] },
    responder: { slack: ['S0EVERYBODY'] },
  } as const;

  it('is asked for every account that the person has there', () => {
    expect(grantsFor(victor, groups)).toEqual([
      { role: 'responder', platform: 'slack', group: 'S0EVERYBODY', account: 'U0VICTOR' },
      { role: 'manager', platform: 'slack', group: 'S0OPS', account: 'U0VICTOR' },
      { role: 'manager', platform: 'telegram', group: '-1001', account: '1004' },
    ]);
    expect(grantsFor({ ...victor, accounts: {} }, groups)).toEqual([]);
  });

  it('is left out where it is no more than the own role, or not enough', () => {
    expect(grantsFor(people.get('alice')!, groups)).toEqual([]);
    expect(grantsFor(victor, groups, 'manager').map(({ role }) => role)).toEqual(['manager', 'manager']);
    expect(grantsFor(victor, groups, 'admin')).toEqual([]);
    expect(grantsFor(victor, undefined)).toEqual([]);
  });
});
