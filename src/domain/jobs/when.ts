/** When a recurring job is due: by a clock on the wall of its zone, or each time so much time has passed. */
export type When =
  /** Five fields of cron, with L, # and W. */
  | { readonly cron: string }
  /** Counted in elapsed time from 1970 on, so that every process finds the same moments. */
  | { readonly everyMs: number }
  /** Every so many days at an hour of the zone's clocks. */
  | { readonly everyDays: number; readonly at: string };

/** Why a text is no recurrence. */
export type WhenFault = 'unreadable' | 'unreadable-cron' | 'unreadable-hour' | 'too-often' | 'never';

export const shortestIntervalMs = 60_000;
