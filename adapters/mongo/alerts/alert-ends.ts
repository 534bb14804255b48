import type { Connection } from 'mongoose';
import { type AlertIdentity, alertKey } from '../../../src/domain/alerts/alert.ts';
import { shortHash } from '../../../src/lib/values/digest.ts';
import type { AlertEnd, AlertEnds } from '../../../src/ports/alerts.ts';
import { createWriteTogether, throwFailure, updateById } from '../batching/write-together.ts';
import { answering } from '../connection/answering.ts';
import { collectionOf, type Indexes } from '../connection/collections.ts';

interface EndDocument extends AlertEnd {
  /** A digest of the alert's identity. */
  readonly _id: string;
}

const indexes: Indexes = [
  // With the id: SecantusDB uses an index for `remove` only when it has exactly the fields of the filter.
  [{ at: 1, _id: 1 }],
];

/**
 * Makes the store of ends of alerts, one document for each alert.
 *
 * @param manner as in `createWriteTogether`
 */
export function createAlertEnds(connection: Connection, manner: { readonly sole?: boolean } = {}): AlertEnds {
  const collection = collectionOf<EndDocument>(connection, 'alertEnds', indexes);
  const writeTogether = createWriteTogether(connection.getClient(), collection, manner);

  async function put(ends: readonly AlertEnd[]): Promise<void> {
    // When one request has the same alert twice, the later one counts.
    const latest = new Map(ends.map(({ alert, at }) => [idOf(alert), { alert: identityOf(alert), at }]));
    throwFailure(await writeTogether([...latest].map(([id, end]) => updateById(collection, id, { $set: end }, true))));
  }

  async function due(now: Date, limit: number): Promise<readonly AlertEnd[]> {
    const found = await collection
      .find({ at: { $lte: now } })
      .sort({ at: 1 })
      .limit(limit)
      .toArray();
    return found.map(({ alert, at }) => ({ alert, at }));
  }

  async function remove(ends: readonly AlertEnd[]): Promise<void> {
    await Promise.all(ends.map(({ alert, at }) => collection.deleteOne({ _id: idOf(alert), at })));
  }

  return answering({ put, due, remove });
}

function identityOf({ source, integration, fingerprint }: AlertIdentity): AlertIdentity {
  return { source, fingerprint, ...(integration !== undefined && { integration }) };
}

function idOf(alert: AlertIdentity): string {
  return shortHash(alertKey(alert));
}
