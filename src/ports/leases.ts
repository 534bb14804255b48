/** Who holds a lease, as it stands in the database. */
export interface Lease {
  /** Absent: it was given back. */
  readonly holder?: string;
  /** Counts up whenever it is taken or renewed. Nobody's clock is in it: who watches it, times it by their own. */
  readonly beat: number;
}

/**
 * Leases by name. Whether one has run out is not decided here but by whoever has watched its beat stand still, so that
 * a process whose clock is wrong neither steals a lease nor sits on one. All calls throw StoreUnavailable.
 */
export interface Leases {
  /** A lease that nobody ever took is free, at beat 0. */
  look(name: string): Promise<Lease>;
  /** Takes it if nothing has happened to it since it stood at `seen`. False: somebody else did. */
  take(name: string, holder: string, seen: number): Promise<boolean>;
  /** False when it is not this holder's any more. */
  renew(name: string, holder: string): Promise<boolean>;
  /** Gives it back. Nothing happens when it is not this holder's any more. */
  release(name: string, holder: string): Promise<void>;
}
