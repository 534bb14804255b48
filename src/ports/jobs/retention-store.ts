/** Deletes a little of what is old. Done again, each deletes what is left. All calls throw StoreUnavailable. */
export interface RetentionStore {
  /**
   * Deletes incidents that were resolved before this moment and have nothing left to send or to count, with all that
   * belongs to them. Looks at a limited stretch of numbers above `after`. Of incidents that the same alerts began, the first
   * stays while there is a later one, and the others go in their order: processes find the latest of them by that.
   */
  incidents(before: Date, after: number): Promise<Pruned>;
  /** Deletes the alerts that such incidents keep apart from their documents. */
  alerts(before: Date, after: number): Promise<Pruned>;
  /** Both delete at most `limit` and return how many. */
  payloads(before: Date, limit: number): Promise<number>;
  audit(before: Date, limit: number): Promise<number>;
}

export interface Pruned {
  readonly deleted: number;
  /** Go on above this number; absent: what follows is younger. */
  readonly next?: number;
}
