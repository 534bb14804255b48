import type { Db } from 'mongodb';
import { isDuplicateKey } from '../connection/answering.ts';
import { DatabaseRefused } from '../connection/connect.ts';
import type { Erasure } from '../erasure/erasures.ts';
import { migrations as all } from './index.ts';
import type { Migration } from './migration.ts';

/** What is known of the data as a whole. */
export interface DataVersion {
  /** How many migrations are in it. */
  readonly version: number;
  /** The oldest data version that a program must know to read it. */
  readonly readableFrom: number;
  /** The program that raised the version last: `0.1.0`. */
  readonly program: string;
}

/** A restore that is under way, or did not end. */
export interface UnendedRestore {
  /** The name of the file, without its folder. */
  readonly file: string;
  readonly begun: Date;
  /** Of the data that it replaces. They are noted again at its end. */
  readonly erased: readonly Erasure[];
}

interface MetaDocument extends DataVersion {
  readonly _id: 'data';
  /** Absent: the data is whole. */
  readonly restore?: UnendedRestore;
}

/** No program knows this data version: those that do not know of the mark refuse what is half restored as well. */
const readableByNone = Number.MAX_SAFE_INTEGER;

/** Of a database from before there were data versions. */
const before: DataVersion = { version: 0, readableFrom: 0, program: 'before 0.1' };

function metaOf(db: Db) {
  return db.collection<MetaDocument>('meta');
}

/** Returns what is known of the data; undefined: no program of a data version was here yet. */
export async function readDataVersion(db: Db): Promise<DataVersion | undefined> {
  const found = await metaOf(db).findOne({ _id: 'data' });
  return found ? { version: found.version, readableFrom: found.readableFrom, program: found.program } : undefined;
}

/**
 * Finds out whether this program can work with the data, and notes the data version of a database that has none: an empty one
 * is up to date, one with incidents is from before.
 *
 * @throws DatabaseRefused when the data is of a later version, which this program does not know, or half restored
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

/** Returns the restore that did not end on this database; undefined: none. */
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

/** From now on no program starts on this database, until `endRestore`. */
export async function beginRestore(db: Db, restore: UnendedRestore, program: string): Promise<void> {
  const data = { version: 0, readableFrom: readableByNone, program, restore };
  await metaOf(db).replaceOne({ _id: 'data' }, data, { upsert: true });
}

/**
 * The data is whole again.
 *
 * @param data what is known of it; undefined: it is from before there were data versions
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

/** Notes that a migration is through. Nothing happens when it is noted already. */
export async function raise(db: Db, { readableFrom }: Migration, version: number, program: string): Promise<void> {
  await metaOf(db).updateOne(
    { _id: 'data', version: version - 1 },
    { $set: { version, program }, $max: { readableFrom } },
  );
}
