import { cursors } from './0001-cursors.ts';
import { replacedIndexes } from './0002-replaced-indexes.ts';
import type { Migration } from './migration.ts';

/** In order, without a hole: the first leads to data version 1. A migration that was released is never changed. */
export const migrations: readonly Migration[] = [cursors, replacedIndexes];
