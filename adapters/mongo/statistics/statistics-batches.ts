import { type Connection, Types } from 'mongoose';
import type { Counters } from '../../../src/domain/statistics/counters.ts';
import { isDuplicateKey } from '../connection/answering.ts';
import { collectionOf, modelOf } from '../connection/collections.ts';
import { serverLimitMs } from '../connection/time-limits.ts';

/** Incidents that are counted together. The batch is saved before it starts, so that any process can finish it. */
export interface Batch {
  readonly number: number;
  /** Names of the counters are `fieldName`s. */
  readonly days: readonly { readonly day: string; readonly change: Counters }[];
  readonly incidents: readonly CountedIncident[];
}

export interface CountedIncident {
  readonly id: string;
  /** The number of events in the incident's timeline. */
  readonly events: number;
  readonly day?: string;
  readonly counters?: Counters;
}

/** What was counted of an incident last. It is saved in the incident. */
export interface Counted {
  readonly generation: string;
  readonly batch: number;
  readonly day?: string;
  readonly counters?: Counters;
}

interface LedgerDocument {
  readonly _id: 'ledger';
  /** Counts of another generation are ignored: without a ledger, everything is counted again. */
  readonly generation: string;
  /** The last batch. */
  readonly batch: number;
  readonly days?: Batch['days'];
  readonly incidents?: Batch['incidents'];
  readonly done: boolean;
}

export interface Batches {
  /** Makes the first ledger, after `noteAll` has marked all incidents as uncounted. A repeated `noteAll` is harmless. */
  open(noteAll: () => Promise<void>): Promise<void>;
  /** Returns the last batch, and whether it is finished. */
  last(): Promise<{ readonly batch: Batch; readonly done: boolean; readonly generation: string }>;
  /** Returns false when another process has begun a batch since `after`: this batch was then made from outdated data. */
  begin(batch: Batch, after: number): Promise<boolean>;
  finished(batch: Batch): Promise<void>;
}

/** Makes the store of batches. One batch runs at a time in all processes: each continues the one before, by compare-and-set. */
export function createBatches(connection: Connection): Batches {
  const ledger = modelOf<LedgerDocument>(connection, 'figureLedger');
  // In a storm mongoose would take longer to go through a batch than everything else about it takes.
  const writes = collectionOf<LedgerDocument>(connection, 'figureLedger');
  const limit = { maxTimeMS: serverLimitMs };

  async function read(): Promise<LedgerDocument | null> {
    return ledger.findOne({ _id: 'ledger' }).lean<LedgerDocument>();
  }

  return {
    async open(noteAll) {
      if (await read()) return;
      await noteAll();
      const generation = new Types.ObjectId().toHexString();
      await ledger.create({ _id: 'ledger', generation, batch: 0, done: true }).catch((err: unknown) => {
        if (!isDuplicateKey(err)) throw err;
      });
    },
    async last() {
      const { batch: number, days = [], incidents = [], done, generation } = (await read()) ?? gone();
      return { batch: { number, days, incidents }, done, generation };
    },
    async begin({ number, days, incidents }, after) {
      const result = await writes.updateOne(
        { _id: 'ledger', batch: after, done: true },
        { $set: { batch: number, days, incidents, done: false } },
        limit,
      );
      return result.modifiedCount > 0;
    },
    async finished({ number }) {
      await writes.updateOne(
        { _id: 'ledger', batch: number },
        { $set: { done: true }, $unset: { days: 1, incidents: 1 } },
        limit,
      );
    },
  };
}

function gone(): never {
  throw new Error('The ledger of the statistics is missing. Restart Tocsin, which counts them again');
}
