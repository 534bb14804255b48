/** The settings of a service for its alerts. */
export interface AlertRules {
  /**
   * Which alerts make one incident: those of the same fingerprint or of the same group of the sender, all of the service,
   * or all with the same values of these labels.
   */
  readonly group: 'fingerprint' | 'service' | readonly string[];
  /**
   * A new alert that comes later than this after the last new one begins another incident. Absent: all join while it is
   * open.
   */
  readonly windowMs?: number;
  /** Paging waits for so many alerts within that time. Absent: the first alert pages. */
  readonly pageAfter?: { readonly alerts: number; readonly withinMs: number };
  /**
   * After a person resolved the incident, an alert that still fires begins a new one only after so long, unless its sender
   * resolved it meanwhile. Absent: half an hour, for senders that say since when it fires; at once for all others.
   */
  readonly reopenAfterMs?: number;
  /** Whether the incident is resolved when all of its alerts are. */
  readonly autoResolve: boolean;
}

export const ownRules: AlertRules = { group: 'fingerprint', autoResolve: true };
