import type { Connection } from 'mongoose';
import { answersKeptMs, type KeptAnswer, type KeptAnswers } from '../../../src/ports/api.ts';
import { type Clock, systemClock } from '../../../src/ports/runtime.ts';
import { literally, onlyIf } from '../batching/only-if.ts';
import { expiredFor } from '../collections/expiry.ts';
import { answering, updatedOrInserted } from '../connection/answering.ts';
import { collectionOf, type Indexes, modelOf } from '../connection/collections.ts';
import { present } from '../connection/stored.ts';
import { serverLimitMs } from '../connection/time-limits.ts';

interface KeptAnswerDocument {
  readonly _id: string;
  readonly answer: KeptAnswer;
  readonly expiresAt: Date;
  readonly storedAt: Date;
}

const indexes: Indexes = [[{ storedAt: 1 }, expiredFor(answersKeptMs)]];

/** Makes the store of the API's recent answers, by idempotency key. */
export function createKeptAnswers(connection: Connection, clock: Clock = systemClock): KeptAnswers {
  const answers = modelOf<KeptAnswerDocument>(connection, 'keptAnswers', indexes);

  const collection = collectionOf<KeptAnswerDocument>(connection, 'keptAnswers');

  async function find(key: string): Promise<KeptAnswer | undefined> {
    const document = await answers.findOne({ _id: key }).lean();
    return document && document.expiresAt > clock.now() ? present(document.answer) : undefined;
  }

  async function keep(key: string, answer: KeptAnswer): Promise<void> {
    const now = clock.now();
    const expiresAt = new Date(now.getTime() + answersKeptMs);
    // There is no answer, or it has expired and the database has not deleted it yet: the new one may replace it.
    const makesRoom = { $lte: [{ $ifNull: ['$expiresAt', now] }, now] };
    const kept = onlyIf([makesRoom], literally({ answer: present(answer), expiresAt, storedAt: new Date() }));
    await updatedOrInserted(() =>
      collection.updateOne({ _id: key }, kept, {
        upsert: true,
        maxTimeMS: serverLimitMs,
      }),
    );
  }

  return answering({ find, keep });
}
