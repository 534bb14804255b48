import type { Connection } from 'mongoose';
import { shortHash } from '../../../src/lib/values/digest.ts';
import { type MailThread, type MailThreads, mailThreadsKeptMs } from '../../../src/ports/alerts.ts';
import { expiredFor } from '../collections/expiry.ts';
import { answering, updatedOrInserted } from '../connection/answering.ts';
import { collectionOf, type Indexes } from '../connection/collections.ts';
import { serverLimitMs } from '../connection/time-limits.ts';

interface ThreadDocument extends MailThread {
  /** A digest of the Message-ID. */
  readonly _id: string;
  readonly at: Date;
}

const indexes: Indexes = [[{ at: 1 }, expiredFor(mailThreadsKeptMs)]];

/** Makes the store of what each email was about, one document for each email. */
export function createMailThreads(connection: Connection): MailThreads {
  const collection = collectionOf<ThreadDocument>(connection, 'mailThreads', indexes);

  async function remember(messageId: string, { key, title }: MailThread, at: Date): Promise<void> {
    await updatedOrInserted(() =>
      collection.updateOne(
        { _id: idOf(messageId) },
        { $setOnInsert: { key, title, at } },
        { upsert: true, maxTimeMS: serverLimitMs },
      ),
    );
  }

  async function find(messageIds: readonly string[]): Promise<MailThread | undefined> {
    const ids = messageIds.map(idOf);
    const found = await collection.find({ _id: { $in: ids } }).toArray();
    const latest = ids.map((id) => found.find(({ _id }) => _id === id)).find((one) => one !== undefined);
    return latest && { key: latest.key, title: latest.title };
  }

  return answering({ remember, find });
}

function idOf(messageId: string): string {
  return shortHash(messageId);
}
