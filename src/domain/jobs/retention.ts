/** How old something may become before it is deleted, in milliseconds; `forever`: it never is. */
export type Age = number | 'forever';

/** What the file says of how long things are kept. */
export interface Retention {
  /** Resolved incidents with their timelines, alerts and rooms in the web chat, since they were resolved. */
  readonly incidents: Age;
  /** Of a resolved incident that has very many alerts, those beyond the ones that its own document lists. */
  readonly alerts: Age;
  /** What senders posted. */
  readonly payloads: Age;
  readonly audit: Age;
  /** Runs of recurring jobs. */
  readonly runs: Age;
}

const dayMs = 86_400_000;

/** Without an age in the file no incident is deleted, so that an upgrade deletes nothing. */
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
