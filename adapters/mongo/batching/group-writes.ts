import type { Collection, Document, Filter, MongoClient, UpdateFilter } from 'mongodb';
import type { Note } from '../collections/note.ts';
import { answerWithinMs } from '../connection/answering.ts';
import { createGroupInserts } from './group-inserts.ts';
import { type Conclusion, createNotes, type Urgency } from './notes.ts';
import { createWriteTogether, type Kept, type Update, type Written } from './write-together.ts';

/** How many go together. A group stays well below what one message may hold, and what a reader would notice waiting for. */
const mostTogether = 256;

export interface GroupWrites<D extends Document> {
  /** Throws MongoServerError 11000 when the key is taken. */
  insert(document: D): Promise<void>;
  update(filter: Filter<D>, update: UpdateFilter<D> | Document[], how?: How): Promise<Kept>;
  /** As `update` with the urgency of a note. Those on one document that wait at the same time become one. */
  note(id: string, note: Note): Promise<Kept>;
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

/** A note waits for others no longer. */
const noteWithinMs = 500;

interface Asked {
  /** Asked for when it is written: until then a note may grow. */
  readonly update: () => Update;
  readonly at: number;
  readonly urgency: Urgency;
  kept(how: Kept): void;
  failed(err: unknown): void;
}

/**
 * Group commit: what is asked for while a write is under way goes into the next one together, so that many share one
 * journal entry. A write that comes alone does not wait. Each is durable when it settles, and each is its own.
 *
 * @param manner as in `createWriteTogether`
 */
export function createGroupWrites<D extends Document>(
  client: MongoClient,
  collection: Collection<D>,
  manner: { readonly sole?: boolean } = {},
): GroupWrites<D> {
  const insert = createGroupInserts(collection);
  const writeTogether = createWriteTogether(client, collection, manner);
  let waiting: Asked[] = [];
  let writing = false;
  let inserting = 0;
  let goOn = () => {};

  async function insertOne(document: D): Promise<void> {
    inserting += 1;
    try {
      await insert(document);
    } finally {
      inserting -= 1;
      if (inserting === 0) goOn();
    }
  }

  /** Waits for the end of the inserts or for something that is wanted soon, but no longer than this. */
  function insertsOrHurry(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms + 1);
      goOn = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  function ask(update: () => Update, urgency: Urgency): Promise<Kept> {
    return new Promise((kept, failed) => {
      waiting.push({ update, at: performance.now(), urgency, kept, failed });
      if (!writing) void writeAll();
      else if (urgency === 'soon') goOn();
    });
  }

  async function writeAll(): Promise<void> {
    writing = true;
    // What is asked for in the same breath goes together from the beginning.
    await Promise.resolve();
    while (waiting.length > 0) {
      const now = performance.now();
      const first = waiting.filter(({ at, urgency }) => urgency === 'soon' || now - at > noteWithinMs);
      if (first.length === 0 && inserting > 0) {
        await insertsOrHurry(noteWithinMs - (now - waiting[0]!.at));
        continue;
      }
      const group = (first.length > 0 ? first : waiting).slice(0, mostTogether);
      const taken = new Set(group);
      waiting = waiting.filter((one) => !taken.has(one));
      const updates = group.map(({ update }) => update());
      // Whoever asked so long ago has been told that it could not be kept: then it must not be kept after all.
      const wanted = [...group.keys()].filter((index) => now - group[index]!.at < answerWithinMs);
      const written = wanted.length > 0 ? await writeTogether(wanted.map((index) => updates[index]!)) : [];
      for (const [index, one] of wanted.entries()) settle(group[one]!, written[index]!);
    }
    writing = false;
  }

  function settle({ kept, failed }: Asked, written: Written): void {
    if ('failed' in written) failed(written.failed);
    else kept(written);
  }

  const updateOne = (filter: object, update: object, upsert = false): Update => ({
    name: 'updateOne',
    namespace: collection.namespace,
    filter,
    update,
    upsert,
  });

  const notes = createNotes((id, update, urgency) => ask(() => updateOne({ _id: id }, update()), urgency));

  return {
    insert: insertOne,
    update(filter, update, { urgency = 'soon', upsert = false } = {}) {
      notes.follow(String(filter._id));
      return ask(() => updateOne(filter, update, upsert), urgency);
    },
    note: notes.note,
    conclude: notes.conclude,
  };
}
