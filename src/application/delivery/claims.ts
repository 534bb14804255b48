import type { Claim } from '../../domain/incident/deliveries/delivery.ts';
import type { Clock } from '../../ports/runtime.ts';
import type { Processes } from '../runtime/process-liveness.ts';

/**
 * What is in hand is looked at again so much later at the latest, though its process lives: whatever went wrong, nothing is
 * forgotten.
 */
export const lookAgainMs = 5 * 60_000;

/**
 * Whether this process may claim what stands so: nobody has claimed it, or a process that is gone has, or this one has and
 * does not have it in hand.
 */
export function isClaimable(
  claim: Claim | undefined,
  { clock, processes }: { readonly clock: Clock; readonly processes: Processes },
): boolean {
  if (!claim || claim.by === processes.name()) return true;
  return processes.isGone(claim.by) && (claim.until === undefined || claim.until <= clock.now());
}
