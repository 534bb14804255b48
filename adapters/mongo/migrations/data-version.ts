import type { Db } from 'mongodb';
import { isDuplicateKey } from '../connection/answering.ts';
import { DatabaseRefused } from '../connection/connect.ts';
import type { Erasure } from '../erasure/erasures.ts';
import { migrations as all } from './index.ts';
import type { Migration } from './migration.ts';

/** The version of the data as a whole. */
export interface DataVersion {
  /** The number of migrations that the data has had. */
  readonly version: number;
  /** The oldest data version that a program must know to read it. */
  readonly readableFrom: number;
  /** The version of the program that last raised the data version: `0.1.0`. */
  readonly program: string;
}

/** A restore that is in progress, or that did not finish. */
export interface UnendedRestore {
  /** The file's name, without its folder. */
  readonly file: string;
  readonly begun: Date;
  /** The erasures of the replaced data. They are recorded again at the end. */
  readonly erased: readonly Erasure[];
}

interface MetaDocument extends DataVersion {
  readonly _id: 'data';
  /** Absent: the data is complete. */
  readonly restore?: UnendedRestore;
}

/** No program knows this data version, so that older programs, which do not know the mark, also refuse half-restored data. */
const readableByNone = Number.MAX_SAFE_INTEGER;

/** The version of a database from before data versions. */
const before: DataVersion = { version: 0, readableFrom: 0, program: 'before 0.1' };

function metaOf(db: Db) {
  return db.collection<MetaDocument>('meta');
}

/** Returns the version of the data; undefined when no program with data versions has used the database yet. */
export async function readDataVersion(db: Db): Promise<DataVersion | undefined> {
  const found = await metaOf(db).findOne({ _id: 'data' });
  return found ? { version: found.version, readableFrom: found.readableFrom, program: found.program } : undefined;
}

/**
 * Checks whether this program can work with the data. Records the data version of a database that has none: an empty one is
 * up to date, one with incidents is from before data versions.
 *
 * @throws DatabaseRefused when the data has a later version that this program does not know, or is half restored
 */
export async function openData(db: Db, program: string, migrations: readonly Migration[] = all): Promise<DataVersion> {
  await refuseHalfRestored(db);
  const known = (await readDataVersion(db)) ?? (await begin(db, program, migrations));
  refuseLater(known, program, migrations.length);
  return known;
}

/** @throws DatabaseRefused when a program that knows this data version cannot read the data */
export function refuseLater(data: DataVersion, program: string, knows = all.length): void {
  if (data.readableFrom <= knows) return;
  throw new DatabaseRefused(
    `The data was brought forward by Tocsin ${data.program} (data version ${data.version}), and this is Tocsin ${program}, which knows data version ${knows}. Start version ${data.program} or later, or restore a backup from before the upgrade.`,
  );
}

/** Returns the restore that did not finish on this database; undefined when there is none. */
export async function restoreUnderWay(db: Db): Promise<UnendedRestore | undefined> {
  return (await metaOf(db).findOne({ _id: 'data' }))?.restore;
}

/** @throws DatabaseRefused when a restore began on this database and did not end */
export async function refuseHalfRestored(db: Db): Promise<void> {
  const restore = await restoreUnderWay(db);
  if (!restore) return;
  throw new DatabaseRefused(
    `The database is half restored: the restore of ${restore.file} that began at ${restore.begun.toISOString()} did not end. Run “tocsin restore ${restore.file}” again.`,
  );
}

/** Marks the database, so that no program starts on it until `endRestore`. */
export async function beginRestore(db: Db, restore: UnendedRestore, program: string): Promise<void> {
  const data = { version: 0, readableFrom: readableByNone, program, restore };
  await metaOf(db).replaceOne({ _id: 'data' }, data, { upsert: true });
}

/**
 * Marks the data as complete again.
 *
 * @param data its data version; undefined when it is from before data versions
 */
export async function endRestore(db: Db, data: DataVersion | undefined): Promise<void> {
  if (data) await metaOf(db).replaceOne({ _id: 'data' }, data);
  else await metaOf(db).deleteOne({ _id: 'data' });
}

async function begin(db: Db, program: string, migrations: readonly Migration[]): Promise<DataVersion> {
  const isEmpty = !(
    await Promise.all(['incidents', 'keys', 'amendments'].map((name) => db.collection(name).findOne({})))
  ).some(Boolean);
  const first = isEmpty ? { version: migrations.length, readableFrom: oldestReader(migrations), program } : before;
  try {
    await metaOf(db).insertOne({ _id: 'data', ...first });
  } catch (err) {
    if (!isDuplicateKey(err)) throw err;
  }
  return (await readDataVersion(db)) ?? first;
}

function oldestReader(migrations: readonly Migration[]): number {
  return Math.max(0, ...migrations.map(({ readableFrom }) => readableFrom));
}

/** Records that a migration is finished. Does nothing when that is recorded already. */
export async function raise(db: Db, { readableFrom }: Migration, version: number, program: string): Promise<void> {
  await metaOf(db).updateOne(
    { _id: 'data', version: version - 1 },
    { $set: { version, program }, $max: { readableFrom } },
  );
}
