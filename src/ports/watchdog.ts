import type { State } from '../domain/incident/incident.ts';
import type { UnreadableIncident } from '../domain/incident/listed.ts';
import type { Severity } from '../domain/severity.ts';
import type { Notification } from './notifications.ts';

/** Something that should have been done a while ago. */
export type Overdue = { readonly at: Date } & (
  | {
      /** `step`: the clock has something to do with the incident. `delivery`: it has something to say. */
      readonly kind: 'step' | 'delivery';
      readonly id: string;
      readonly number: number;
      readonly title: string;
    }
  | { readonly kind: 'notification'; readonly id: string }
);

/** What the watchdog looks at. It reads what the sweep goes by, and takes no part in the work itself. */
export interface OverdueWork {
  /** What was due at or before `by`, the most overdue first, at most `limit` of each kind. Costs nothing when there is nothing. */
  find(by: Date, limit: number): Promise<readonly Overdue[]>;
  /** How many incidents are open, counted up to `most` of each severity and state. */
  countOpen(most: number): Promise<readonly OpenCount[]>;
  /** Incidents whose documents cannot be read, among the `newest` and those that are open; the newest first. */
  unreadable(newest: number): Promise<readonly UnreadableIncident[]>;
  /** Notifications whose id begins with this. */
  notificationsUnder(prefix: string): Promise<readonly Notification[]>;
}

export interface OpenCount {
  readonly severity: Severity;
  readonly state: Exclude<State, 'resolved'>;
  readonly count: number;
}

/** What one look of the watchdog found. */
export interface WatchdogFindings {
  readonly at: Date;
  /** It could look, and nothing is overdue. */
  readonly passed: boolean;
  /** Absent: it could not look. */
  readonly overdue?: number;
  /** Incidents and notifications in the dead letters. Absent: it could not look. */
  readonly deadLetters?: number;
  /** Absent: it could not look. */
  readonly open?: readonly OpenCount[];
}

/** Where the watchdog leaves its figures for whoever watches Tocsin from outside. */
export interface WatchdogMetrics {
  looked(findings: WatchdogFindings): void;
  /** How many incidents of the last look for them cannot be read. */
  unreadable(count: number): void;
}

/** Tells somebody outside that all is well. Its silence is the alarm. */
export interface DeadMansSwitch {
  /** Settles within 10 s. Throws an Error that says why, without the address, for whoever knows the address can give it. */
  give(): Promise<void>;
}
