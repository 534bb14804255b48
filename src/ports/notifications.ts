import type { Address } from '../domain/address.ts';
import type { Bundle } from '../domain/incident/bundles/bundle.ts';
import type { Progress } from '../domain/incident/deliveries/delivery.ts';
import type { Incident } from '../domain/incident/incident.ts';
import type { Platform } from '../domain/people.ts';
import type { Message } from './message.ts';

/** A message that somebody is to have, asked for under an id that derives from why: asked for again, it is the same one. */
export interface NotificationRequest {
  readonly id: string;
  readonly to: Address;
  readonly message: Message;
  /** Counts what it says, from 1 (when absent): a higher one edits the message that was sent. */
  readonly revision?: number;
  /** Not sent for the first time before this. */
  readonly notBefore?: Date;
  /** Sent for the first time after this it would be of no use; edited it is all the same. */
  readonly until?: Date;
}

/** A notification as it is kept: a durable message that belongs to no incident. */
export interface Notification extends NotificationRequest {
  readonly revision: number;
  /** What has become of it so far. Written by the sender alone. `shown` is the revision that its reader sees. */
  readonly progress: Progress;
}

export interface NotificationStore {
  /** Keeps what is new, and of what is known the higher revision; the lower changes nothing. Each is due at `now`, or not before its time. */
  put(notifications: readonly NotificationRequest[], now: Date): Promise<void>;
  /** Gives it another message under the next revision. False when there is no such notification. */
  revise(id: string, message: Message, now: Date): Promise<boolean>;
  load(id: string): Promise<Notification | undefined>;
  /**
   * Claims it for `by`, in place of the claim that it was read with. A compare-and-set: of many who try, one gets true.
   * What was given up is never claimed. A sweep looks at `lookAt` at the latest.
   */
  claim(seen: Notification, by: string, lookAt: Date, kept?: Pick<Progress, 'triedSince'>): Promise<boolean>;
  /**
   * Writes what became of it and drops the claim. What was revised since `seen` was read stays due. `claimedBy`: only while
   * that process's claim stands; false when it does not.
   */
  record(seen: Notification, progress: Progress, claimedBy?: string): Promise<boolean>;
  /** Ids of those that this process has claimed. */
  inHandOf(process: string, limit: number): Promise<readonly string[]>;
  /** Ids of what is to be sent, edited or tried again at or before `now`, the most overdue first. */
  due(now: Date, limit: number): Promise<readonly string[]>;
  /** What was given up, the latest first. */
  dead(limit: number): Promise<readonly Notification[]>;
}

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

/** Messages that stand for many deliveries of incidents. */
export interface BundleStore {
  /** The one of this lane with the highest number. */
  latest(lane: string): Promise<Bundle | undefined>;
  load(id: string): Promise<Bundle | undefined>;
  /** The one that the platform knows by this id. */
  byMessage(platform: Platform, message: string): Promise<Bundle | undefined>;
  /**
   * Keeps it, if the version that is kept is the one before; version 1 is a new one. Of many who try, one gets true.
   *
   * @param lookAt when a sweep is to look at it; undefined: not at all
   */
  put(bundle: Bundle, lookAt: Date | undefined): Promise<boolean>;
  /** Ids of those to look at at or before `now`, the most overdue first. */
  due(now: Date, limit: number): Promise<readonly string[]>;
  /** Ids of those that this process has claimed. */
  inHandOf(process: string, limit: number): Promise<readonly string[]>;
}
