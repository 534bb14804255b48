/** When a recurring job is due: by the local clock of its zone, or at an interval. */
export type When =
  /** Five fields of cron, with L, # and W. */
  | { readonly cron: string }
  /** In elapsed time from 1970 on, so that every process computes the same moments. */
  | { readonly everyMs: number }
  /** Every so many days, at a local time. */
  | { readonly everyDays: number; readonly at: string };

/** Why a text is not a recurrence. */
export type WhenFault = 'unreadable' | 'unreadable-cron' | 'unreadable-hour' | 'too-often' | 'never';

export const shortestIntervalMs = 60_000;
