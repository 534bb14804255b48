import { expect } from 'vitest';
import { decide, declare } from '../../../src/domain/incident/decide.ts';
import type { IncidentEvent } from '../../../src/domain/incident/events.ts';
import { begin, evolve } from '../../../src/domain/incident/evolve.ts';
import type { Incident } from '../../../src/domain/incident/incident.ts';
import type { Declaration, Facts, Intent } from '../../../src/domain/incident/intent.ts';
import { Refused } from '../../../src/domain/refusal.ts';
import { refusalTextInEnglish } from '../../../src/locales/refusals.ts';
import { policy } from '../../harness/directory.ts';

export const start = new Date('2026-03-02T02:00:00Z');

export function minutes(count: number): Date {
  return new Date(start.getTime() + count * 60_000);
}

export const alice = { by: 'alice', via: 'telegram' } as const;
export const bob = { by: 'bob', via: 'slack' } as const;

/** Alice is on call, the payments team is Alice and Bob, and everybody can be reached on Slack. */
export function facts(changes: Partial<Facts> = {}): Facts {
  return {
    now: start,
    onCall: (target) => {
      if ('person' in target) return [target.person];
      return 'team' in target ? ['alice', 'bob'] : ['alice'];
    },
    reach: () => ['slack'],
    quietUntil: () => undefined,
    awayUntil: () => undefined,
    nameOf: (person) => person.charAt(0).toUpperCase() + person.slice(1),
    maintenance: () => undefined,
    ...changes,
  };
}

export const declaration: Declaration = {
  ...bob,
  id: 'i1',
  number: 42,
  title: 'Checkout is down',
  severity: 'sev1',
  service: 'checkout',
  policy,
};

export function declared(changes: Partial<Declaration> = {}, world: Facts = facts()): Incident {
  const wanted = { ...declaration, ...changes };
  const [first, ...others] = declare(wanted, world);
  return others.reduce(evolve, begin(wanted, first as Extract<IncidentEvent, { type: 'declared' }>));
}

/** Given an incident and what was done to it, when this is wanted, then these events follow, or this rule is broken. */
export function given(incident: Incident = declared(), ...earlier: readonly [Intent, Facts?][]) {
  const before = earlier.reduce(
    (one, [intent, world]) => decide(one, intent, world ?? facts()).reduce(evolve, one),
    incident,
  );
  return {
    before,
    when(intent: Intent, world: Facts = facts()) {
      const outcome = attempt(() => decide(before, intent, world));
      return {
        after: () => outcome.events.reduce(evolve, before),
        thenEvents(...expected: readonly Partial<IncidentEvent>[]) {
          if (outcome.refused) throw outcome.refused;
          expect(outcome.events).toMatchObject(expected);
          expect(outcome.events).toHaveLength(expected.length);
        },
        thenRefused(rule: string, words: RegExp) {
          expect(outcome.refused?.rule).toBe(rule);
          expect(outcome.refused && refusalTextInEnglish(outcome.refused, world.now)).toMatch(words);
          expect(outcome.events).toEqual([]);
        },
      };
    },
  };
}

function attempt(decision: () => IncidentEvent[]): { events: IncidentEvent[]; refused?: Refused } {
  try {
    return { events: decision() };
  } catch (err) {
    if (err instanceof Refused) return { events: [], refused: err };
    throw err;
  }
}
