import { expect, it } from 'vitest';
import { evolve } from '../../../src/domain/incident/evolve.ts';
import { respondersOf } from '../../../src/domain/incident/rooms/responders.ts';
import { alice, declared, given, start } from './given.ts';

const paged = (people: readonly string[]) => ({ type: 'paged' as const, at: start, people });

it('are whoever declared it, was paged, acknowledged it or has a role, in the order in which they came', () => {
  const { before } = given(
    declared(),
    [{ type: 'acknowledge', by: 'dora', via: 'slack' }],
    [{ type: 'unacknowledge', by: 'dora', via: 'slack' }],
    [{ type: 'assign', person: 'erin', role: 'scribe', ...alice }],
    [{ type: 'assign', person: 'bob', role: 'comms', ...alice }],
  );
  expect(respondersOf(before)).toEqual(['bob', 'alice', 'dora', 'erin']);
});

it('do not have the monitor among them that began it', () => {
  expect(respondersOf(declared({ by: 'grafana', via: 'alert' }))).toEqual(['alice']);
});

it('are known of an incident that an earlier version began', () => {
  const { responders: _none, ...earlier } = declared();
  expect(respondersOf(earlier)).toEqual(['bob', 'alice']);
  expect(respondersOf(evolve(earlier, paged(['carol'])))).toEqual(['bob', 'alice', 'carol']);
});

it('end at 200, who stay the same', () => {
  const crowd = Array.from({ length: 190 }, (_, index) => `p${index}`);
  const many = evolve(evolve(declared(), paged(crowd)), paged(['x1', 'x2', 'x3', 'x4', 'x5', 'x6', 'x7', 'x8', 'x9']));
  expect(respondersOf(many)).toHaveLength(200);
  expect(respondersOf(evolve(many, paged(['late'])))).toEqual(respondersOf(many));
});
