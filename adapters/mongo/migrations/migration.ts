import type { Db } from 'mongodb';

/**
 * Brings the data from one version to the next. A migration may be stopped at any moment and begun again, and may run in two
 * processes at once: it looks for what is not brought forward yet, and brings forward a few of those at a time.
 */
export interface Migration {
  /** As its file says it: `0001-cursors`. Its number is the data version that it leads to. */
  readonly name: string;
  /**
   * The oldest data version that a program must know to read the data afterwards. Lower than its own number while it only adds;
   * its own number when it takes away what older programs read.
   */
  readonly readableFrom: number;
  /** How many documents are not brought forward yet. */
  left(db: Db): Promise<number>;
  /** Brings at most so many documents forward. @returns how many; 0: none is left */
  step(db: Db, most: number): Promise<number>;
}
