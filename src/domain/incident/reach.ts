import type { Target } from '../escalation/policy.ts';
import type { PersonId } from '../people.ts';
import { refusedBy } from '../refusal.ts';
import type { Facts } from './intent.ts';

/**
 * Whom a target means now, without those who cannot be paged.
 * @param name how the asker called it
 * @throws Refused when nobody is left
 */
export function reachableNow(target: Target, name: string, facts: Facts): readonly PersonId[] {
  const people = facts.onCall(target);
  if (people.length === 0) {
    throw refusedBy('nobody-on-call', { target: name });
  }
  const reachable = people.filter((person) => facts.reach(person).length > 0);
  if (reachable.length > 0) return reachable;
  throw refusedBy('unreachable', { names: people.map((person) => facts.nameOf(person)) });
}
