import type { Mongo } from '../../../adapters/mongo/connection/connect.ts';
import { openStores, type Stores } from '../../../adapters/mongo/stores.ts';
import type { Clock } from '../../../src/ports/runtime.ts';
import { openDatabase } from '../../harness/database.ts';
import { KeptLog } from '../../harness/kept-log.ts';

export interface Opened {
  readonly mongo: Mongo;
  readonly stores: Stores;
  /** A second process on the same database. */
  readonly other: Stores;
  close(): Promise<void>;
}

/** Two processes' worth of stores on a database of their own. */
export async function openFresh(clock?: Clock): Promise<Opened> {
  const mongo = await openDatabase(new KeptLog());
  const stores = await openStores(mongo, clock);
  const other = await openStores(mongo.beside(), clock);
  return { mongo, stores, other, close: mongo.close };
}
