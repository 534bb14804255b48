import { type Connection, type Model, Schema } from 'mongoose';
import { upserted } from '../connection/answering.ts';

interface CounterDocument {
  readonly _id: string;
  readonly value: number;
}

const schema = new Schema(
  { _id: { type: String, required: true }, value: { type: Number, required: true } },
  { collection: 'counters', strict: 'throw', versionKey: false },
);

function counterModel(connection: Connection): Model<CounterDocument> {
  return connection.model<CounterDocument>('Counter', schema as unknown as Schema<CounterDocument>);
}

/** Reads the value that was given last; 0 before the first. */
export function readCounter(connection: Connection, name: string): () => Promise<number> {
  const counters = counterModel(connection);
  return async () => (await counters.findOne({ _id: name }).lean())?.value ?? 0;
}

/**
 * Gives the next value, from 1. A value may be left out, never given twice. Those that are asked for while one is being fetched are
 * fetched together.
 */
export function createCounter(connection: Connection, name: string): () => Promise<number> {
  const counters = counterModel(connection);
  type Requester = { readonly given: (value: number) => void; readonly failed: (err: unknown) => void };
  let waiting: Requester[] = [];
  let fetching = false;

  async function fetchAll(): Promise<void> {
    fetching = true;
    while (waiting.length > 0) {
      const requesters = waiting;
      waiting = [];
      try {
        const last = await raise(requesters.length);
        for (const [index, { given }] of requesters.entries()) given(last - requesters.length + 1 + index);
      } catch (err) {
        for (const { failed } of requesters) failed(err);
      }
    }
    fetching = false;
  }

  async function raise(by: number): Promise<number> {
    const document = await upserted(() =>
      counters
        .findOneAndUpdate({ _id: name }, { $inc: { value: by } }, { upsert: true, returnDocument: 'after' })
        .lean(),
    );
    return document.value;
  }

  return () =>
    new Promise((given, failed) => {
      waiting.push({ given, failed });
      if (!fetching) void fetchAll();
    });
}
