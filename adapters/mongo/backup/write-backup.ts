import { createHash, randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { appendFile, link, rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { BSON, type ClientSession, type Db, MongoServerError } from 'mongodb';
import { readDataVersion, refuseHalfRestored } from '../migrations/data-version.ts';
import { inOrder } from './collections.ts';
import { type End, format, type Manifest } from './format.ts';

const batchSize = 200;
/** Error codes of FAT and of many network drives, which have no hard links. */
const linksAreMissing: ReadonlySet<string | undefined> = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS']);

export interface BackupRequest {
  readonly file: string;
  /** The version of this program. */
  readonly version: string;
  readonly now: Date;
  /** Whether to replace a file of that name. */
  readonly overwrite?: boolean;
}

export interface Written {
  readonly counts: Readonly<Record<string, number>>;
  readonly snapshot: boolean;
}

/**
 * Writes all of Tocsin's data into one file that only its owner may read, while Tocsin runs. The file appears only when it
 * is complete.
 *
 * @throws the error of the file system, with the code EEXIST when the file exists already; DatabaseRefused when the database
 *   is half restored
 */
export async function writeBackup(db: Db, request: BackupRequest): Promise<Written> {
  const { file, overwrite = false } = request;
  await refuseHalfRestored(db);
  const part = `${file}.part`;
  await rm(part, { force: true });
  try {
    const written = await writeWhole(db, request, part);
    if (overwrite) await rename(part, file);
    else await moveWithoutReplacing(part, file);
    return written;
  } finally {
    await rm(part, { force: true });
  }
}

/** Unlike a rename, a hard link replaces nothing. Without hard links, an empty file reserves the name first. */
async function moveWithoutReplacing(part: string, file: string): Promise<void> {
  try {
    await link(part, file);
  } catch (err) {
    if (!linksAreMissing.has((err as NodeJS.ErrnoException).code)) throw err;
    await appendFile(file, '', { flag: 'wx', mode: 0o600 });
    await rename(part, file);
  }
}

/** Writes with a snapshot if the server offers one that lasts as long as the backup takes. */
async function writeWhole(db: Db, request: BackupRequest, part: string): Promise<Written> {
  const session = db.client.startSession({ snapshot: true });
  try {
    if (await keepsMoment(db, session)) return await writeFile(db, request, part, session);
    return await writeFile(db, request, part);
  } catch (err) {
    if (!(err instanceof MongoServerError)) throw err;
    return writeFile(db, request, part);
  } finally {
    await session.endSession();
  }
}

/** Returns whether the session hides later writes from its reads. SecantusDB accepts such sessions and does not hide them. */
async function keepsMoment(db: Db, session: ClientSession): Promise<boolean> {
  // In a collection that no backup includes.
  const leases = db.collection<{ _id: string; beat: number }>('leases');
  const probe = { _id: `backup ${randomUUID()}`, beat: 0 };
  await leases.findOne({ _id: probe._id }, { session });
  await leases.insertOne(probe);
  try {
    return (await leases.findOne({ _id: probe._id }, { session })) === null;
  } finally {
    await leases.deleteOne({ _id: probe._id });
  }
}

async function writeFile(db: Db, request: BackupRequest, part: string, session?: ClientSession): Promise<Written> {
  const counts: Record<string, number> = {};
  await pipeline(
    Readable.from(linesOf(db, request, counts, session)),
    createGzip(),
    createWriteStream(part, { mode: 0o600, flush: true }),
  );
  return { counts, snapshot: session !== undefined };
}

async function* linesOf(
  db: Db,
  { version, now }: BackupRequest,
  counts: Record<string, number>,
  session: ClientSession | undefined,
): AsyncGenerator<string> {
  const hash = createHash('sha256');
  const hashed = (line: string) => {
    hash.update(line);
    return line;
  };
  const snapshot = session !== undefined;
  const { version: dataVersion = 0, readableFrom = 0 } = (await readDataVersion(db)) ?? {};
  const about: Manifest = {
    ...{ tocsin: 'backup', format, version, dataVersion, readableFrom },
    ...{ at: now.toISOString(), snapshot },
  };
  yield hashed(`${JSON.stringify(about)}\n`);
  const collections = await db.listCollections({}, { nameOnly: true }).toArray();
  for (const name of inOrder(collections.map((one) => one.name))) {
    // By id, so that a document that is rewritten meanwhile is read once. Raw values, so that whole numbers keep their type.
    const found = db
      .collection(name)
      .find({}, { hint: { _id: 1 }, batchSize, promoteValues: false, ...(session && { session }) });
    counts[name] = 0;
    for await (const document of found) {
      counts[name] += 1;
      yield hashed(`${BSON.EJSON.stringify([name, document], { relaxed: false })}\n`);
    }
  }
  const end: End = { counts, sha256: hash.digest('hex') };
  yield `${JSON.stringify(end)}\n`;
}
