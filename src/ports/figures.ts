import type { Counters } from '../domain/figures/counters.ts';

/**
 * What the last weeks amounted to, kept by the day so that reading it costs the same however much there was. It follows from
 * the incidents' timelines, a few seconds behind them, and each incident is in it once, whatever dies meanwhile.
 */
export interface Statistics {
  /** All that was declared on these days (`2026-03-09`, in UTC). */
  of(days: readonly string[]): Promise<Counters>;
  /** Takes in incidents that have changed, a limited number at a time. Any number of processes may. True: there are more. */
  follow(): Promise<boolean>;
}
