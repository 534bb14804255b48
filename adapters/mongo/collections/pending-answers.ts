import type { Connection } from 'mongoose';
import type { Platform } from '../../../src/domain/people.ts';
import type { PendingAnswer, PendingAnswers } from '../../../src/ports/pending-answers.ts';
import { type Clock, systemClock } from '../../../src/ports/runtime.ts';
import { answering, updatedOrInserted } from '../connection/answering.ts';
import { type Indexes, modelOf } from '../connection/collections.ts';
import { expiredFor } from './expiry.ts';

/** Discord accepts an answer for this long. */
const lifetimeMs = 15 * 60_000;
const mostListed = 100;

interface PendingAnswerDocument extends Omit<PendingAnswer, 'id'> {
  /** Platform and id: `discord:100000000000000001`. */
  readonly _id: string;
  readonly answer: string;
  readonly expiresAt: Date;
  readonly storedAt: Date;
}

const indexes: Indexes = [[{ storedAt: 1 }, expiredFor(lifetimeMs)]];

export function createPendingAnswers(connection: Connection, clock: Clock = systemClock): PendingAnswers {
  const answers = modelOf<PendingAnswerDocument>(connection, 'pendingAnswers', indexes);
  const keyOf = (platform: Platform, id: string) => `${platform}:${id}`;

  async function put({ platform, id, application, token, language }: PendingAnswer): Promise<void> {
    const expiresAt = new Date(clock.now().getTime() + lifetimeMs);
    const kept = { platform, answer: id, application, token, language, expiresAt, storedAt: new Date() };
    await updatedOrInserted(() => answers.updateOne({ _id: keyOf(platform, id) }, { $set: kept }, { upsert: true }));
  }

  async function remove(platform: Platform, id: string): Promise<void> {
    await answers.deleteOne({ _id: keyOf(platform, id) });
  }

  async function list(platform: Platform): Promise<readonly PendingAnswer[]> {
    // There is one for each running command, and one for each command that a killed process left.
    const found = await answers
      .find({ platform, expiresAt: { $gt: clock.now() } })
      .sort({ storedAt: 1 })
      .limit(mostListed)
      .lean();
    return found.map(({ answer, application, token, language }) => ({
      platform,
      id: answer,
      application,
      token,
      language,
    }));
  }

  return answering({ put, remove, list });
}
