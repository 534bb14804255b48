/** What a service says about its alerts. */
export interface AlertRules {
  /**
   * Which alerts make one incident: those of the same fingerprint, all of the service, or all with the same values of
   * these labels.
   */
  readonly group: 'fingerprint' | 'service' | readonly string[];
  /** Longer than this after the last new one a further new alert makes an incident of its own. Absent: while it is open. */
  readonly windowMs?: number;
  /** Nobody is paged before so many alerts came within that time. Absent: the first one pages. */
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
