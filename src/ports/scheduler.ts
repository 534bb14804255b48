/** Wakes are hints: they may come late, twice or never, and are never cancelled. The truth stands on the incident. */
export interface Scheduler {
  /**
   * Something is due at `at`; asked for again under the same name, it is the same wake.
   * Throws when it cannot be stored; the sweep finds what is due all the same.
   */
  wakeAt(at: Date, name: string): Promise<void>;
}
