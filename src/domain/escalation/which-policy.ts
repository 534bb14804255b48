import type { Directory } from '../directory.ts';
import type { Policy } from './policy.ts';

/** The policy of that name; where none is named, the one called `default`, or the only one there is. */
export function policyNamed(named: string | undefined, { policies }: Directory): Policy | undefined {
  if (named !== undefined) return policies.get(named);
  return policies.get('default') ?? (policies.size === 1 ? [...policies.values()][0] : undefined);
}
