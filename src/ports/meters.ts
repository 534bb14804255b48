/** What one audit found. */
export interface AuditFindings {
  readonly at: Date;
  /** It could look, and nothing is overdue. */
  readonly passed: boolean;
  /** Absent: it could not look. */
  readonly overdue?: number;
  /** Incidents and letters in the dead letters. Absent: it could not look. */
  readonly deadLetters?: number;
}

/** Where the auditor leaves its figures for whoever watches Tocsin from outside. */
export interface AuditMeters {
  audited(findings: AuditFindings): void;
}
