import type { AlertDetails } from './alert-details.ts';

/** One of the alerts that make an incident. */
export interface GroupedAlert extends AlertDetails {
  readonly source: string;
  readonly integration?: string;
  readonly fingerprint: string;
  readonly title: string;
  readonly url?: string;
  readonly status: 'firing' | 'resolved';
  /** How often it came while it was firing. */
  readonly count: number;
  /** Since when it fires, as its sender says; of a resolved one, since when it fired. */
  readonly since: Date;
  /** As the sender says: since when it fires, and since when it is over. */
  readonly startsAt?: Date;
  readonly resolvedAt?: Date;
  /** When it came last. Of an alert that the incident's document does not list: when it changed last. */
  readonly seenAt?: Date;
  /** When it began to fire or was resolved last. */
  readonly changedAt: Date;
  /** When it went from firing to resolved or back, the last few times. */
  readonly turns: readonly Date[];
}

/** The alerts of one incident. */
export interface AlertGroup {
  readonly key: string;
  /** How many incidents with this key there have been, with this one: from 1. */
  readonly generation: number;
  /** How often one of them came that fires, repeats included. */
  readonly received: number;
  /** How many alerts there are, and how many of them fire: exact, however many they are. */
  readonly total: number;
  readonly firing: number;
  /** Those that changed last, the latest first: a short list. The others are kept apart. */
  readonly alerts: readonly GroupedAlert[];
  /** Alerts are missing that it did not list: an earlier version lost count of them, or they were too old to be kept. */
  readonly more?: boolean;
  /** When an alert that was new here came last. */
  readonly grewAt: Date;
  /** When the last ones came, for as long as it waits for enough of them. */
  readonly waiting?: { readonly alerts: number; readonly withinMs: number; readonly came: readonly Date[] };
  /** The title of an alert that comes and goes, since it does so. */
  readonly flapping?: { readonly title: string; readonly since: Date };
  /** When an alert went from firing to resolved or back last. */
  readonly turnedAt?: Date;
  /** How many further alerts the sender has and left out of its last request. */
  readonly leftOut?: number;
  /** The services of its alerts, where alerts of several may come together. */
  readonly services?: readonly string[];
  /** It takes in what one integration sends beyond its rate limit. */
  readonly rate?: AlertRate;
  /** How often the timeline was told of alerts: from some point on only the numbers go up. */
  readonly told: number;
}

/** What an incident knows of the rate that it stands for. */
export interface AlertRate {
  readonly integration: string;
  /** New alerts a minute. */
  readonly limit: number;
  /** The highest rate so far, in new alerts a minute. */
  readonly peak: number;
  /** When an alert was added because of the rate last. */
  readonly at: Date;
}
