import type { Connection } from 'mongoose';
import { type Candidates, type LastPaged, nextInOrder } from '../../../src/domain/escalation/round-robin.ts';
import type { PersonId } from '../../../src/domain/people.ts';
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
  /** How many turns were given. An earlier version counted by it whose turn it is. */
  readonly next: number;
  /** The latest requests; `person` who got the turn, absent where an earlier version gave it. */
  readonly given: readonly { readonly step: string; readonly position: number; readonly person?: PersonId }[];
  /** Absent: none since the earlier version. */
  readonly last?: LastPaged;
}

/** Makes the store of turns on levels that page one person at a time. Any number of processes may use it at once. */
export function createRoundRobin(connection: Connection): RoundRobin {
  const levels = modelOf<RoundRobinDocument>(connection, 'roundRobin');

  /** The last request for each level, so that requests of this process do not race with each other. */
  const asked = new Map<string, Promise<unknown>>();

  function claim(level: string, step: string, candidates: Candidates): Promise<PersonId> {
    return retried(async () => {
      const kept = (await levels.findOne({ _id: level }).lean<RoundRobinDocument>()) ?? (await begin(level));
      const known = kept.given.find((one) => one.step === step)?.person;
      if (known !== undefined && candidates.able.includes(known)) return known;
      const person = nextInOrder(candidates, kept.last ?? { position: kept.next });
      const given = [...kept.given.filter((one) => one.step !== step), { step, position: kept.next, person }];
      const last: LastPaged = { person, position: candidates.people.indexOf(person) };
      const { matchedCount } = await levels.updateOne(
        { _id: level, next: kept.next },
        { $set: { next: kept.next + 1, given: given.slice(-mostRemembered), last } },
      );
      if (matchedCount === 0) throw new WriteConflict(`Level ${level} has changed since it was read`);
      return person;
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
    async next(level: string, step: string, candidates: Candidates): Promise<PersonId> {
      const before = asked.get(level) ?? Promise.resolve();
      const own = before.catch(() => undefined).then(() => claim(level, step, candidates));
      asked.set(level, own);
      try {
        return await own;
      } finally {
        if (asked.get(level) === own) asked.delete(level);
      }
    },
  });
}
