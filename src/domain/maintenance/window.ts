import type { PersonId } from '../people.ts';

/** When a window recurs: a cron pattern of five fields, or a rule of RFC 5545. */
export type Recurrence = { readonly cron: string } | { readonly rrule: string };

/** One period, from (included) to (excluded). */
export interface Once {
  readonly from: Date;
  readonly until: Date;
}

export interface Recurring {
  readonly every: Recurrence;
  /** In elapsed milliseconds: two hours last two hours also when the clocks change. */
  readonly forMs: number;
  /** IANA zone of the recurrence. */
  readonly timezone: string;
  /** Local time from which a rule counts, such as “2026-12-06T02:00”; nothing begins before it. Absent: no limit. */
  readonly starts?: string;
  /** No occurrence begins at or after this. */
  readonly ends?: Date;
}

/** An occurrence that was ended early: the one that began at `from` ends at `until`. */
export interface Cut {
  readonly from: Date;
  readonly until: Date;
}

/** During a window, alerts of its services are stored and shown, and incidents that they begin page nobody. */
export interface MaintenanceWindow {
  readonly id: string;
  /** Ids of services. Absent: all services, and alerts without one. */
  readonly services?: readonly string[];
  readonly time: Once | Recurring;
  readonly cuts?: readonly Cut[];
  readonly reason?: string;
  /** The person who made it in chat. Absent: it is in the file. */
  readonly by?: PersonId;
}

/** One occurrence of a window, from (included) to (excluded). */
export interface Occurrence {
  readonly window: MaintenanceWindow;
  readonly from: Date;
  readonly until: Date;
}

export function isRecurring(time: Once | Recurring): time is Recurring {
  return 'every' in time;
}

/** @param service absent: for alerts without a service */
export function concerns({ services }: MaintenanceWindow, service: string | undefined): boolean {
  return services === undefined || (service !== undefined && services.includes(service));
}
