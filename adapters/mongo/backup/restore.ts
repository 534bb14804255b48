import { basename } from 'node:path';
import type { Db, Document, Filter } from 'mongodb';
import { sleep } from '../../../src/lib/async.ts';
import { createErasures, type Erasure } from '../erasure/erasures.ts';
import {
  beginRestore,
  type DataVersion,
  endRestore,
  refuseLater,
  restoreUnderWay,
  type UnendedRestore,
} from '../migrations/data-version.ts';
import { leftOut, madeByStart } from './collections.ts';
import { BackupRefused } from './format.ts';
import { type Checked, checkBackup, documentsOf } from './read-backup.ts';

const batchSize = 200;
/** A running process raises its counter every two seconds. */
const observeMs = 4_500;

export interface RestoreRequest {
  readonly file: string;
  /** The version of this program. */
  readonly version: string;
  readonly now: Date;
  /** Whether to remove the present data of the database. */
  readonly force?: boolean;
}

export interface Restored extends Checked {
  /** People who were erased from the database since the backup was made: the backup brings their data back. */
  readonly erased: readonly Erasure[];
}

/**
 * Restores a backup into a database. Work that a process had claimed is released, so that the next process continues
 * incidents. The next start makes the indexes. Until all data is restored no Tocsin starts on the database; an interrupted
 * restore can be repeated.
 *
 * @throws BackupRefused, with nothing written, when the file is incomplete, a Tocsin runs on the database, or the database
 *   is not empty; RestoreFailed when it began and did not finish; DatabaseRefused when the backup has a later data version
 */
export async function restoreBackup(db: Db, request: RestoreRequest): Promise<Restored> {
  const { file, version, now } = request;
  const checked = await checkBackup(file);
  const { manifest } = checked;
  refuseLater({ ...manifest, version: manifest.dataVersion, program: manifest.version }, version);
  await refuseIfRunning(db);
  const names = (await db.listCollections({}, { nameOnly: true }).toArray()).map(({ name }) => name);
  // Nothing that an interrupted restore left is kept, except the erasures that it found.
  const unended = await restoreUnderWay(db);
  const replacesAll = request.force || unended !== undefined;
  if (!replacesAll) await refuseUnlessEmpty(db, names);
  const erased = await erasedSince(db, new Date(manifest.at), unended);
  await beginRestore(db, { file: basename(file), begun: now, erased }, version);
  try {
    const replaced = new Set([...Object.keys(checked.counts), ...leftOut, ...madeByStart]);
    for (const name of names)
      if (replaced.has(name) || replacesAll) await db.collection(name).deleteMany(exceptRestore(name));
    const data = await insertAll(db, file, now);
    await createErasures(db).putBack(erased);
    await endRestore(db, data);
  } catch (err) {
    throw new RestoreFailed(err);
  }
  return { ...checked, erased };
}

/** Returns the erasures since then, including those that an interrupted restore found and removed. */
async function erasedSince(db: Db, moment: Date, unended: UnendedRestore | undefined): Promise<readonly Erasure[]> {
  const found = [...(unended?.erased ?? []), ...(await createErasures(db).finishedAfter(moment))];
  const since = found.filter(({ finishedAt }) => finishedAt !== undefined && finishedAt > moment);
  return [...new Map(since.map((one) => [one.pseudonym, one])).values()];
}

/** A restore began and did not finish. */
class RestoreFailed extends Error {
  constructor(cause: unknown) {
    const why = cause instanceof Error ? cause.message : String(cause);
    super(
      `The restore failed: ${why}. The database is half restored, and Tocsin does not start on it. Run the restore again; it begins anew.`,
      { cause },
    );
    this.name = 'RestoreFailed';
  }
}

/** Excludes the mark of the running restore, which stays until the end. */
function exceptRestore(collection: string): Filter<Document> {
  return collection === 'meta' ? { _id: { $ne: 'data' as never } } : {};
}

/** @returns the data version in the backup. It is not inserted, because with it the data counts as complete */
async function insertAll(db: Db, file: string, now: Date): Promise<DataVersion | undefined> {
  let data: DataVersion | undefined;
  let batch: Document[] = [];
  let collection = '';
  const flush = async () => {
    if (batch.length > 0) await db.collection(collection).insertMany(batch, { ordered: false });
    batch = [];
  };
  for await (const [name, document] of documentsOf(file)) {
    if (name === 'meta' && document._id === 'data') {
      const { version, readableFrom, program } = document;
      data = { version, readableFrom, program };
      continue;
    }
    if (name !== collection || batch.length >= batchSize) await flush();
    collection = name;
    batch.push(freed(name, document, now));
  }
  await flush();
  return data;
}

/** Releases the claims on a document, so that the sweep looks at it at once. */
function freed(collection: string, document: Document, now: Date): Document {
  if (collection === 'letters') {
    if (document.progress?.claim === undefined) return document;
    const { claim: _claim, ...progress } = document.progress;
    return { ...document, progress, sendAt: now };
  }
  if (collection !== 'incidents' || document.outboxBy === undefined) return document;
  const { outboxBy: _outboxBy, ...rest } = document;
  const deliveries = Object.entries<Document>(document.deliveries).map(([id, delivery]) => {
    const { claim: _claim, ...progress } = delivery.progress ?? {};
    return [id, { ...delivery, progress }];
  });
  return { ...rest, deliveries: Object.fromEntries(deliveries), outboxAt: now };
}

/** A running Tocsin would write into half-restored data. */
async function refuseIfRunning(db: Db): Promise<void> {
  const beats = async () =>
    new Map(
      (
        await db
          .collection('processes')
          .find({ stopped: { $ne: true } })
          .toArray()
      ).map(({ _id, beat }) => [String(_id), beat]),
    );
  const before = await beats();
  if (before.size === 0) return;
  const until = performance.now() + observeMs;
  while (performance.now() < until) {
    await sleep(250);
    const now = await beats();
    if ([...now].some(([name, beat]) => before.get(name) !== beat)) {
      throw new BackupRefused('A Tocsin runs on this database. Stop it first; nothing was restored.');
    }
  }
}

async function refuseUnlessEmpty(db: Db, names: readonly string[]): Promise<void> {
  for (const name of names) {
    if (leftOut.has(name) || madeByStart.has(name) || name.startsWith('system.')) continue;
    if (await db.collection(name).findOne({}, { projection: { _id: 1 } })) {
      throw new BackupRefused(
        `The database is not empty (there is something in ${name}); nothing was restored. Name an empty one in MONGODB_URI, or add --force to replace all that it has.`,
      );
    }
  }
}
