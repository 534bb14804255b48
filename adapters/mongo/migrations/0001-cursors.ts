import type { Db } from 'mongodb';
import type { Migration } from './migration.ts';

interface Notification {
  readonly _id: string;
  readonly revision: number;
}

/** Cursors that earlier versions saved as notifications that were never sent, with the seconds as the revision. */
const names = ['hand-over/looked', 'maintenance/looked'];

function kept(db: Db) {
  return db.collection<Notification>('letters');
}

/** Moves cursors into their own collection. Programs that look for them in the notifications only continue from the copy. */
export const cursors: Migration = {
  name: '0001-cursors',
  readableFrom: 0,
  left: (db) => kept(db).countDocuments({ _id: { $in: names } }),
  async step(db, most) {
    const found = await kept(db)
      .find({ _id: { $in: names } })
      .limit(most)
      .toArray();
    for (const { _id, revision } of found) {
      const at = new Date(revision * 1000);
      await db.collection<{ _id: string }>('cursors').updateOne({ _id }, { $max: { at } }, { upsert: true });
      await kept(db).deleteOne({ _id });
    }
    return found.length;
  },
};
