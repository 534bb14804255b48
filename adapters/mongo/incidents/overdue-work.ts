import type { Connection } from 'mongoose';
import { severities } from '../../../src/domain/severity.ts';
import type { Notification } from '../../../src/ports/notifications.ts';
import type { OpenCount, Overdue, OverdueWork } from '../../../src/ports/watchdog.ts';
import { type BundleDocument, bundleModel } from '../collections/bundles.ts';
import { type NotificationDocument, notificationModel, notificationOf } from '../collections/notifications.ts';
import { answering } from '../connection/answering.ts';
import { incidentModel } from './incident-document.ts';
import { findUnreadable } from './unreadable-incidents.ts';

/** Without a lower bound SecantusDB also reads all documents that have no time. */
const ever = new Date(0);

const openStates = ['triggered', 'acknowledged'] as const;

/** The fields of an overdue incident that the watchdog reads, without its timeline and deliveries. */
interface Named {
  readonly _id: string;
  readonly number: number;
  readonly decided?: { readonly title?: string };
  readonly dueAt?: Date;
  readonly outboxAt?: Date;
}

/** Finds overdue work of one database by the indexed fields that the sweep uses. */
export function createOverdueWork(connection: Connection): OverdueWork {
  const incidents = incidentModel(connection);
  const notifications = notificationModel(connection);
  const bundles = bundleModel(connection);

  function late(field: 'dueAt' | 'outboxAt', by: Date, limit: number): Promise<Named[]> {
    return incidents
      .find({ [field]: { $gt: ever, $lte: by } }, { number: 1, 'decided.title': 1, [field]: 1 })
      .sort({ [field]: 1 })
      .limit(limit)
      .lean<Named[]>();
  }

  async function find(by: Date, limit: number): Promise<readonly Overdue[]> {
    const [steps, deliveries, unsent, bundled] = await Promise.all([
      late('dueAt', by, limit),
      late('outboxAt', by, limit),
      notifications
        .find({ sendAt: { $gt: ever, $lte: by } }, { sendAt: 1, 'progress.dead': 1 })
        .sort({ sendAt: 1 })
        .limit(limit)
        .lean<Pick<NotificationDocument, '_id' | 'sendAt' | 'progress'>[]>(),
      bundles
        .find({ sendAt: { $gt: ever, $lte: by } }, { sendAt: 1 })
        .sort({ sendAt: 1 })
        .limit(limit)
        .lean<Pick<BundleDocument, '_id' | 'sendAt'>[]>(),
    ]);
    return [
      ...steps.flatMap((one) => overdue('step', one, one.dueAt)),
      ...deliveries.flatMap((one) => overdue('delivery', one, one.outboxAt)),
      ...unsent.flatMap(({ _id: id, sendAt, progress }): Overdue[] =>
        sendAt && !progress?.dead ? [{ kind: 'notification', id, at: sendAt }] : [],
      ),
      ...bundled.flatMap(({ _id: id, sendAt }): Overdue[] =>
        sendAt ? [{ kind: 'notification', id, at: sendAt }] : [],
      ),
    ].sort((a, b) => a.at.getTime() - b.at.getTime());
  }

  async function countOpen(most: number): Promise<readonly OpenCount[]> {
    const kinds = severities.flatMap((severity) => openStates.map((state) => ({ severity, state })));
    const count = async (kind: (typeof kinds)[number]): Promise<OpenCount> => {
      const filter = { 'decided.severity': kind.severity, 'decided.state': kind.state };
      return { ...kind, count: await incidents.countDocuments(filter).limit(most) };
    };
    return Promise.all(kinds.map(count));
  }

  async function notificationsUnder(prefix: string): Promise<readonly Notification[]> {
    // SecantusDB reads all notifications for this query. Each process runs it once.
    const found = await notifications
      .find({ _id: { $gte: prefix, $lt: `${prefix}\uffff` } })
      .lean<NotificationDocument[]>();
    return found.map(notificationOf);
  }

  async function unreadable(newest: number) {
    return (await findUnreadable(connection, newest)).found;
  }

  return answering({ find, countOpen, unreadable, notificationsUnder });
}

function overdue(kind: 'step' | 'delivery', { _id: id, number, decided }: Named, at: Date | undefined): Overdue[] {
  // A damaged document is what is overdue most likely.
  return at ? [{ kind, id, number, title: String(decided?.title ?? '?'), at }] : [];
}
