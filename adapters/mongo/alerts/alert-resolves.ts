import type { Connection } from 'mongoose';
import { type AlertIdentity, alertKey } from '../../../src/domain/alerts/alert.ts';
import { shortHash } from '../../../src/lib/values/digest.ts';
import { type AlertResolve, type AlertResolves, resolvesKeptMs } from '../../../src/ports/alerts.ts';
import { createGroupReads } from '../batching/group-reads.ts';
import { createWriteTogether, throwFailure, type Update, updateById } from '../batching/write-together.ts';
import { expiredFor } from '../collections/expiry.ts';
import { answering } from '../connection/answering.ts';
import { collectionOf, type Indexes } from '../connection/collections.ts';

interface ResolveDocument {
  /** A digest of the alert's identity. */
  readonly _id: string;
  readonly at?: Date;
  readonly receivedAt: Date;
}

const indexes: Indexes = [[{ receivedAt: 1 }, expiredFor(resolvesKeptMs)]];

/**
 * Makes the store of resolves for alerts that were not firing when the resolve came, one document for each alert.
 *
 * @param manner as in `createWriteTogether`
 */
export function createAlertResolves(connection: Connection, manner: { readonly sole?: boolean } = {}): AlertResolves {
  const collection = collectionOf<ResolveDocument>(connection, 'alertResolves', indexes);
  const writeTogether = createWriteTogether(connection.getClient(), collection, manner);
  const read = createGroupReads((ids) => collection.find({ _id: { $in: [...ids] } }).toArray());

  async function put(resolves: readonly AlertResolve[]): Promise<void> {
    const latest = new Map(resolves.map(({ alert, ...resolve }) => [idOf(alert), resolve]));
    throwFailure(await writeTogether([...latest].map(([_id, resolve]) => replace({ _id, ...resolve }))));
  }

  function replace({ _id, ...resolve }: ResolveDocument): Update {
    // A resolve without a time must not keep the time of an earlier one.
    const update = resolve.at ? { $set: resolve } : { $set: resolve, $unset: { at: 1 } };
    return updateById(collection, _id, update, true);
  }

  async function of(alert: AlertIdentity) {
    const found = await read(idOf(alert));
    return found && { receivedAt: found.receivedAt, ...(found.at && { at: found.at }) };
  }

  return answering({ put, of });
}

function idOf(alert: AlertIdentity): string {
  return shortHash(alertKey(alert));
}
