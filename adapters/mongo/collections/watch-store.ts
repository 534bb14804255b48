import { type Connection, type Model, Schema } from 'mongoose';
import type { Watched } from '../../../src/domain/watched/told.ts';
import type { WatchStore } from '../../../src/ports/watch-store.ts';
import { answering, isDuplicateKey } from '../connection/answering.ts';
import { present } from '../connection/stored.ts';

interface WatchDocument {
  readonly _id: string;
  readonly version: number;
  readonly state: Watched;
}

const collections = { heartbeats: 'Heartbeat', checks: 'Check' } as const;

/** Without the hint SecantusDB reads the whole collection for a filter that has more than the id in it. */
const byId = { hint: { _id: 1 } } as const;

function watchModel(connection: Connection, collection: keyof typeof collections): Model<WatchDocument> {
  const schema = new Schema(
    {
      _id: { type: String, required: true },
      version: { type: Number, required: true },
      state: { type: Schema.Types.Mixed, required: true },
    },
    { collection, strict: 'throw', minimize: false, versionKey: false, id: false },
  );
  return connection.model<WatchDocument>(collections[collection], schema as unknown as Schema<WatchDocument>);
}

/** How things stand with what is watched, in one database. Any number of processes may use it at once. */
export function createWatchStore<S extends Watched>(
  connection: Connection,
  collection: keyof typeof collections,
): WatchStore<S> {
  const documents = watchModel(connection, collection);

  async function all(): Promise<readonly S[]> {
    return (await documents.find().lean<WatchDocument[]>()).map(stateOf<S>);
  }

  async function load(id: string): Promise<S | undefined> {
    const document = await documents.findOne({ _id: id }).lean<WatchDocument>();
    return document ? stateOf<S>(document) : undefined;
  }

  async function begin(states: readonly S[]): Promise<void> {
    await Promise.all(states.map(beginOne));
  }

  async function beginOne(state: S): Promise<void> {
    try {
      await documents.create({ _id: state.id, version: state.version, state: present(state) });
    } catch (err) {
      if (!isDuplicateKey(err)) throw err;
    }
  }

  async function replace(next: S): Promise<boolean> {
    const { id, version } = next;
    const result = await documents.updateOne(
      { _id: id, version: version - 1 },
      { $set: { version, state: present(next) } },
      byId,
    );
    return result.matchedCount === 1;
  }

  async function keepOnly(ids: readonly string[]): Promise<void> {
    await documents.deleteMany({ _id: { $nin: [...ids] } });
  }

  return answering({ all, load, begin, replace, keepOnly });
}

function stateOf<S extends Watched>({ state }: WatchDocument): S {
  return present(state) as S;
}
