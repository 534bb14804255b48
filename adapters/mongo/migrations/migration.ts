import type { Db } from 'mongodb';

/**
 * Brings the data from one version to the next. A migration may be stopped at any moment and started again, and may run in
 * two processes at once: it looks for documents that are not migrated yet, and migrates a few of them at a time.
 */
export interface Migration {
  /** The name of its file: `0001-cursors`. The number is the data version that the migration leads to. */
  readonly name: string;
  /**
   * The oldest data version that a program must know to read the data afterwards. It is lower than the migration's own
   * number when the migration only adds, and equal to it when the migration removes what older programs read.
   */
  readonly readableFrom: number;
  /** Returns how many documents are not migrated yet. */
  left(db: Db): Promise<number>;
  /** Migrates at most this many documents. @returns how many; 0 when none is left */
  step(db: Db, most: number): Promise<number>;
}
