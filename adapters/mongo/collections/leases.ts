import type { Connection } from 'mongoose';
import type { Lease, Leases } from '../../../src/ports/runtime.ts';
import { answering, isDuplicateKey } from '../connection/answering.ts';
import { modelOf } from '../connection/collections.ts';

interface LeaseDocument {
  readonly _id: string;
  readonly holder?: string;
  readonly beat: number;
}

/**
 * There is a lease for each listener, so only a handful. SecantusDB reads all of them for a filter of more than the id,
 * which costs little here.
 */
export function createLeases(connection: Connection): Leases {
  const leases = modelOf<LeaseDocument>(connection, 'leases');

  async function look(name: string): Promise<Lease> {
    const document = await leases.findOne({ _id: name }).lean<LeaseDocument>();
    return { beat: document?.beat ?? 0, ...(document?.holder && { holder: document.holder }) };
  }

  async function take(name: string, holder: string, seen: number): Promise<boolean> {
    if (seen === 0) return begin(name, holder);
    const taken = await leases.updateOne({ _id: name, beat: seen }, { $set: { holder }, $inc: { beat: 1 } });
    return taken.modifiedCount === 1;
  }

  async function begin(name: string, holder: string): Promise<boolean> {
    try {
      await leases.create({ _id: name, holder, beat: 1 });
      return true;
    } catch (err) {
      if (isDuplicateKey(err)) return false;
      throw err;
    }
  }

  async function release(name: string, holder: string): Promise<void> {
    await leases.updateOne({ _id: name, holder }, { $unset: { holder: 1 }, $inc: { beat: 1 } });
  }

  return answering({ look, take, release });
}
