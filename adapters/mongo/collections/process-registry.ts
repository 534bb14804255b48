import { type Connection, Schema } from 'mongoose';
import type { ProcessRegistry } from '../../../src/ports/runtime.ts';
import { answering, upserted } from '../connection/answering.ts';

interface ProcessDocument {
  readonly _id: string;
  readonly beat: number;
}

const schema = new Schema(
  { _id: { type: String, required: true }, beat: { type: Number, required: true } },
  { collection: 'processes', strict: 'throw', versionKey: false },
);

export function createProcessRegistry(connection: Connection): ProcessRegistry {
  const processes = connection.model<ProcessDocument>('Process', schema as unknown as Schema<ProcessDocument>);

  async function sign(self: string): Promise<ReadonlyMap<string, number>> {
    await upserted(() =>
      processes
        .findOneAndUpdate({ _id: self }, { $inc: { beat: 1 } }, { upsert: true, returnDocument: 'after' })
        .lean(),
    );
    const all = await processes.find().lean<ProcessDocument[]>();
    return new Map(all.map(({ _id, beat }) => [_id, beat]));
  }

  async function strike(who: readonly string[]): Promise<void> {
    await processes.deleteMany({ _id: { $in: [...who] } });
  }

  return answering({ sign, strike });
}
