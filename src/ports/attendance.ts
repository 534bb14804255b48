/** Which processes are at work on one database, as each says of itself by a count that goes up. */
export interface ProcessRegistry {
  /** Says that this one is there, and tells the counts of all. */
  sign(self: string): Promise<ReadonlyMap<string, number>>;
  /** Takes these off the list, this one at its end or those that have been silent for long. */
  strike(who: readonly string[]): Promise<void>;
}
