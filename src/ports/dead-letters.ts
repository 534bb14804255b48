import type { Progress } from '../domain/incident/delivery.ts';
import type { Incident } from '../domain/incident/incident.ts';
import type { Notification } from './letters.ts';

/** What could not be delivered, for good. It costs the same however many incidents there have been. */
export interface DeadLetters {
  /** Incidents with lost deliveries, of which the last was given up at or after `since`; the latest first. */
  incidents(query: { readonly limit: number; readonly since?: Date }): Promise<readonly Incident[]>;
  /** The incident with this number, when it has lost deliveries. */
  incident(number: number): Promise<Incident | undefined>;
  /** Notifications that were given up at or after `since`, the latest first. */
  notifications(query: { readonly limit: number; readonly since?: Date }): Promise<readonly Notification[]>;
  /** How many incidents and notifications there are in it, counted up to `most` of each. */
  count(most: number): Promise<number>;
  /**
   * Writes the next progress of these deliveries, all or none; what is no longer given up is due at `now`. A
   * compare-and-set on the incident as one of the calls above gave it: false when a sender or somebody else has
   * written a progress since.
   */
  settleIncident(seen: Incident, next: ReadonlyMap<string, Progress>, now: Date): Promise<boolean>;
  /** The same for a notification. */
  settleNotification(seen: Notification, next: Progress, now: Date): Promise<boolean>;
}
