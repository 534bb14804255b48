import type { Connection } from 'mongoose';
import { type DeadDelivery, deadDeliveries } from '../../../src/domain/incident/deliveries/dead-deliveries.ts';
import type { Delivery, Progress } from '../../../src/domain/incident/deliveries/delivery.ts';
import type { Incident } from '../../../src/domain/incident/incident.ts';
import type { DeadLetters, Notification } from '../../../src/ports/notifications.ts';
import { is, literally, onlyIf } from '../batching/only-if.ts';
import { type NotificationDocument, notificationModel, notificationOf } from '../collections/notifications.ts';
import { answering } from '../connection/answering.ts';
import { collectionOf } from '../connection/collections.ts';
import { fieldName, present } from '../connection/stored.ts';
import { serverLimitMs } from '../connection/time-limits.ts';
import { incidentCollection, incidentModel, incidentOf, type LoadedDocument } from './incident-document.ts';

const loaded = { timeline: 0, tally: 0, landmarks: 0, places: 0, roomPlaces: 0 } as const;
const limit = { maxTimeMS: serverLimitMs } as const;
const ever = new Date(0);

/**
 * Finds the dead letters of one database by `deadAt` of incidents and by the progress of notifications, which both have an
 * index.
 */
export function createDeadLetters(connection: Connection): DeadLetters {
  const incidents = incidentModel(connection);
  const notifications = notificationModel(connection);
  const incidentWrites = incidentCollection(connection);
  const notificationWrites = collectionOf<NotificationDocument>(connection, 'letters');
  /** The number of a sender's writes to an incident at the time it was read. */
  const writesSeen = new WeakMap<Incident, number>();

  async function someIncidents({ limit, since = ever }: { limit: number; since?: Date }): Promise<Incident[]> {
    const documents = await incidents
      .find({ deadAt: { $gte: since } }, loaded)
      .sort({ deadAt: -1 })
      .limit(limit)
      .lean<LoadedDocument[]>();
    const found = await Promise.all(documents.map(kept));
    return found.filter((one) => one !== undefined);
  }

  async function incident(number: number): Promise<Incident | undefined> {
    const document = await incidents.findOne({ number }, loaded).lean<LoadedDocument>();
    return document ? kept(document) : undefined;
  }

  /**
   * Removes the marks of deliveries that are no dead letters, such as an edit of a page: a sender marks everything that it
   * gives up.
   */
  async function kept(document: LoadedDocument): Promise<Incident | undefined> {
    const found = incidentOf(document);
    if (deadDeliveries(found).length === 0) {
      const forgotten = onlyIf([is('marks', document.marks)], { deadAt: '$$REMOVE' });
      if (document.deadAt) await incidentWrites.updateOne({ _id: document._id }, forgotten, limit);
      return undefined;
    }
    writesSeen.set(found, document.marks);
    return found;
  }

  async function someNotifications({ limit, since = ever }: { limit: number; since?: Date }): Promise<Notification[]> {
    const documents = await notifications
      .find({ 'progress.dead.at': { $gte: since } })
      .sort({ 'progress.dead.at': -1 })
      .limit(limit)
      .lean<NotificationDocument[]>();
    return documents.map(notificationOf);
  }

  async function count(most: number): Promise<number> {
    const counts = await Promise.all([
      incidents.countDocuments({ deadAt: { $gte: ever } }).limit(most),
      notifications.countDocuments({ 'progress.dead.at': { $gte: ever } }).limit(most),
    ]);
    return counts.reduce((sum, one) => sum + one, 0);
  }

  async function settleIncident(seen: Incident, next: ReadonlyMap<string, Progress>, now: Date): Promise<boolean> {
    const writesBefore = writesSeen.get(seen);
    if (writesBefore === undefined) throw new Error(`Incident ${seen.id}: read it from the dead letters first`);
    const after = { ...seen, deliveries: { ...seen.deliveries, ...changed(seen, next) } };
    const left = latest(deadDeliveries(after));
    const settled = Object.fromEntries(
      [...next].map(([id, progress]) => [`deliveries.${fieldName(id)}.progress`, present(progress)]),
    );
    const result = await incidentWrites.updateOne(
      { _id: seen.id },
      onlyIf([is('marks', writesBefore)], {
        ...literally(settled),
        deadAt: left ?? '$$REMOVE',
        // Counts as a write of the sender, so that an earlier reader may neither settle the incident nor decide what is due.
        marks: writesBefore + 1,
        ...([...next.values()].some(({ dead }) => !dead) && { outboxAt: { $min: ['$outboxAt', now] } }),
      }),
      limit,
    );
    return result.modifiedCount === 1;
  }

  async function settleNotification(
    { id, revision, progress }: Notification,
    next: Progress,
    now: Date,
  ): Promise<boolean> {
    const asSeen = [is('revision', revision), is('progress.dead.at', progress.dead?.at)];
    const sendAt = next.shown >= revision ? '$$REMOVE' : now;
    const settled = onlyIf(asSeen, { progress: { $literal: present(next) }, sendAt });
    return (await notificationWrites.updateOne({ _id: id }, settled, limit)).modifiedCount === 1;
  }

  return answering({
    incidents: someIncidents,
    incident,
    notifications: someNotifications,
    count,
    settleIncident,
    settleNotification,
  });
}

function changed({ deliveries }: Incident, next: ReadonlyMap<string, Progress>): Record<string, Delivery> {
  return Object.fromEntries(
    [...next].flatMap(([id, progress]) => {
      const before = deliveries[id];
      return before ? [[id, { ...before, progress }]] : [];
    }),
  );
}

function latest(deliveries: readonly DeadDelivery[]): Date | undefined {
  return deliveries.length > 0
    ? new Date(Math.max(...deliveries.map(({ progress }) => progress.dead.at.getTime())))
    : undefined;
}
