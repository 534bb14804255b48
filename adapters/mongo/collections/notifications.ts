import type { Connection, Model } from 'mongoose';
import type { Progress } from '../../../src/domain/incident/deliveries/delivery.ts';
import type { Message } from '../../../src/ports/message.ts';
import type { Notification, NotificationRequest, NotificationStore } from '../../../src/ports/notifications.ts';
import { createGroupWrites, type GroupWrites, type Manner } from '../batching/group-writes.ts';
import { is, literally, onlyIf } from '../batching/only-if.ts';
import { answering, isDuplicateKey } from '../connection/answering.ts';
import { collectionOf, type Indexes, modelOf } from '../connection/collections.ts';
import { inHandOf } from '../connection/in-hand-of.ts';
import { present } from '../connection/stored.ts';
import { expiredFor } from './expiry.ts';

/** Counted from the last request or revision. Older messages are not edited any more. */
const lifetimeMs = 120 * 24 * 60 * 60_000;

export interface NotificationDocument extends Omit<Notification, 'id'> {
  readonly _id: string;
  /** When the sweep looks at the notification; absent when there is nothing to do. */
  readonly sendAt?: Date;
  readonly storedAt: Date;
}

const isDead = { $ne: [{ $ifNull: ['$progress.dead', null] }, null] };

const indexes: Indexes = [
  [{ sendAt: 1 }],
  [{ 'progress.claim.by': 1 }, { sparse: true }],
  [{ 'progress.dead.at': -1 }, { sparse: true }],
  [{ storedAt: 1 }, expiredFor(lifetimeMs)],
];

export function notificationModel(connection: Connection): Model<NotificationDocument> {
  return modelOf<NotificationDocument>(connection, 'letters', indexes);
}

/** Makes the store of notifications of one database. Any number of processes may use it at once. */
export function createNotificationStore(connection: Connection, manner: Manner = {}): NotificationStore {
  const notifications = notificationModel(connection);
  const collection = collectionOf<NotificationDocument>(connection, 'letters');
  const writes = createGroupWrites(connection.getClient(), collection, manner);

  async function put(requests: readonly NotificationRequest[], now: Date): Promise<void> {
    await Promise.all(requests.map((one) => putOne(one, now)));
  }

  async function putOne(request: NotificationRequest, now: Date): Promise<void> {
    const { id, to, message, revision = 1, notBefore, until } = present(request);
    const sendAt = notBefore && notBefore > now ? notBefore : now;
    const content = { message, revision, sendAt, storedAt: new Date() };
    const times = { ...(notBefore && { notBefore }), ...(until && { until }) };
    const lower = { $lt: ['$revision', revision] };
    const raised = onlyIf([lower], {
      notBefore: '$$REMOVE',
      until: '$$REMOVE',
      ...literally({ ...content, ...times }),
    });
    // A match means that the notification exists, at this revision or a higher one.
    if ((await writes.update({ _id: id }, raised)).matched) return;
    try {
      await writes.insert({ _id: id, to, progress: { shown: 0, failures: 0 }, ...content, ...times });
    } catch (err) {
      if (!isDuplicateKey(err)) throw err;
      // Another process was faster, and may have saved a lower revision.
      await writes.update({ _id: id }, raised);
    }
  }

  async function revise(id: string, message: Message, now: Date): Promise<boolean> {
    const { matched } = await writes.update(
      { _id: id },
      { $set: { message: present(message), sendAt: now, storedAt: new Date() }, $inc: { revision: 1 } },
    );
    return matched;
  }

  async function load(id: string): Promise<Notification | undefined> {
    const document = await notifications.findOne({ _id: id }).lean<NotificationDocument>();
    return document ? notificationOf(document) : undefined;
  }

  async function due(now: Date, limit: number): Promise<readonly string[]> {
    const documents = await notifications
      // With a lower bound, because SecantusDB also reads all documents without a time for an open range.
      .find({ sendAt: { $gt: new Date(0), $lte: now } }, { 'progress.dead': 1 })
      .sort({ sendAt: 1 })
      .limit(limit)
      .lean<Pick<NotificationDocument, '_id' | 'progress'>[]>();
    // A notification that was revised after it was given up stays given up.
    const gone = documents.filter(({ progress }) => progress?.dead);
    const settled = onlyIf([isDead], { sendAt: '$$REMOVE' });
    await Promise.all(gone.map(({ _id }) => writes.update({ _id }, settled)));
    return documents.filter(({ progress }) => !progress?.dead).map(({ _id }) => _id);
  }

  async function dead(limit: number): Promise<readonly Notification[]> {
    const documents = await notifications
      .find({ 'progress.dead.at': { $gt: new Date(0) } })
      .sort({ 'progress.dead.at': -1 })
      .limit(limit)
      .lean<NotificationDocument[]>();
    return documents.map(notificationOf);
  }

  return answering({ put, revise, load, ...createClaimWrites(notifications, writes), due, dead });
}

/** Makes the dispatcher's writes about a notification. */
function createClaimWrites(
  notifications: Model<NotificationDocument>,
  writes: GroupWrites<NotificationDocument>,
): Pick<NotificationStore, 'claim' | 'record' | 'inHandOf'> {
  async function claim(
    { id, revision, progress }: Notification,
    by: string,
    lookAt: Date,
    { triedSince }: Pick<Progress, 'triedSince'> = {},
  ): Promise<boolean> {
    const asSeen = [
      is('revision', revision),
      is('progress.shown', progress.shown),
      is('progress.failures', progress.failures),
      { $not: [isDead] },
      is('progress.claim.by', progress.claim?.by),
    ];
    const tried = triedSince && { 'progress.triedSince': triedSince };
    const claimed = onlyIf(asSeen, literally({ 'progress.claim': { by }, sendAt: lookAt, ...tried }));
    return (await writes.update({ _id: id }, claimed)).changed;
  }

  async function record({ id, revision }: Notification, progress: Progress, claimedBy?: string): Promise<boolean> {
    const { claim: _dropped, ...rest } = present(progress);
    const settled = rest.dead || rest.shown >= revision || !rest.notBefore;
    // A revision meanwhile made the notification due, and it stays due.
    const sendAt = { $cond: [is('revision', revision), settled ? '$$REMOVE' : rest.notBefore, '$sendAt'] };
    const mine = claimedBy === undefined ? [] : [is('progress.claim.by', claimedBy)];
    const { matched, changed } = await writes.update(
      { _id: id },
      onlyIf(mine, { progress: { $literal: rest }, sendAt }),
    );
    // Without `claimedBy` this write always changes an existing claim, so `changed` says whether there was one.
    return claimedBy === undefined ? matched : changed;
  }

  return { claim, record, inHandOf: inHandOf(notifications) };
}

export function notificationOf(document: NotificationDocument): Notification {
  const { _id: id, sendAt: _due, storedAt: _since, ...rest } = present(document);
  return { id, ...rest };
}
