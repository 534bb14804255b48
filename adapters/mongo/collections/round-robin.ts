import type { Connection } from 'mongoose';
import { retried, WriteConflict } from '../../../src/lib/retried.ts';
import type { RoundRobin } from '../../../src/ports/incidents.ts';
import { answering, isDuplicateKey } from '../connection/answering.ts';
import { modelOf } from '../connection/collections.ts';

/** Repeated requests come within minutes, and a storm on one level has fewer requests than this in that time. */
const mostRemembered = 200;

/** One document for each level of a policy. */
interface RoundRobinDocument {
  /** `default|0` */
  readonly _id: string;
  /** The position that the next request gets. */
  readonly next: number;
  /** The latest requests, and the position that each got. */
  readonly given: readonly { readonly step: string; readonly position: number }[];
}

/**
 * Makes the store that gives the next position on levels that page one person at a time. Any number of processes may use it
 * at once.
 */
export function createRoundRobin(connection: Connection): RoundRobin {
  const levels = modelOf<RoundRobinDocument>(connection, 'roundRobin');

  /** The last request for each level, so that requests of this process do not race with each other. */
  const asked = new Map<string, Promise<unknown>>();

  function claim(level: string, step: string): Promise<number> {
    return retried(async () => {
      const kept = (await levels.findOne({ _id: level }).lean<RoundRobinDocument>()) ?? (await begin(level));
      const known = kept.given.find((one) => one.step === step);
      if (known) return known.position;
      const given = [...kept.given, { step, position: kept.next }].slice(-mostRemembered);
      const { matchedCount } = await levels.updateOne(
        { _id: level, next: kept.next },
        { $set: { next: kept.next + 1, given } },
      );
      if (matchedCount === 0) throw new WriteConflict(`Level ${level} has changed since it was read`);
      return kept.next;
    });
  }

  async function begin(level: string): Promise<RoundRobinDocument> {
    const begun = { _id: level, next: 0, given: [] };
    await levels.create(begun).catch((err: unknown) => {
      // Another process inserted it first. The write below finds out whether it has also moved on.
      if (!isDuplicateKey(err)) throw err;
    });
    return begun;
  }

  return answering({
    async next(level: string, step: string): Promise<number> {
      const before = asked.get(level) ?? Promise.resolve();
      const own = before.catch(() => undefined).then(() => claim(level, step));
      asked.set(level, own);
      try {
        return await own;
      } finally {
        if (asked.get(level) === own) asked.delete(level);
      }
    },
  });
}
