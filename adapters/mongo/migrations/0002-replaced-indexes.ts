import { type Db, MongoServerError } from 'mongodb';
import type { Migration } from './migration.ts';

interface Index {
  readonly collection: string;
  readonly name: string;
}

/** Indexes of earlier versions that no query uses any more, but that each write still has to update. */
const replaced: readonly Index[] = [
  { collection: 'incidents', name: 'version_1__id_1' },
  { collection: 'alertEnds', name: 'at_1' },
];

const noSuchCollection = 26;
const noSuchIndex = 27;

async function present(db: Db): Promise<readonly Index[]> {
  const found = await Promise.all(
    replaced.map(async (index) => ((await namesOf(db, index.collection)).includes(index.name) ? [index] : [])),
  );
  return found.flat();
}

async function namesOf(db: Db, collection: string): Promise<readonly string[]> {
  try {
    return (await db.collection(collection).listIndexes().toArray()).map(({ name }) => String(name));
  } catch (err) {
    if (isRefusal(err, noSuchCollection)) return [];
    throw err;
  }
}

async function drop(db: Db, { collection, name }: Index): Promise<void> {
  try {
    await db.collection(collection).dropIndex(name);
  } catch (err) {
    // Another process dropped it first.
    if (!isRefusal(err, noSuchIndex)) throw err;
  }
}

function isRefusal(err: unknown, code: number): boolean {
  return err instanceof MongoServerError && err.code === code;
}

/** Drops indexes that other indexes have replaced. Older programs work without them. */
export const replacedIndexes: Migration = {
  name: '0002-replaced-indexes',
  readableFrom: 0,
  left: async (db) => (await present(db)).length,
  async step(db, most) {
    const dropped = (await present(db)).slice(0, most);
    for (const index of dropped) await drop(db, index);
    return dropped.length;
  },
};
