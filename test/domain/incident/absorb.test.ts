import { describe, expect, it } from 'vitest';
import { absorb } from '../../../src/domain/incident/merging/absorb.ts';
import { alice, bob, declared, facts, given } from './given.ts';

const open = declared({ id: 'i1', number: 1 });
const other = given(declared({ id: 'i2', number: 2 }), [
  { type: 'merge', into: { id: 'i1', number: 1 }, ...bob },
]).before;
const resolved = given(open, [{ type: 'resolve', ...alice }]).before;

describe('an incident that is resolved while another one is merged into it', () => {
  it('is opened again and pages when a person declared the other, for nobody said that it is over', () => {
    expect(absorb(resolved, other, facts())?.events).toMatchObject([
      { type: 'merged', from: 2 },
      { type: 'reopened' },
      { type: 'escalated' },
      { type: 'paged' },
    ]);
  });

  it('pages by the policy of the other when it has none', () => {
    const { escalation: _none, ...withoutPolicy } = resolved;
    const taken = absorb(withoutPolicy, other, facts());
    expect(taken?.events.map(({ type }) => type)).toEqual(['merged', 'reopened', 'escalated', 'paged']);
    expect(taken?.onto.escalation?.policy).toEqual(other.escalation?.policy);
  });

  it('stays over when all alerts of the other are', () => {
    const alerts = {
      key: 'k',
      generation: 1,
      received: 1,
      total: 1,
      firing: 0,
      alerts: [],
      grewAt: facts().now,
      told: 1,
    };
    expect(absorb(resolved, { ...other, alerts }, facts())?.events).toMatchObject([{ type: 'merged' }]);
  });
});
