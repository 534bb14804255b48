import type { Alert, AlertIdentity } from '../domain/alerts/alert.ts';
import type { Resolve } from '../domain/alerts/episodes.ts';

/** What became of one alert. */
export interface Receipt {
  readonly fingerprint: string;
  /** The number of the incident it began or joined; absent when it needs none (resolved and unknown, say). */
  readonly incident?: number;
}

/** When an alert is over unless it comes again before that. */
export interface AlertEnd {
  readonly alert: AlertIdentity;
  readonly at: Date;
}

/** Alerts that end by the clock, one end an alert. All calls throw StoreUnavailable. */
export interface AlertEnds {
  /** Settles once they are durable. Replaces the ends of the same alerts. */
  put(ends: readonly AlertEnd[]): Promise<void>;
  /** Those at or before `now`, the earliest first. */
  due(now: Date, limit: number): Promise<readonly AlertEnd[]>;
  /** Takes these away, but for those that were replaced since they were read. */
  remove(ends: readonly AlertEnd[]): Promise<void>;
}

/** The end of an alert that fired nowhere when it came. */
export interface AlertResolve extends Resolve {
  readonly alert: AlertIdentity;
}

/** For so long such ends are kept: longer than any `reopenAfter`. */
export const resolvesKeptMs = 31 * 86_400_000;

/** Ends that came before their beginning, or after a person resolved the incident. All calls throw StoreUnavailable. */
export interface AlertResolves {
  /** Settles once they are durable. Replaces those of the same alerts. */
  put(resolves: readonly AlertResolve[]): Promise<void>;
  of(alert: AlertIdentity): Promise<Resolve | undefined>;
}

/** Where every sender's alerts are brought, checked and in the one shape. */
export interface AlertIntake {
  /**
   * Settles once all of them are durable, and pages whom they concern. Given again they only count.
   *
   * @param key the sender's Idempotency-Key: what comes again under it changes nothing at all
   * @param integration the name of what they came by: together with the dedup key it is the identity of an alert
   * @returns one receipt an alert, in their order
   * @throws StoreUnavailable when they could not be kept: the sender is to try again
   */
  receive(alerts: readonly Alert[], key?: string, integration?: string): Promise<readonly Receipt[]>;
}
