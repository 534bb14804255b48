/** The age in milliseconds at which something is deleted; `forever`: never. */
export type Age = number | 'forever';

/** Retention times of the file. */
export interface Retention {
  /** Resolved incidents with their timelines, alerts and web chat rooms; the age counts from the resolution. */
  readonly incidents: Age;
  /** Alerts of a resolved incident beyond those that its own document lists. */
  readonly alerts: Age;
  /** Payloads of senders. */
  readonly payloads: Age;
  readonly audit: Age;
  /** Runs of recurring jobs. */
  readonly runs: Age;
}

const dayMs = 86_400_000;

/** The defaults. Incidents are kept forever, so that an upgrade deletes none. */
export const usualRetention: Retention = {
  incidents: 'forever',
  alerts: 400 * dayMs,
  payloads: 7 * dayMs,
  audit: 'forever',
  runs: 90 * dayMs,
};

export const retentionKinds = [
  'incidents',
  'alerts',
  'payloads',
  'audit',
  'runs',
] as const satisfies (keyof Retention)[];
export type RetentionKind = (typeof retentionKinds)[number];
