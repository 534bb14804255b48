import type { DeliveryFailed } from '../../src/ports/chat.ts';
import type { Clock } from '../../src/ports/runtime.ts';

/** A failed event is tried again at least once a minute; several processes divide these attempts among them. */
const validForMs = 5 * 60_000;

/**
 * Remembers that a webhook could not be reached. Nothing is open between two events, so a failure says something about the
 * webhook only while its event waits for the next attempt: each attempt that fails renews it. It is forgotten at once when the
 * event is given up, and after five minutes without another one: then a different process has delivered the event.
 */
export function rememberFailure(clock: Clock) {
  let until: number | undefined;
  return {
    /** Returns the same failure. */
    remember(failure: DeliveryFailed): DeliveryFailed {
      const { retryAfterMs } = failure;
      const waitMs = typeof retryAfterMs === 'number' ? retryAfterMs : 0;
      until = retryAfterMs === 'never' ? undefined : clock.now().getTime() + waitMs + validForMs;
      return failure;
    },
    forget(): void {
      until = undefined;
    },
    isRecent: () => until !== undefined && clock.now().getTime() < until,
  };
}
