import type { PersonId } from '../people.ts';

/** When something begins again and again: by a cron pattern of five fields, or by a rule of RFC 5545. */
export type Recurrence = { readonly cron: string } | { readonly rrule: string };

/** From (included) to (excluded), once. */
export interface Once {
  readonly from: Date;
  readonly until: Date;
}

export interface Recurring {
  readonly every: Recurrence;
  /** Exact milliseconds: two hours are two hours on the night the clocks change, too. */
  readonly forMs: number;
  /** IANA zone whose clocks the recurrence means. */
  readonly timezone: string;
  /** The local time from which a rule counts, as “2026-12-06T02:00”; nothing begins before it. Absent: since always. */
  readonly starts?: string;
  /** Nothing begins at or after this. */
  readonly ends?: Date;
}

/** One time of a window ended before it should: the time that began at `from` ends at `until`. */
export interface Cut {
  readonly from: Date;
  readonly until: Date;
}

/** While it is on, alerts of its services are kept and shown, and nobody is paged for what they begin. */
export interface MaintenanceWindow {
  readonly id: string;
  /** Ids. Absent: all services, and alerts that belong to none. */
  readonly services?: readonly string[];
  readonly time: Once | Recurring;
  readonly cuts?: readonly Cut[];
  readonly reason?: string;
  /** Who made it in chat. Absent: it stands in the file. */
  readonly by?: PersonId;
}

/** One time of a window, from (included) to (excluded). */
export interface Occurrence {
  readonly window: MaintenanceWindow;
  readonly from: Date;
  readonly until: Date;
}

export function isRecurring(time: Once | Recurring): time is Recurring {
  return 'every' in time;
}

/** @param service absent: for alerts that belong to none */
export function concerns({ services }: MaintenanceWindow, service: string | undefined): boolean {
  return services === undefined || (service !== undefined && services.includes(service));
}
