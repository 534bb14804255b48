import type { Connection } from 'mongoose';
import type { Monitored } from '../../../src/domain/monitors/report.ts';
import type { MonitorStore } from '../../../src/ports/monitors.ts';
import { is, literally, onlyIf } from '../batching/only-if.ts';
import { answering, isDuplicateKey } from '../connection/answering.ts';
import { collectionOf, modelOf } from '../connection/collections.ts';
import { present } from '../connection/stored.ts';
import { serverLimitMs } from '../connection/time-limits.ts';

interface MonitorDocument {
  readonly _id: string;
  readonly version: number;
  readonly state: Monitored;
}

/** Makes the store of the states of monitors, in one database. Any number of processes may use it at once. */
export function createMonitorStore<S extends Monitored>(
  connection: Connection,
  collection: 'heartbeats' | 'checks',
): MonitorStore<S> {
  const documents = modelOf<MonitorDocument>(connection, collection);
  const writes = collectionOf<MonitorDocument>(connection, collection);

  async function all(): Promise<readonly S[]> {
    return (await documents.find().lean<MonitorDocument[]>()).map(stateOf<S>);
  }

  async function load(id: string): Promise<S | undefined> {
    const document = await documents.findOne({ _id: id }).lean<MonitorDocument>();
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
    const replaced = onlyIf([is('version', version - 1)], literally({ version, state: present(next) }));
    const { modifiedCount } = await writes.updateOne({ _id: id }, replaced, { maxTimeMS: serverLimitMs });
    return modifiedCount === 1;
  }

  async function keepOnly(ids: readonly string[]): Promise<void> {
    await documents.deleteMany({ _id: { $nin: [...ids] } });
  }

  return answering({ all, load, begin, replace, keepOnly });
}

function stateOf<S extends Monitored>({ state }: MonitorDocument): S {
  return present(state) as S;
}
