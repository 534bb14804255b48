import { answerWithinMs } from '../connection/answering.ts';
import type { Urgency } from './notes.ts';
import type { Kept, Update, Written } from './write-together.ts';

/** How many go together. A group stays well below what one message may hold, and what a reader would notice waiting for. */
const mostTogether = 256;

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

export interface WriteQueue {
  write(update: () => Update, urgency: Urgency): Promise<Kept>;
  /** Inserts by other means: notes let them go first. */
  insert(work: () => Promise<void>): Promise<void>;
}

/**
 * Group commit: what is asked for while a write is under way goes into the next one together, so that many share one
 * journal entry. A write that comes alone does not wait. Each is durable when it settles, and each is its own.
 *
 * @param writeTogether of one collection or of several
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

  function write(update: () => Update, urgency: Urgency): Promise<Kept> {
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
