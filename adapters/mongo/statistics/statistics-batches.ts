import { type Connection, type Model, Schema, Types } from 'mongoose';
import type { Counters } from '../../../src/domain/statistics/counters.ts';
import { isDuplicateKey } from '../connection/answering.ts';

/** Incidents that are counted together. It is written down before it begins, so that whoever finds it half done finishes it. */
export interface Batch {
  readonly number: number;
  /** Names in it are `fieldName`s. */
  readonly days: readonly { readonly day: string; readonly change: Counters }[];
  readonly incidents: readonly CountedIncident[];
}

export interface CountedIncident {
  readonly id: string;
  /** How many events its timeline had. */
  readonly events: number;
  readonly day?: string;
  readonly counters?: Counters;
}

/** What was counted of an incident last; it stands on the incident. */
export interface Counted {
  readonly generation: string;
  readonly batch: number;
  readonly day?: string;
  readonly counters?: Counters;
}

interface LedgerDocument {
  readonly _id: 'ledger';
  /** Those counted under another one are not counted: where there is no ledger, everything is counted anew. */
  readonly generation: string;
  /** The last batch. */
  readonly batch: number;
  readonly days?: Batch['days'];
  readonly incidents?: Batch['incidents'];
  readonly done: boolean;
}

const { Mixed } = Schema.Types;

const schema = new Schema(
  {
    _id: { type: String, required: true },
    generation: { type: String, required: true },
    batch: { type: Number, required: true },
    days: { type: [Mixed], default: undefined },
    incidents: { type: [Mixed], default: undefined },
    done: { type: Boolean, required: true },
  },
  { collection: 'figureLedger', strict: 'throw', minimize: false, versionKey: false },
);

export interface Batches {
  /** Makes the first ledger, once all there is has been noted as still to be counted; noted twice it does no harm. */
  open(noteAll: () => Promise<void>): Promise<void>;
  /** The batch that was made last, and whether somebody has to finish it. */
  last(): Promise<{ readonly batch: Batch; readonly done: boolean; readonly generation: string }>;
  /** False when another process has made one since `after`: then what this one is made of was read too early. */
  begin(batch: Batch, after: number): Promise<boolean>;
  finished(batch: Batch): Promise<void>;
}

/** One at a time, whatever the number of processes: each is begun on the one before, by compare-and-set. */
export function createBatches(connection: Connection): Batches {
  const ledger = connection.model(
    'FigureLedger',
    schema as unknown as Schema<LedgerDocument>,
  ) as unknown as Model<LedgerDocument>;

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
      const result = await ledger.updateOne(
        { _id: 'ledger', batch: after, done: true },
        { $set: { batch: number, days, incidents, done: false } },
      );
      return result.modifiedCount > 0;
    },
    async finished({ number }) {
      await ledger.updateOne(
        { _id: 'ledger', batch: number },
        { $set: { done: true }, $unset: { days: 1, incidents: 1 } },
      );
    },
  };
}

function gone(): never {
  throw new Error('The ledger of the figures is gone. Restart Tocsin: then they are made again');
}
