import type { Via } from '../people.ts';
import type { Attribution } from './attribution.ts';
import type { Facts } from './intent.ts';

/** Who did it, as people know them, and through what: for a rule that says who was first. */
export function firstBy({ by, via }: Attribution, facts: Facts): { readonly name: string; readonly via: Via } {
  return { name: facts.nameOf(by), via };
}
