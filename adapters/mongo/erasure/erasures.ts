import type { Db } from 'mongodb';
import type { PersonId } from '../../../src/domain/people.ts';
import { isDuplicateKey } from '../connection/answering.ts';
import type { KnownPerson } from './person.ts';

/** An erasure. Once it is done nothing of the person is in it. */
export interface Erasure {
  readonly pseudonym: PersonId;
  readonly startedAt: Date;
  /** Absent: it is under way, or its process was stopped. */
  readonly finishedAt?: Date;
}

interface ErasureDocument {
  readonly _id: PersonId;
  readonly startedAt: Date;
  readonly finishedAt?: Date;
  /** What is looked for, until it is done: whoever finishes it has to know. */
  readonly known?: Omit<KnownPerson, 'pseudonym'>;
}

export interface Erasures {
  /** Returns what an erasure of this person looked for that is not finished. */
  unfinished(person: PersonId): Promise<KnownPerson | undefined>;
  /**
   * Notes what is looked for, so that an erasure that stops can be finished. Under a pseudonym that is known it goes on.
   *
   * @returns false when somebody else was erased under this pseudonym, or is
   */
  begin(known: KnownPerson, now: Date, isAgain: boolean): Promise<boolean>;
  /** Removes what was looked for. */
  finish(pseudonym: PersonId, now: Date): Promise<void>;
  /** Those that were finished after this moment, the oldest first. */
  finishedAfter(moment: Date): Promise<readonly Erasure[]>;
  /** Notes erasures that another database had. */
  putBack(finished: readonly Erasure[]): Promise<void>;
}

/** One document for each person who was erased. */
export function createErasures(db: Db): Erasures {
  const erasures = db.collection<ErasureDocument>('erasures');

  return {
    async unfinished(person) {
      const found = await erasures.findOne({ 'known.person': person });
      return found?.known ? { ...found.known, pseudonym: found._id } : undefined;
    },
    async begin({ pseudonym, ...known }, now, isAgain) {
      try {
        await erasures.insertOne({ _id: pseudonym, startedAt: now, known });
        return true;
      } catch (err) {
        if (!isDuplicateKey(err)) throw err;
      }
      const there = await erasures.findOne({ _id: pseudonym });
      const isTheirs = there?.known?.person === known.person;
      if (!isTheirs && (there?.known || !isAgain)) return false;
      await erasures.updateOne({ _id: pseudonym }, { $set: { known }, $unset: { finishedAt: 1 } });
      return true;
    },
    async finish(pseudonym, now) {
      await erasures.updateOne({ _id: pseudonym }, { $set: { finishedAt: now }, $unset: { known: 1 } });
    },
    async putBack(finished) {
      for (const { pseudonym: _id, ...times } of finished) await erasures.replaceOne({ _id }, times, { upsert: true });
    },
    async finishedAfter(moment) {
      const found = await erasures
        .find({ finishedAt: { $gt: moment } })
        .sort({ finishedAt: 1 })
        .toArray();
      return found.map(({ _id: pseudonym, startedAt, finishedAt }) => ({
        pseudonym,
        startedAt,
        ...(finishedAt && { finishedAt }),
      }));
    },
  };
}
