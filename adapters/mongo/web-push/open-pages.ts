import type { Connection } from 'mongoose';
import type { PersonId } from '../../../src/domain/people.ts';
import { type OpenPages, openPagesForMs } from '../../../src/ports/chat/web-push.ts';
import { expiredFor } from '../collections/expiry.ts';
import { answering, updatedOrInserted } from '../connection/answering.ts';
import { type Indexes, modelOf } from '../connection/collections.ts';

interface OpenPagesDocument {
  /** The name of the process. */
  readonly _id: string;
  readonly people: readonly PersonId[];
  readonly at: Date;
  readonly storedAt: Date;
}

const indexes: Indexes = [[{ storedAt: 1 }, expiredFor(openPagesForMs)]];

export function createOpenPages(connection: Connection): OpenPages {
  const documents = modelOf<OpenPagesDocument>(connection, 'openPages', indexes);

  async function put(process: string, people: readonly PersonId[], now: Date): Promise<void> {
    if (people.length === 0) await documents.deleteOne({ _id: process });
    else {
      const $set = { people: [...people], at: now, storedAt: new Date() };
      await updatedOrInserted(() => documents.updateOne({ _id: process }, { $set }, { upsert: true }));
    }
  }

  async function any(person: PersonId, now: Date): Promise<boolean> {
    // One small document for each process that has readers.
    const all = await documents.find().lean<OpenPagesDocument[]>();
    return all.some(({ people, at }) => people.includes(person) && now.getTime() - at.getTime() < openPagesForMs);
  }

  return answering({ put, any });
}
