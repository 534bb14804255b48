import type { Connection } from 'mongoose';
import type { AuditEntry, AuditLog, AuditQuery } from '../../../src/ports/audit.ts';
import { insertMissing } from '../batching/insert-missing.ts';
import { answering } from '../connection/answering.ts';
import { collectionOf, type Indexes, modelOf } from '../connection/collections.ts';
import { present } from '../connection/stored.ts';

interface AuditDocument extends Omit<AuditEntry, 'id'> {
  readonly _id: string;
}

const indexes: Indexes = [
  // There is no TTL index, because nothing here deletes audit records.
  [{ at: -1, _id: -1 }],
  [{ by: 1, at: -1, _id: -1 }],
  [{ incident: 1, at: -1, _id: -1 }],
];

/**
 * Makes the audit log of one database. It only inserts and finds, so that the program's database user needs no other right
 * to this collection. Only `tocsin erase-person` changes records.
 */
export function createAuditLog(connection: Connection): AuditLog {
  const entries = modelOf<AuditDocument>(connection, 'audit', indexes);
  const collection = collectionOf<AuditDocument>(connection, 'audit');

  async function append(added: readonly AuditEntry[]): Promise<void> {
    const documents = added.map(({ id, args, ...rest }) => ({ _id: id, ...present(rest), args: withPlainNames(args) }));
    // A record that was saved by an attempt whose answer was lost exists already.
    await insertMissing(collection, documents);
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

/** Keeps options whose names have letters only, as Tocsin's own do: another name is no safe field of a document. */
function withPlainNames(args: AuditEntry['args']): AuditEntry['args'] {
  return Object.fromEntries(Object.entries(args).filter(([name]) => /^[A-Za-z][\w-]*$/.test(name)));
}
