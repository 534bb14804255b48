import type { AlertDetails } from './alert-details.ts';

/** One of the alerts that make an incident. */
export interface GroupedAlert extends AlertDetails {
  readonly source: string;
  readonly integration?: string;
  readonly fingerprint: string;
  readonly title: string;
  readonly url?: string;
  readonly status: 'firing' | 'resolved';
  /** How often it came while it fired. */
  readonly count: number;
  /** Since when it fires, by its sender; for a resolved alert, since when it fired. */
  readonly since: Date;
  /** Times of the sender: when it began to fire, and when it ended. */
  readonly startsAt?: Date;
  readonly resolvedAt?: Date;
  /** When it came last. For an alert off the incident's list: when it changed last. */
  readonly seenAt?: Date;
  /** When it began to fire or was resolved last. */
  readonly changedAt: Date;
  /** The last few times at which it changed between firing and resolved. */
  readonly turns: readonly Date[];
}

/** The alerts of one incident. */
export interface AlertGroup {
  readonly key: string;
  /** The number of this incident among those with the same key, from 1. */
  readonly generation: number;
  /** How many firing alerts came, repeats included. */
  readonly received: number;
  /** The exact number of alerts, and of those that fire. */
  readonly total: number;
  readonly firing: number;
  /** A short list of the alerts that changed last, the latest first. The others are kept apart. */
  readonly alerts: readonly GroupedAlert[];
  /** Some alerts are missing: an earlier version lost count of them, or they were too old to be kept. */
  readonly more?: boolean;
  /** When a new alert joined last. */
  readonly grewAt: Date;
  /** While the incident waits for enough alerts: when the last ones came. */
  readonly waiting?: { readonly alerts: number; readonly withinMs: number; readonly came: readonly Date[] };
  /** An alert that comes and goes, and since when it does. */
  readonly flapping?: { readonly title: string; readonly since: Date };
  /** When an alert changed between firing and resolved last. */
  readonly turnedAt?: Date;
  /** How many further alerts the sender left out of its last request. */
  readonly leftOut?: number;
  /** The services of its alerts, where alerts of several may come together. */
  readonly services?: readonly string[];
  /** Set when the incident takes in what an integration sends beyond its rate limit. */
  readonly rate?: AlertRate;
  /** How many timeline entries about alerts there are. They are limited; later alerts only change the counts. */
  readonly told: number;
}

/** The rate of an integration that began the incident. */
export interface AlertRate {
  readonly integration: string;
  /** New alerts a minute. */
  readonly limit: number;
  /** The highest rate so far, in new alerts a minute. */
  readonly peak: number;
  /** When an alert was added because of the rate last. */
  readonly at: Date;
}
