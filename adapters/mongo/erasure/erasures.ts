import type { Db } from 'mongodb';
import type { PersonId } from '../../../src/domain/people.ts';
import { isDuplicateKey } from '../connection/answering.ts';
import type { KnownPerson } from './person.ts';

/** An erasure. A finished erasure contains nothing about the person. */
export interface Erasure {
  readonly pseudonym: PersonId;
  readonly startedAt: Date;
  /** Absent: the erasure is in progress, or its process was stopped. */
  readonly finishedAt?: Date;
}

interface ErasureDocument {
  readonly _id: PersonId;
  readonly startedAt: Date;
  readonly finishedAt?: Date;
  /** What the erasure looks for, until it is finished: another process that finishes it needs this. */
  readonly known?: Omit<KnownPerson, 'pseudonym'>;
}

export interface Erasures {
  /** Returns what the unfinished erasure of this person looks for; undefined when there is none. */
  unfinished(person: PersonId): Promise<KnownPerson | undefined>;
  /**
   * Records what the erasure looks for, so that it can be finished after a stop. A known pseudonym continues its erasure.
   *
   * @returns false when the pseudonym belongs to the erasure of another person
   */
  begin(known: KnownPerson, now: Date, isAgain: boolean): Promise<boolean>;
  /** Records the end of the erasure, and removes what it looked for. */
  finish(pseudonym: PersonId, now: Date): Promise<void>;
  /** Returns the erasures that were finished after this moment, the oldest first. */
  finishedAfter(moment: Date): Promise<readonly Erasure[]>;
  /** Records erasures from another database. */
  putBack(finished: readonly Erasure[]): Promise<void>;
}

/** Makes the store of erasures, with one document for each erased person. */
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
