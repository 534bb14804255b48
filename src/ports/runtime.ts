export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };

/** Time that only goes forward, whatever happens to the clock on the wall. */
export interface Ticks {
  /** Milliseconds since some moment of this process's own. */
  now(): number;
  /** Runs `work` after so many milliseconds; what is returned prevents it. */
  after(ms: number, work: () => void): () => void;
}

export const systemTicks: Ticks = {
  now: () => performance.now(),
  after(ms, work) {
    const timer = setTimeout(work, Math.max(0, ms));
    return () => clearTimeout(timer);
  },
};

/** Static messages, data beside them. Errors go under `err`. */
export interface Log {
  debug(data: object, message: string): void;
  info(data: object, message: string): void;
  warn(data: object, message: string): void;
  error(data: object, message: string): void;
}

/** Wakes are hints: they may come late, twice or never, and are never cancelled. The truth stands on the incident. */
export interface Scheduler {
  /**
   * Something is due at `at`; asked for again under the same name, it is the same wake.
   * Throws when it cannot be stored; the sweep finds what is due all the same.
   */
  wakeAt(at: Date, name: string): Promise<void>;
}

/** Who holds a lease, as it stands in the database. */
export interface Lease {
  /** Absent: it was given back. */
  readonly holder?: string;
  /** Counts up whenever it is taken or given back. */
  readonly beat: number;
}

/** Leases by name, each held for as long as its holder lives, which the process registry tells. All calls throw StoreUnavailable. */
export interface Leases {
  /** A lease that nobody ever took is free, at beat 0. */
  look(name: string): Promise<Lease>;
  /** Takes it if nothing has happened to it since it stood at `seen`. False: somebody else did. */
  take(name: string, holder: string, seen: number): Promise<boolean>;
  /** Gives it back. Nothing happens when it is not this holder's any more. */
  release(name: string, holder: string): Promise<void>;
}

/** The processes of one database, each with a count that it raises for as long as it lives. */
export interface ProcessRegistry {
  /** Raises the count of this name, entering it when it is new. Returns the counts of all names; of one that stopped, 'stopped'. */
  beat(name: string): Promise<ReadonlyMap<string, number | 'stopped'>>;
  /** Notes that this name is not used any more, so that nobody has to wait until its count has stood still for long. */
  stop(name: string): Promise<void>;
  remove(names: readonly string[]): Promise<void>;
}

/** How far those who look at a stretch of time have come, by name. All calls throw StoreUnavailable. */
export interface Cursors {
  /** Undefined before the first look of the installation. */
  read(name: string): Promise<Date | undefined>;
  /** Moves it forward. An earlier moment changes nothing. */
  advance(name: string, to: Date): Promise<void>;
}

/** Signatures for links that are good without being kept anywhere. The key is the installation's own. */
export interface Signing {
  /** A signature that is safe in a URL. The same purpose and text have the same one. */
  sign(purpose: string, text: string): string;
  /** In constant time. */
  verify(purpose: string, text: string, signature: string): boolean;
}
