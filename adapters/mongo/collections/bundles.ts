import type { Connection, Model } from 'mongoose';
import type { Bundle } from '../../../src/domain/incident/bundles/bundle.ts';
import type { Platform } from '../../../src/domain/people.ts';
import type { BundleStore } from '../../../src/ports/notifications.ts';
import { createGroupReads } from '../batching/group-reads.ts';
import { createGroupWrites, type Manner } from '../batching/group-writes.ts';
import { is, literally, onlyIf } from '../batching/only-if.ts';
import { answering, isDuplicateKey } from '../connection/answering.ts';
import { collectionOf, type Indexes, modelOf } from '../connection/collections.ts';
import { inHandOf } from '../connection/in-hand-of.ts';
import { present } from '../connection/stored.ts';
import { expiredFor } from './expiry.ts';

/** Counted from the last write. Older bundles are not edited any more. */
const lifetimeMs = 30 * 24 * 60 * 60_000;

export interface BundleDocument extends Omit<Bundle, 'id'> {
  readonly _id: string;
  /** When the sweep looks at the bundle; absent when there is nothing to do. */
  readonly sendAt?: Date;
  readonly storedAt: Date;
}

const indexes: Indexes = [
  [{ lane: 1, number: -1 }],
  [{ sendAt: 1 }],
  [{ 'progress.claim.by': 1 }, { sparse: true }],
  [{ 'progress.ref.id': 1 }, { sparse: true }],
  [{ storedAt: 1 }, expiredFor(lifetimeMs)],
];

/** Fields that a later version of the bundle may lack. */
const absent = { sentAt: '$$REMOVE', editedAt: '$$REMOVE', closed: '$$REMOVE', sendAt: '$$REMOVE' } as const;

export function bundleModel(connection: Connection): Model<BundleDocument> {
  return modelOf<BundleDocument>(connection, 'bundles', indexes);
}

/** Makes the store of bundles of one database. Any number of processes may use it at once. */
export function createBundleStore(connection: Connection, manner: Manner = {}): BundleStore {
  const bundles = bundleModel(connection);
  const writes = createGroupWrites(connection.getClient(), collectionOf<BundleDocument>(connection, 'bundles'), manner);
  const read = createGroupReads((ids) => bundles.find({ _id: { $in: ids } }).lean<BundleDocument[]>());

  async function latest(lane: string): Promise<Bundle | undefined> {
    const [document] = await bundles.find({ lane }).sort({ number: -1 }).limit(1).lean<BundleDocument[]>();
    return document && bundleOf(document);
  }

  async function load(id: string): Promise<Bundle | undefined> {
    const document = await read(id);
    return document && bundleOf(document);
  }

  async function byMessage(platform: Platform, message: string): Promise<Bundle | undefined> {
    const document = await bundles
      .findOne({ 'progress.ref.id': message, 'to.platform': platform })
      .lean<BundleDocument>();
    return document ? bundleOf(document) : undefined;
  }

  async function put({ id, ...bundle }: Bundle, lookAt: Date | undefined): Promise<boolean> {
    const document = { ...present(bundle), storedAt: new Date(), ...(lookAt && { sendAt: lookAt }) };
    if (bundle.version > 1) {
      const all = { ...absent, ...literally(document) };
      return (await writes.update({ _id: id }, onlyIf([is('version', bundle.version - 1)], all))).changed;
    }
    try {
      await writes.insert({ _id: id, ...document });
      return true;
    } catch (err) {
      if (!isDuplicateKey(err)) throw err;
      return false;
    }
  }

  async function due(now: Date, limit: number): Promise<readonly string[]> {
    const documents = await bundles
      // With a lower bound, because SecantusDB also reads all documents without a time for an open range.
      .find({ sendAt: { $gt: new Date(0), $lte: now } }, { _id: 1 })
      .sort({ sendAt: 1 })
      .limit(limit)
      .lean<{ _id: string }[]>();
    return documents.map(({ _id }) => _id);
  }

  return answering({ latest, load, byMessage, put, due, inHandOf: inHandOf(bundles) });
}

function bundleOf(document: BundleDocument): Bundle {
  const { _id: id, sendAt: _due, storedAt: _since, ...rest } = present(document);
  return { id, ...rest };
}
