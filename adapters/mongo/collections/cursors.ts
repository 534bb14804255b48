import { type Connection, Schema } from 'mongoose';
import type { Cursors } from '../../../src/ports/runtime.ts';
import { answering, upserted } from '../connection/answering.ts';
import { notificationModel } from './notifications.ts';

interface CursorDocument {
  readonly _id: string;
  readonly at: Date;
}

const schema = new Schema(
  { _id: { type: String, required: true }, at: { type: Date, required: true } },
  { collection: 'cursors', strict: 'throw', versionKey: false },
);

export function createCursors(connection: Connection): Cursors {
  const cursors = connection.model<CursorDocument>('Cursor', schema as unknown as Schema<CursorDocument>);
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
