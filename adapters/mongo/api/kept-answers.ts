import { type Connection, type Model, Schema } from 'mongoose';
import { answersKeptMs, type KeptAnswer, type KeptAnswers } from '../../../src/ports/api.ts';
import { type Clock, systemClock } from '../../../src/ports/runtime.ts';
import { expiredFor } from '../collections/expiry.ts';
import { answering, upserted } from '../connection/answering.ts';
import { present } from '../connection/stored.ts';

interface KeptAnswerDocument {
  readonly _id: string;
  readonly answer: KeptAnswer;
  readonly expiresAt: Date;
  readonly storedAt: Date;
}

const schema = new Schema(
  {
    _id: { type: String, required: true },
    answer: { type: Schema.Types.Mixed, required: true },
    expiresAt: { type: Date, required: true },
    storedAt: { type: Date, required: true },
  },
  { collection: 'keptAnswers', strict: 'throw', minimize: false, versionKey: false },
);
schema.index({ storedAt: 1 }, expiredFor(answersKeptMs));

/** What the API answered lately, by idempotency key. */
export function createKeptAnswers(connection: Connection, clock: Clock = systemClock): KeptAnswers {
  const answers: Model<KeptAnswerDocument> = connection.model<KeptAnswerDocument>(
    'KeptAnswer',
    schema as unknown as Schema<KeptAnswerDocument>,
  );

  async function find(key: string): Promise<KeptAnswer | undefined> {
    const document = await answers.findOne({ _id: key, expiresAt: { $gt: clock.now() } }).lean();
    return document ? present(document.answer) : undefined;
  }

  async function keep(key: string, answer: KeptAnswer): Promise<void> {
    const now = clock.now();
    // One that has expired may still be there: it makes room.
    await answers.deleteOne({ _id: key, expiresAt: { $lte: now } });
    const expiresAt = new Date(now.getTime() + answersKeptMs);
    await upserted(async () => {
      const { matchedCount, upsertedCount } = await answers.updateOne(
        { _id: key },
        { $setOnInsert: { answer, expiresAt, storedAt: new Date() } },
        { upsert: true },
      );
      return matchedCount + upsertedCount > 0 ? true : null;
    });
  }

  return answering({ find, keep });
}
