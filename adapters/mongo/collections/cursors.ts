import type { Connection } from 'mongoose';
import type { Cursors } from '../../../src/ports/runtime.ts';
import { answering, upserted } from '../connection/answering.ts';
import { modelOf } from '../connection/collections.ts';
import { notificationModel } from './notifications.ts';

interface CursorDocument {
  readonly _id: string;
  readonly at: Date;
}

export function createCursors(connection: Connection): Cursors {
  const cursors = modelOf<CursorDocument>(connection, 'cursors');
  const notifications = notificationModel(connection);

  async function read(name: string): Promise<Date | undefined> {
    const cursor = await cursors.findOne({ _id: name }).lean<CursorDocument>();
    if (cursor) return cursor.at;
    // Earlier versions saved the cursor as a notification that was never sent, with its seconds as the revision.
    const earlier = await notifications.findOne({ _id: name }).lean<{ revision: number }>();
    return earlier ? new Date(earlier.revision * 1000) : undefined;
  }

  async function advance(name: string, to: Date): Promise<void> {
    await upserted(() =>
      cursors
        .findOneAndUpdate({ _id: name }, { $max: { at: to } }, { upsert: true, returnDocument: 'after' })
        .lean<CursorDocument>(),
    );
  }

  return answering({ read, advance });
}
