import { MongoBulkWriteError } from 'mongodb';
import { type Connection, Schema } from 'mongoose';
import type { AuditEntry, AuditLog, AuditQuery } from '../../../src/ports/audit.ts';
import { answering } from '../connection/answering.ts';
import { present } from '../connection/stored.ts';
import { serverLimitMs } from '../connection/time-limits.ts';

interface AuditDocument extends Omit<AuditEntry, 'id'> {
  readonly _id: string;
}

const duplicateKey = 11_000;
const { Mixed } = Schema.Types;

const schema = new Schema(
  {
    _id: { type: String, required: true },
    at: { type: Date, required: true },
    by: String,
    via: { type: String, required: true },
    account: String,
    act: { type: String, required: true },
    args: { type: Mixed, required: true },
    incident: Number,
    outcome: { type: String, required: true },
  },
  { collection: 'audit', strict: 'throw', minimize: false, versionKey: false, id: false },
);
// There is no TTL index, because nothing here deletes audit records.
schema.index({ at: -1, _id: -1 });
schema.index({ by: 1, at: -1, _id: -1 });
schema.index({ incident: 1, at: -1, _id: -1 });

/**
 * Makes the audit log of one database. It only inserts and finds, so that the program's database user needs no other right
 * to this collection. Only `tocsin erase-person` changes records.
 */
export function createAuditLog(connection: Connection): AuditLog {
  const entries = connection.model<AuditDocument>('AuditEntry', schema as unknown as Schema<AuditDocument>);

  async function append(added: readonly AuditEntry[]): Promise<void> {
    const documents = added.map(({ id, args, ...rest }) => ({ _id: id, ...present(rest), args: withPlainNames(args) }));
    try {
      await entries.collection.insertMany(documents as never[], { ordered: false, maxTimeMS: serverLimitMs });
    } catch (err) {
      if (!onlyKnown(err)) throw err;
    }
  }

  async function latest({ by, incident, before, limit }: AuditQuery): Promise<readonly AuditEntry[]> {
    const documents = await entries
      .find({
        ...(by !== undefined && { by }),
        ...(incident !== undefined && { incident }),
        ...(before && earlierThan(before)),
      })
      .sort({ at: -1, _id: -1 })
      .limit(limit)
      .lean<AuditDocument[]>();
    return documents.map(({ _id: id, ...rest }) => ({ id, ...present(rest) }));
  }

  return answering({ append, latest });
}

/** The first condition is for the index; ids order the records of one millisecond. */
function earlierThan({ at, id }: NonNullable<AuditQuery['before']>) {
  return { at: { $lte: at }, $or: [{ at: { $lt: at } }, { _id: { $lt: id } }] };
}

/** Returns whether the error is only about records that an earlier attempt saved, whose answer was lost. */
function onlyKnown(err: unknown): boolean {
  if (!(err instanceof MongoBulkWriteError)) return false;
  const failures = Array.isArray(err.writeErrors) ? err.writeErrors : [err.writeErrors];
  return failures.length > 0 && failures.every(({ code }) => code === duplicateKey);
}

/** Keeps options whose names have letters only, as Tocsin's own do: another name is no safe field of a document. */
function withPlainNames(args: AuditEntry['args']): AuditEntry['args'] {
  return Object.fromEntries(Object.entries(args).filter(([name]) => /^[A-Za-z][\w-]*$/.test(name)));
}
