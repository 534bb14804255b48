import type { Claim, Progress } from '../../domain/incident/deliveries/delivery.ts';
import { StoreUnavailable } from '../../ports/incidents.ts';
import type { Clock, Log } from '../../ports/runtime.ts';
import type { Processes } from '../runtime/process-liveness.ts';

/**
 * The longest time until a claimed delivery is looked at again, even when its process lives, so that no fault can lose a
 * delivery.
 */
export const lookAgainMs = 5 * 60_000;

/**
 * Returns whether this process may claim a delivery: it is unclaimed, or the claiming process is gone, or this process has
 * claimed it and is not sending it.
 */
export function isClaimable(
  claim: Claim | undefined,
  { clock, processes }: { readonly clock: Clock; readonly processes: Processes },
): boolean {
  if (!claim || claim.by === processes.name()) return true;
  return processes.isGone(claim.by) && (claim.until === undefined || claim.until <= clock.now());
}

/**
 * Returns since when the message may have arrived without a record of it: an attempt failed, perhaps after it was sent, or
 * a process that had claimed it is gone. Undefined when nobody has tried.
 *
 * @param begun when it was asked for
 */
export function triedSince(
  { triedSince: known, failingSince, claim }: Progress,
  processes: Pick<Processes, 'name'>,
  begun: Date,
): Date | undefined {
  if (known || failingSince) return known ?? failingSince;
  return claim && claim.by !== processes.name() ? begun : undefined;
}

/**
 * Takes over what a dead process had claimed. What cannot be read holds up nothing else: it is logged, and is overdue for
 * the watchdog.
 *
 * @returns how many were taken over
 * @throws StoreUnavailable
 */
export async function takeOverEach(
  ids: readonly string[],
  take: (id: string) => Promise<void>,
  log: Pick<Log, 'error'>,
): Promise<number> {
  const taken = await Promise.all(
    ids.map(async (id) => {
      try {
        await take(id);
        return true;
      } catch (err) {
        if (err instanceof StoreUnavailable) throw err;
        log.error({ err, id }, 'what a dead process had claimed could not be taken over');
        return false;
      }
    }),
  );
  return taken.filter(Boolean).length;
}

/** Returns what a claim must keep in mind of one that it replaces, whose process may have sent the message. */
export function keptOf(
  { ref, ...progress }: Progress,
  processes: Pick<Processes, 'name'>,
  begun: Date,
): Pick<Progress, 'triedSince'> {
  const since = ref ? undefined : triedSince(progress, processes, begun);
  return since ? { triedSince: since } : {};
}
