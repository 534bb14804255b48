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
/** A process raises its count every two seconds. */
const observeMs = 4_500;

export interface RestoreRequest {
  readonly file: string;
  /** Of this program. */
  readonly version: string;
  readonly now: Date;
  /** Removes what the database has. */
  readonly force?: boolean;
}

export interface Restored extends Checked {
  /** Those whom the database had erased since the backup was made: it brings them back. */
  readonly erased: readonly Erasure[];
}

/**
 * Puts a backup into a database. What was in the hands of a process is free for whoever starts next, so that an incident that
 * was in flight goes on. Indexes are made by the next start. Until all of it is there, no Tocsin starts on the database; a restore
 * that was interrupted can be repeated.
 *
 * @throws BackupRefused, with nothing written, when the file is not whole, a Tocsin runs on the database, or it is not empty;
 * RestoreFailed when it began and did not end; DatabaseRefused when the backup is of a later data version
 */
export async function restoreBackup(db: Db, request: RestoreRequest): Promise<Restored> {
  const { file, version, now } = request;
  const checked = await checkBackup(file);
  const { manifest } = checked;
  refuseLater({ ...manifest, version: manifest.dataVersion, program: manifest.version }, version);
  await refuseIfRunning(db);
  const names = (await db.listCollections({}, { nameOnly: true }).toArray()).map(({ name }) => name);
  // Nothing that an interrupted restore left is kept, but for the erasures that it found.
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

/** Also those that a restore found which did not end: it has removed them. */
async function erasedSince(db: Db, moment: Date, unended: UnendedRestore | undefined): Promise<readonly Erasure[]> {
  const found = [...(unended?.erased ?? []), ...(await createErasures(db).finishedAfter(moment))];
  const since = found.filter(({ finishedAt }) => finishedAt !== undefined && finishedAt > moment);
  return [...new Map(since.map((one) => [one.pseudonym, one])).values()];
}

/** Something kept a restore from its end. */
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

/** What says that a restore is under way stays until its end. */
function exceptRestore(collection: string): Filter<Document> {
  return collection === 'meta' ? { _id: { $ne: 'data' as never } } : {};
}

/** @returns what the backup says of its data: it is not inserted, since with it the data counts as whole */
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

/** Nobody has it in hand any more, and the sweep looks at it at once. */
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

/** A Tocsin that runs would write into what is half restored. */
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
