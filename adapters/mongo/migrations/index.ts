import { cursors } from './0001-cursors.ts';
import { replacedIndexes } from './0002-replaced-indexes.ts';
import type { Migration } from './migration.ts';

/** In order and without a gap: the first migration leads to data version 1. A released migration is never changed. */
export const migrations: readonly Migration[] = [cursors, replacedIndexes];
