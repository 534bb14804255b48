/** Wakes are hints: they may come late, twice or never, and are never cancelled. The truth stands on the incident. */
export interface Scheduler {
  /** Throws when it cannot be stored; the sweep finds the incident all the same. */
  wakeAt(at: Date, incident: string): Promise<void>;
}
