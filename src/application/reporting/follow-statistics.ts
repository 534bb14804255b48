import type { Statistics } from '../../ports/reporting.ts';
import type { Clock, Log } from '../../ports/runtime.ts';

/** Figures of 30 days need not be of this second; what happens to an incident meanwhile is counted together. */
const everyMs = 5_000;

/** Keeps the figures in step with the incidents. A storm is counted bit by bit, so that it delays nothing that matters more. */
export function followStatistics({ statistics, clock, log }: { statistics: Statistics; clock: Clock; log: Log }): {
  /** Never throws: what is not counted now is counted later. */
  look(): Promise<number>;
} {
  let restsUntil = new Date(0);
  return {
    async look() {
      const now = clock.now();
      if (now < restsUntil) return 0;
      restsUntil = new Date(now.getTime() + everyMs);
      try {
        if (await statistics.follow()) restsUntil = now;
      } catch (err) {
        log.warn({ err }, 'statistics could not be updated; trying again');
      }
      // Nothing comes of it that a sweep would have to look for again.
      return 0;
    },
  };
}
