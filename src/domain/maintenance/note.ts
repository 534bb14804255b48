/** The maintenance for which an incident waits, stored with the incident. */
export interface MaintenanceNote {
  /** The id of the window. */
  readonly window: string;
  readonly reason?: string;
}
