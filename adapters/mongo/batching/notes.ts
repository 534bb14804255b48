import type { Document } from 'mongodb';
import { merged, type Note } from '../collections/note.ts';
import type { Kept } from './write-together.ts';

/**
 * `soon`: somebody waits for what comes of it. What is done already and only to be noted lets that go first, inserts as well, for a
 * moment: meanwhile notes on one document become one.
 */
export type Urgency = 'soon' | 'note';

/**
 * An update pipeline that writes what follows from notes; with a note, that as well, and under the same conditions. Where they hold,
 * so do those of the note itself.
 */
export type Conclusion = (note?: Note) => Document[];

interface WaitingNote {
  note: Note;
  /** How it is written by itself, if it has conditions: no other joins it. */
  readonly guarded?: Document[] | undefined;
  written?: Promise<Kept>;
  /** Another update of the document waits behind it: nothing joins it any more that has to come after that. */
  followed: boolean;
  conclusion?: Conclusion;
  /** Whether that was written with it. */
  concluded?: (isKept: boolean) => void;
}

/** @param writeUpdate has the update written: it is not asked for before it goes out */
type WriteUpdate = (id: string, update: () => Note | Document[], urgency: Urgency) => Promise<Kept>;

/** The notes of a collection that wait to be written: several on one document, and what follows from them, are one update. */
export function createNotes(writeUpdate: WriteUpdate) {
  const notes = new Map<string, WaitingNote>();

  async function write(id: string, waits: WaitingNote): Promise<Kept> {
    const takeAll = () => {
      if (notes.get(id) === waits) notes.delete(id);
      return waits.conclusion?.(waits.note) ?? waits.guarded ?? waits.note;
    };
    const both = await writeUpdate(id, takeAll, 'note');
    waits.concluded?.(both.changed);
    return !waits.conclusion || both.changed ? both : writeUpdate(id, () => waits.guarded ?? waits.note, 'soon');
  }

  return {
    note(id: string, note: Note, guarded?: Document[]): Promise<Kept> {
      const before = notes.get(id);
      if (before?.written && !before.conclusion && !before.guarded && !guarded) {
        before.note = merged(before.note, note);
        return before.written;
      }
      const waits: WaitingNote = { note, guarded, followed: false };
      notes.set(id, waits);
      waits.written = write(id, waits);
      return waits.written;
    },
    /** Another update of this document waits. */
    follow(id: string): void {
      const before = notes.get(id);
      if (before) before.followed = true;
    },
    /** Returns whether the conclusion was written; the notes are in any case. */
    async conclude(id: string, pipeline: Conclusion): Promise<boolean> {
      const before = notes.get(id);
      if (!before || before.followed || before.conclusion) {
        // Notes that come later are not to be written before it.
        notes.delete(id);
        return (await writeUpdate(id, () => pipeline(), 'note')).changed;
      }
      const isKept = new Promise<boolean>((concluded) => Object.assign(before, { conclusion: pipeline, concluded }));
      await before.written;
      return isKept;
    },
  };
}
