/** What one audit found. */
export interface WatchdogFindings {
  readonly at: Date;
  /** It could look, and nothing is overdue. */
  readonly passed: boolean;
  /** Absent: it could not look. */
  readonly overdue?: number;
  /** Incidents and notifications in the dead letters. Absent: it could not look. */
  readonly deadLetters?: number;
}

/** Where the watchdog leaves its figures for whoever watches Tocsin from outside. */
export interface WatchdogMetrics {
  audited(findings: WatchdogFindings): void;
}
