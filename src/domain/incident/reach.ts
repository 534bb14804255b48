import type { Target } from '../escalation/policy.ts';
import type { PersonId } from '../people.ts';
import { Refused } from '../refusal.ts';
import type { Facts } from './intent.ts';

/**
 * Whom a target means now, without those who cannot be paged.
 * @param name how the asker called it
 * @throws Refused when nobody is left
 */
export function reachableNow(target: Target, name: string, facts: Facts): readonly PersonId[] {
  const people = facts.onCall(target);
  if (people.length === 0) {
    throw new Refused('nobody-on-call', `Nobody is on call for “${name}” now. Name a person instead.`);
  }
  const reachable = people.filter((person) => facts.reach(person).length > 0);
  if (reachable.length > 0) return reachable;
  const names = people.map((person) => facts.nameOf(person)).join(', ');
  throw new Refused('unreachable', `${names} cannot be paged: no account on a chat that is connected here.`);
}
