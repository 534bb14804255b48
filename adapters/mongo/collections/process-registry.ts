import type { Connection } from 'mongoose';
import type { ProcessRegistry } from '../../../src/ports/runtime.ts';
import { answering, upserted } from '../connection/answering.ts';
import { modelOf } from '../connection/collections.ts';

interface ProcessDocument {
  readonly _id: string;
  readonly beat: number;
  readonly stopped?: boolean;
}

export function createProcessRegistry(connection: Connection): ProcessRegistry {
  const processes = modelOf<ProcessDocument>(connection, 'processes');

  async function beat(name: string): Promise<ReadonlyMap<string, number | 'stopped'>> {
    await upserted(() =>
      processes
        .findOneAndUpdate({ _id: name }, { $inc: { beat: 1 } }, { upsert: true, returnDocument: 'after' })
        .lean(),
    );
    const all = await processes.find().lean<ProcessDocument[]>();
    return new Map(all.map(({ _id, beat: count, stopped }) => [_id, stopped ? 'stopped' : count]));
  }

  async function stop(name: string): Promise<void> {
    await processes.updateOne({ _id: name }, { $set: { stopped: true } });
  }

  async function remove(names: readonly string[]): Promise<void> {
    await processes.deleteMany({ _id: { $in: [...names] } });
  }

  return answering({ beat, stop, remove });
}
