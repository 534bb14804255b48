import type { Document } from 'mongodb';
import { asFields, merged, type Note } from '../collections/note.ts';
import { onlyIf } from './only-if.ts';
import type { Kept } from './write-together.ts';

/**
 * `soon`: a caller waits for the result. `note`: records what is done already, so it lets urgent writes and inserts go first
 * for a moment. Meanwhile notes on one document become one.
 */
export type Urgency = 'soon' | 'note';

/**
 * Returns an update pipeline with what follows from notes. Given a note, the pipeline includes it under the same conditions.
 * These conditions imply those of the note.
 */
export type Conclusion = (note?: Note) => Document[];

interface WaitingNote {
  readonly note: Note;
  /** Absent: the note is always written. */
  readonly condition?: object | undefined;
  kept(how: Kept): void;
  failed(err: unknown): void;
}

/** The notes on one document that go into its next update. */
interface WaitingNotes {
  readonly notes: WaitingNote[];
  conclusion?: { readonly pipeline: Conclusion; concluded(isKept: boolean): void; failed(err: unknown): void };
  /** How many other updates of the document wait that were requested after these notes. */
  followedBy: number;
}

/** @param writeUpdate queues the update; it reads the update only when it writes it */
type WriteUpdate = (id: string, update: () => Note | Document[], urgency: Urgency) => Promise<Kept>;

/**
 * Collects the notes of a collection that wait to be written. Notes on one document, and what follows from them, become one
 * update.
 */
export function createNotes(writeUpdate: WriteUpdate) {
  const waiting = new Map<string, WaitingNotes>();

  function begin(id: string): WaitingNotes {
    const begun: WaitingNotes = { notes: [], followedBy: 0 };
    waiting.set(id, begun);
    const take = () => {
      if (waiting.get(id) === begun) waiting.delete(id);
      return updateOf(begun.notes, begun.conclusion?.pipeline);
    };
    writeUpdate(id, take, 'note').then(
      (kept) => settle(id, begun, kept),
      (err: unknown) => fail(begun, err),
    );
    return begun;
  }

  function settle(id: string, { notes, conclusion }: WaitingNotes, kept: Kept): void {
    conclusion?.concluded(kept.changed);
    const isForAll =
      kept.changed || (!conclusion && (notes.length === 1 || notes.every(({ condition }) => !condition)));
    for (const one of notes) {
      if (isForAll) one.kept(kept);
      // A condition did not hold, and it is unknown which, so each note is written alone.
      else writeUpdate(id, () => updateOf([one]), 'soon').then(one.kept, one.failed);
    }
  }

  function fail({ notes, conclusion }: WaitingNotes, err: unknown): void {
    for (const { failed } of [...notes, ...(conclusion ? [conclusion] : [])]) failed(err);
  }

  return {
    /** @param condition an expression; absent: the note is always written */
    note(id: string, note: Note, condition?: object): Promise<Kept> {
      const before = waiting.get(id);
      const joined = before && !before.conclusion ? before : begin(id);
      return new Promise((kept, failed) => joined.notes.push({ note, condition, kept, failed }));
    },
    /** Records that another update of this document waits. */
    follow(id: string, written: Promise<unknown>): void {
      const before = waiting.get(id);
      if (!before) return;
      before.followedBy += 1;
      const isWritten = () => {
        before.followedBy -= 1;
      };
      written.then(isWritten, isWritten);
    },
    /** Returns whether the conclusion was written; the notes are written in any case. */
    async conclude(id: string, pipeline: Conclusion): Promise<boolean> {
      const before = waiting.get(id);
      if (before && before.followedBy === 0 && !before.conclusion) {
        return new Promise((concluded, failed) => {
          before.conclusion = { pipeline, concluded, failed };
        });
      }
      // Later notes must not be written before the conclusion.
      waiting.delete(id);
      return (await writeUpdate(id, () => pipeline(), 'note')).changed;
    },
  };
}

function updateOf(waiting: readonly WaitingNote[], conclusion?: Conclusion): Note | Document[] {
  const note = waiting.map((one) => one.note).reduce(merged);
  if (conclusion) return conclusion(note);
  const conditions = waiting.flatMap(({ condition }) => condition ?? []);
  return conditions.length > 0 ? onlyIf(conditions, asFields(note)) : note;
}
