import { type Connection, type Model, Schema } from 'mongoose';
import { upserted } from './answering.ts';

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

/** The next value, from 1. A value may be left out, never given twice. */
export async function nextOf(connection: Connection, counter: string): Promise<number> {
  const counters = counterModel(connection);
  const document = await upserted(() =>
    counters
      .findOneAndUpdate({ _id: counter }, { $inc: { value: 1 } }, { upsert: true, returnDocument: 'after' })
      .lean(),
  );
  return document.value;
}
