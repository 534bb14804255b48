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
   * Like `update` with the urgency of a note. Notes that wait for the same document become one update.
   *
   * @param condition an expression that has to hold; absent: the note is always written
   */
  note(id: string, note: Note, condition?: object): Promise<Kept>;
  /**
   * Writes what follows from the notes on a document, under the conditions of the pipeline. It has the urgency of a note,
   * and shares one update with the waiting note. Returns whether the conclusion was written; the note is written in any
   * case.
   *
   * @param pipeline returns the update; given a note, it includes that note under the same conditions
   */
  conclude(id: string, pipeline: Conclusion): Promise<boolean>;
}

interface How {
  readonly urgency?: Urgency;
  /** Inserts the document when it does not exist. */
  readonly upsert?: boolean;
}

export interface Manner {
  /** As in `createWriteTogether`. */
  readonly sole?: boolean;
  /** The queue that other collections share. Absent: this collection has its own queue. */
  readonly queue?: WriteQueue;
}

/** Makes the writes of a collection, grouped by its `WriteQueue`. */
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
