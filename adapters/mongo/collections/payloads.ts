import type { Connection } from 'mongoose';
import { createCache } from '../../../src/lib/cache.ts';
import {
  type KeptPayload,
  mostPayloads,
  type PayloadStore,
  type PayloadSummary,
  payloadsKeptMs,
} from '../../../src/ports/alerts.ts';
import { insertMissing } from '../batching/insert-missing.ts';
import { answering } from '../connection/answering.ts';
import { collectionOf, type Indexes } from '../connection/collections.ts';
import { expiredFor } from './expiry.ts';

interface PayloadDocument extends Omit<KeptPayload, 'id'> {
  readonly _id: string;
}

const indexes: Indexes = [
  [{ receivedAt: 1 }, expiredFor(payloadsKeptMs)],
  [{ integration: 1, receivedAt: -1, _id: -1 }],
];

/** More than one batch adds. */
const mostTrimmed = 500;
/** How many more payloads an integration may have than are shown, so that not every batch has to look for old ones. */
const spareBeforeTrim = 25;
/** The most integrations for which this process counts payloads since the last look. */
const mostRemembered = 10_000;

/** Makes the store of the latest payloads of senders. */
export function createPayloadStore(connection: Connection): PayloadStore {
  const collection = collectionOf<PayloadDocument>(connection, 'payloads', indexes);
  const sinceTrim = createCache<string, number>({ max: mostRemembered });

  async function keep(payloads: readonly KeptPayload[]): Promise<void> {
    if (payloads.length === 0) return;
    const documents = payloads.map(({ id, ...rest }) => ({ _id: id, ...rest }));
    // A payload that was saved by an attempt whose answer was lost exists already.
    await insertMissing(collection, documents);
    const old = await Promise.all(toBeTrimmed(payloads).map(beyondLatest));
    if (old.flat().length > 0) await collection.deleteMany({ _id: { $in: old.flat() } });
  }

  /** Counts the payloads of each integration. Returns the integrations that have enough new ones for a look at the old ones. */
  function toBeTrimmed(payloads: readonly KeptPayload[]): readonly string[] {
    const added = new Map<string, number>();
    for (const { integration } of payloads) added.set(integration, (added.get(integration) ?? 0) + 1);
    return [...added].flatMap(([integration, count]) => {
      // The first look after a start also deletes what an earlier process left.
      const since = (sinceTrim.get(integration) ?? spareBeforeTrim) + count;
      sinceTrim.set(integration, since > spareBeforeTrim ? 0 : since);
      return since > spareBeforeTrim ? [integration] : [];
    });
  }

  async function beyondLatest(integration: string): Promise<readonly string[]> {
    const old = await collection
      .find({ integration }, { projection: { _id: 1 } })
      .sort({ receivedAt: -1, _id: -1 })
      .skip(mostPayloads)
      .limit(mostTrimmed)
      .toArray();
    return old.map(({ _id }) => _id);
  }

  async function latest(integration: string, limit: number): Promise<readonly KeptPayload[]> {
    const found = await collection.find({ integration }).sort({ receivedAt: -1, _id: -1 }).limit(limit).toArray();
    return found.map(payloadOf);
  }

  async function load(integration: string, id: string): Promise<KeptPayload | undefined> {
    const found = await collection.findOne({ _id: id });
    return found?.integration === integration ? payloadOf(found) : undefined;
  }

  async function summaries(): Promise<readonly PayloadSummary[]> {
    const projection = { integration: 1, sender: 1, receivedAt: 1, status: 1 } as const;
    const found = await collection.find({}, { projection }).toArray();
    return [...new Set(found.map((one) => one.integration))].map((integration) => {
      const shown = found
        .filter((one) => one.integration === integration)
        .sort((one, other) => other.receivedAt.getTime() - one.receivedAt.getTime())
        .slice(0, mostPayloads);
      const { sender, receivedAt } = shown[0]!;
      const refused = shown.filter(({ status }) => status >= 400).length;
      return { integration, sender, lastReceivedAt: receivedAt, kept: shown.length, refused };
    });
  }

  return answering({ keep, latest, load, summaries });
}

function payloadOf({ _id, ...rest }: PayloadDocument): KeptPayload {
  return { id: _id, ...rest };
}
