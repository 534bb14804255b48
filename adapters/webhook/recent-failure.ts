import type { DeliveryFailed } from '../../src/ports/chat.ts';
import type { Clock } from '../../src/ports/runtime.ts';

/** A failed event is retried at least once a minute; several processes share these attempts. */
const validForMs = 5 * 60_000;

/**
 * Remembers that a webhook could not be reached. No connection stays open between events, so a failure is current only while
 * its event waits for a retry; each failed attempt renews it. It is forgotten at once when the event is given up, and five
 * minutes after the last failure: by then, another process has delivered the event.
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
