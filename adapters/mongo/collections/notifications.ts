import { type Connection, type Model, Schema } from 'mongoose';
import type { Progress } from '../../../src/domain/incident/deliveries/delivery.ts';
import type { Message } from '../../../src/ports/message.ts';
import type { Notification, NotificationRequest, NotificationStore } from '../../../src/ports/notifications.ts';
import { answering, isDuplicateKey } from '../connection/answering.ts';
import { present } from '../connection/stored.ts';
import { expiredFor } from './expiry.ts';

/** Since it was last asked for or revised. Nobody edits a message that is older. */
const lifetimeMs = 120 * 24 * 60 * 60_000;

export interface NotificationDocument extends Omit<Notification, 'id'> {
  readonly _id: string;
  /** When the sweep looks at it; absent when there is nothing to do. */
  readonly sendAt?: Date;
  readonly storedAt: Date;
}

const isDead = { 'progress.dead': { $ne: null } };
/** SecantusDB reads the whole collection for a filter of more than the id, unless it is told where to look. */
const byId = { hint: { _id: 1 } } as const;

const { Mixed } = Schema.Types;

const schema = new Schema(
  {
    _id: { type: String, required: true },
    to: { type: Mixed, required: true },
    message: { type: Mixed, required: true },
    revision: { type: Number, required: true },
    notBefore: Date,
    until: Date,
    progress: { type: Mixed, required: true },
    sendAt: Date,
    storedAt: { type: Date, required: true },
  },
  { collection: 'letters', strict: 'throw', minimize: false, versionKey: false, id: false },
);
schema.index({ sendAt: 1 });
schema.index({ 'progress.claim.by': 1 }, { sparse: true });
schema.index({ 'progress.dead.at': -1 }, { sparse: true });
schema.index({ storedAt: 1 }, expiredFor(lifetimeMs));

export function notificationModel(connection: Connection): Model<NotificationDocument> {
  return connection.model<NotificationDocument>('Letter', schema as unknown as Schema<NotificationDocument>);
}

/** The notifications of one database. Any number of processes may use it at once. */
export function createNotificationStore(connection: Connection): NotificationStore {
  const notifications = notificationModel(connection);

  async function put(wanted: readonly NotificationRequest[], now: Date): Promise<void> {
    await Promise.all(wanted.map((one) => putOne(one, now)));
  }

  async function putOne(wanted: NotificationRequest, now: Date): Promise<void> {
    const { id, to, message, revision = 1, notBefore, until } = present(wanted);
    const sendAt = notBefore && notBefore > now ? notBefore : now;
    const content = { message, revision, sendAt, storedAt: new Date() };
    const times = { ...(notBefore && { notBefore }), ...(until && { until }) };
    const noTimes = { ...(!notBefore && { notBefore: 1 }), ...(!until && { until: 1 }) };
    const raise = () =>
      notifications.updateOne(
        { _id: id, revision: { $lt: revision } },
        { $set: { ...content, ...times }, ...(Object.keys(noTimes).length > 0 && { $unset: noTimes }) },
      );
    if ((await raise()).matchedCount > 0) return;
    try {
      await notifications.create({ _id: id, to, progress: { shown: 0, failures: 0 }, ...content, ...times });
    } catch (err) {
      if (!isDuplicateKey(err)) throw err;
      // It is there at this revision or a higher one, unless a lower one came in just now.
      await raise();
    }
  }

  async function revise(id: string, message: Message, now: Date): Promise<boolean> {
    const result = await notifications.updateOne(
      { _id: id },
      { $set: { message: present(message), sendAt: now, storedAt: new Date() }, $inc: { revision: 1 } },
    );
    return result.matchedCount > 0;
  }

  async function load(id: string): Promise<Notification | undefined> {
    const document = await notifications.findOne({ _id: id }).lean<NotificationDocument>();
    return document ? notificationOf(document) : undefined;
  }

  async function due(now: Date, limit: number): Promise<readonly string[]> {
    const documents = await notifications
      // From the first moment on: SecantusDB reads all that have no time at all along with an open range.
      .find({ sendAt: { $gt: new Date(0), $lte: now } }, { 'progress.dead': 1 })
      .sort({ sendAt: 1 })
      .limit(limit)
      .lean<Pick<NotificationDocument, '_id' | 'progress'>[]>();
    // What was revised after it was given up stays given up.
    const gone = documents.filter(({ progress }) => progress?.dead);
    await Promise.all(
      gone.map(({ _id }) => notifications.updateOne({ _id, ...isDead }, { $unset: { sendAt: 1 } }, byId)),
    );
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

  return answering({ put, revise, load, ...createClaimWrites(notifications), due, dead });
}

/** What the dispatcher writes of a notification. */
function createClaimWrites(
  notifications: Model<NotificationDocument>,
): Pick<NotificationStore, 'claim' | 'mark' | 'inHandOf'> {
  async function claim({ id, revision, progress }: Notification, by: string, lookAt: Date): Promise<boolean> {
    const result = await notifications.updateOne(
      {
        _id: id,
        revision,
        'progress.shown': progress.shown,
        'progress.failures': progress.failures,
        'progress.dead': null,
        'progress.claim.by': progress.claim?.by ?? null,
      },
      { $set: { 'progress.claim': { by }, sendAt: lookAt } },
    );
    return result.matchedCount === 1;
  }

  async function mark({ id, revision }: Notification, progress: Progress, claimedBy?: string): Promise<boolean> {
    const { claim: _dropped, ...rest } = present(progress);
    const settled = rest.dead || rest.shown >= revision || !rest.notBefore;
    const mine = claimedBy === undefined ? {} : { 'progress.claim.by': claimedBy };
    const result = await notifications.updateOne(
      { _id: id, revision, ...mine },
      settled
        ? { $set: { progress: rest }, $unset: { sendAt: 1 } }
        : { $set: { progress: rest, sendAt: rest.notBefore } },
    );
    if (result.matchedCount > 0) return true;
    // Revised meanwhile: that made it due, and so it stays.
    const revised = await notifications.updateOne({ _id: id, ...mine }, { $set: { progress: rest } });
    return revised.matchedCount > 0;
  }

  async function inHandOf(process: string, limit: number): Promise<readonly string[]> {
    const found = await notifications
      .find({ 'progress.claim.by': process }, { _id: 1 })
      .limit(limit)
      .lean<{ _id: string }[]>();
    return found.map(({ _id }) => _id);
  }

  return { claim, mark, inHandOf };
}

export function notificationOf(document: NotificationDocument): Notification {
  const { _id: id, sendAt: _due, storedAt: _since, ...rest } = present(document);
  return { id, ...rest };
}
