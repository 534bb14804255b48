import { viaNames } from '../people.ts';
import type { Facts } from './intent.ts';
import type { Mark } from './mark.ts';

/** Such as “Alice Chen via Slack”, for a rule that says who was first. */
export function who({ by, via }: Mark, facts: Facts): string {
  return `${facts.nameOf(by)} via ${viaNames[via]}`;
}
