/** The maintenance for which an incident waits, as it is kept with it. */
export interface MaintenanceNote {
  /** The id of the window. */
  readonly window: string;
  readonly reason?: string;
}
