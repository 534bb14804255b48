import type { Progress } from '../../domain/incident/deliveries/delivery.ts';
import { backoffMs } from '../../lib/async.ts';
import { DeliveryFailed } from '../../ports/chat.ts';
import { StoreUnavailable } from '../../ports/incidents.ts';
import type { Clock, Log } from '../../ports/runtime.ts';

const firstDelayMs = 1_000;
const longestDelayMs = 60_000;
/** With these delays this is a little over half an hour; after that a person has to act. */
export const mostFailures = 36;

/**
 * Sends once. A failure is logged, and becomes the next try or a dead letter.
 *
 * @throws StoreUnavailable when the database was away before anything was sent: no way of the person has failed
 * @param before the progress so far
 * @param about data for the log line
 */
export async function attempt<O extends { readonly progress: Progress }>(
  { clock, log }: { readonly clock: Clock; readonly log: Log },
  before: Progress,
  about: object,
  send: () => Promise<O>,
): Promise<O | { readonly progress: Progress; readonly failed: true }> {
  try {
    return await send();
  } catch (err) {
    if (err instanceof StoreUnavailable) throw err;
    const failure = err instanceof DeliveryFailed ? err : new DeliveryFailed(`Unexpected: ${String(err)}`, 'soon');
    const progress = nextTry(before, failure, clock.now());
    const { notBefore: again, dead } = progress;
    log.warn({ ...about, reason: failure.message, again, gaveUp: !!dead }, 'delivery failed');
    return { progress, failed: true };
  }
}

/**
 * Returns the progress after a failure, for all retries of deliveries: after 1 s, doubled each time up to a minute, and not
 * before the time that the platform names. A platform that asks for a second again and again does not use up the retries.
 * A message that is there waits a minute at most: it may have to be edited meanwhile.
 *
 * @param most the failures after which a delivery is given up; a delivery that can wait may be retried forever
 * @returns the progress with the next try, or dead; without a claim
 */
export function nextTry(before: Progress, failure: DeliveryFailed, now: Date, most = mostFailures): Progress {
  const failures = before.failures + 1;
  const { notBefore: _was, claim: _dropped, ...known } = before;
  // What was told once stays told.
  const ref = before.ref && !before.ref.reachedNobody ? before.ref : (failure.sent ?? before.ref);
  const rest = {
    ...known,
    ...(ref && { ref }),
    failingSince: before.failingSince ?? now,
    ...(failure.needsRepair && { needsRepair: true as const }),
  };
  if (failure.retryAfterMs === 'never' || failures >= most) {
    return { ...rest, failures, lastFailure: failure.message, dead: { reason: failure.message, at: now } };
  }
  const doubled = backoffMs(failures, firstDelayMs, longestDelayMs);
  const asked = failure.retryAfterMs === 'soon' ? doubled : Math.max(failure.retryAfterMs, doubled);
  const delay = failure.sent ? Math.min(asked, longestDelayMs) : asked;
  return { ...rest, failures, lastFailure: failure.message, notBefore: new Date(now.getTime() + delay) };
}
