import type { Via } from '../people.ts';
import type { Facts } from './intent.ts';
import type { Mark } from './mark.ts';

/** Who did it, as people know them, and through what: for a rule that says who was first. */
export function firstBy({ by, via }: Mark, facts: Facts): { readonly name: string; readonly via: Via } {
  return { name: facts.nameOf(by), via };
}
