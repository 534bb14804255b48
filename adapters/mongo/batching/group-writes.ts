import type { Collection, Document, Filter, MongoClient, UpdateFilter } from 'mongodb';
import type { Note } from '../collections/note.ts';
import { createGroupInserts } from './group-inserts.ts';
import { type Conclusion, createNotes, type Urgency } from './notes.ts';
import { createWriteQueue, type WriteQueue } from './write-queue.ts';
import { createWriteTogether, type Kept, type Update } from './write-together.ts';

export interface GroupWrites<D extends Document> {
  /** Throws MongoServerError 11000 when the key is taken. */
  insert(document: D): Promise<void>;
  update(filter: Filter<D>, update: UpdateFilter<D> | Document[], how?: How): Promise<Kept>;
  /**
   * As `update` with the urgency of a note. Those on one document that wait at the same time become one.
   *
   * @param condition an expression that has to hold; absent: the note is written whatever the document holds
   */
  note(id: string, note: Note, condition?: object): Promise<Kept>;
  /**
   * Writes what follows from the notes on a document, if that is as the asker believes: with the urgency of a note, and in one
   * update with the note that waits. Returns whether it was written; the note is in any case.
   *
   * @param pipeline what is written; with a note, that as well, and under the same conditions
   */
  conclude(id: string, pipeline: Conclusion): Promise<boolean>;
}

interface How {
  readonly urgency?: Urgency;
  /** Makes it when it is not there. */
  readonly upsert?: boolean;
}

export interface Manner {
  /** As in `createWriteTogether`. */
  readonly sole?: boolean;
  /** Shared with other collections. Absent: this collection has one to itself. */
  readonly queue?: WriteQueue;
}

/** The writes of a collection, grouped by its `WriteQueue`. */
export function createGroupWrites<D extends Document>(
  client: MongoClient,
  collection: Collection<D>,
  manner: Manner = {},
): GroupWrites<D> {
  const insert = createGroupInserts(collection);
  const queue = manner.queue ?? createWriteQueue(createWriteTogether(client, collection, manner));
  const updateOne = (filter: object, update: object, upsert = false): Update => ({
    name: 'updateOne',
    namespace: collection.namespace,
    filter,
    update,
    upsert,
  });

  const notes = createNotes((id, update, urgency) => queue.write(() => updateOne({ _id: id }, update()), urgency));

  return {
    insert: (document) => queue.insert(() => insert(document)),
    update(filter, update, { urgency = 'soon', upsert = false } = {}) {
      const written = queue.write(() => updateOne(filter, update, upsert), urgency);
      notes.follow(String(filter._id), written);
      return written;
    },
    note: notes.note,
    conclude: notes.conclude,
  };
}
