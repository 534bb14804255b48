import { answerWithinMs } from '../connection/answering.ts';
import type { Urgency } from './notes.ts';
import type { Kept, Update, Written } from './write-together.ts';

/**
 * The most writes in a group. A group stays well below the size limit of a message, and is written before a reader notices
 * the wait.
 */
const mostTogether = 256;

/** The longest time that a note waits for others. */
const noteWithinMs = 500;

interface Asked {
  /** Called when the update is written: until then a note may grow. */
  readonly update: () => Update;
  readonly at: number;
  readonly urgency: Urgency;
  kept(how: Kept): void;
  failed(err: unknown): void;
}

export interface WriteQueue {
  write(update: () => Update, urgency: Urgency): Promise<Kept>;
  /** Runs an insert by other means. Notes let inserts go first. */
  insert(work: () => Promise<void>): Promise<void>;
}

/**
 * Makes a queue with group commit: writes that arrive during a write go together into the next one, so that many share one
 * journal entry. A single write does not wait. Each write is durable when it settles, and succeeds or fails alone.
 *
 * @param writeTogether writes a group, of one collection or of several
 */
export function createWriteQueue(
  writeTogether: (updates: readonly Update[]) => Promise<readonly Written[]>,
): WriteQueue {
  let waiting: Asked[] = [];
  let writing = false;
  let inserting = 0;
  let goOn = () => {};

  async function insert(work: () => Promise<void>): Promise<void> {
    inserting += 1;
    try {
      await work();
    } finally {
      inserting -= 1;
      if (inserting === 0) goOn();
    }
  }

  /** Waits for the end of the inserts or for an urgent write, but at most this long. */
  function insertsOrHurry(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms + 1);
      goOn = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  function write(update: () => Update, urgency: Urgency): Promise<Kept> {
    return new Promise((kept, failed) => {
      waiting.push({ update, at: performance.now(), urgency, kept, failed });
      if (!writing) void writeAll();
      else if (urgency === 'soon') goOn();
    });
  }

  async function writeAll(): Promise<void> {
    writing = true;
    // Writes that are requested in the same tick form one group.
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
      // The caller of an older write was told that it failed, so it must not be written after all.
      const unexpired = [...group.keys()].filter((index) => now - group[index]!.at < answerWithinMs);
      const written = unexpired.length > 0 ? await writeTogether(unexpired.map((index) => updates[index]!)) : [];
      for (const [index, one] of unexpired.entries()) settle(group[one]!, written[index]!);
    }
    writing = false;
  }

  function settle({ kept, failed }: Asked, written: Written): void {
    if ('failed' in written) failed(written.failed);
    else kept(written);
  }

  return { write, insert };
}
