import type { Directory } from '../directory.ts';
import type { Policy } from './policy.ts';

/** Returns the policy of that name; without a name, the policy `default`, or the only one. */
export function policyNamed(named: string | undefined, { policies }: Directory): Policy | undefined {
  if (named !== undefined) return policies.get(named);
  return policies.get('default') ?? (policies.size === 1 ? [...policies.values()][0] : undefined);
}
