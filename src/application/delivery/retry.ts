import type { Progress } from '../../domain/incident/deliveries/delivery.ts';
import { backoffMs } from '../../lib/async.ts';
import type { DeliveryFailed } from '../../ports/chat.ts';

const firstDelayMs = 1_000;
const longestDelayMs = 60_000;
/** With the delays above this is a little over half an hour; after that a person has to look. */
export const mostFailures = 36;

/**
 * The one place that retries. 1 s, doubled each time up to a minute; a platform that names a time is given it.
 *
 * @param before the progress so far, without the claim
 * @param most failures after which it is given up; what nobody sleeps over may be tried for ever
 * @returns the progress with the next try, or dead
 */
export function nextTry(before: Progress, failure: DeliveryFailed, now: Date, most = mostFailures): Progress {
  const failures = before.failures + 1;
  const { notBefore: _was, ...known } = before;
  const rest = { ...known, failingSince: before.failingSince ?? now };
  if (failure.retryAfterMs === 'never' || failures >= most) {
    return { ...rest, failures, lastFailure: failure.message, dead: { reason: failure.message, at: now } };
  }
  const doubled = backoffMs(failures, firstDelayMs, longestDelayMs);
  const delay = failure.retryAfterMs === 'soon' ? doubled : Math.max(failure.retryAfterMs, firstDelayMs);
  return { ...rest, failures, lastFailure: failure.message, notBefore: new Date(now.getTime() + delay) };
}
