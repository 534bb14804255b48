import { waitFor } from './wait-for.ts';

/** Something is stopped on its way at a point that the test has named, once. */
export interface Hold {
  /** Settles when it is there; fails when it does not come there in two minutes. */
  reached(): Promise<void>;
  /** Lets it go on; what has not come by then is stopped no more. */
  release(): void;
}

export type When = 'before' | 'after';

/** The side of whoever carries things. */
export interface Trap<T> {
  readonly when: When;
  readonly hold: Hold;
  /** Whether this is the one that is to be stopped. Says so once. */
  takes(one: T): boolean;
  /** It is at its point. Settles when it may go on. */
  arrived(): Promise<void>;
}

const reachedWithinMs = 120_000;

export function setTrap<T>(when: When, fits: (one: T) => boolean): Trap<T> {
  let over = false;
  let isThere = false;
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  return {
    when,
    hold: {
      reached: async () => void (await waitFor(`${when} ${fits}`, reachedWithinMs, () => isThere)),
      release() {
        over = true;
        release();
      },
    },
    takes(one) {
      if (over || !fits(one)) return false;
      over = true;
      return true;
    },
    arrived() {
      isThere = true;
      return released;
    },
  };
}
