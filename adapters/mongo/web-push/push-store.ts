import type { Connection } from 'mongoose';
import type { PersonId } from '../../../src/domain/people.ts';
import {
  mostSubscriptions,
  type PushKeys,
  type PushStore,
  type PushSubscription,
  subscriptionLifetimeMs,
} from '../../../src/ports/chat/web-push.ts';
import { expiredFor } from '../collections/expiry.ts';
import { answering, isDuplicateKey, updatedOrInserted } from '../connection/answering.ts';
import { type Indexes, modelOf } from '../connection/collections.ts';
import { present } from '../connection/stored.ts';

const KEYS = 'push';

interface KeysDocument extends PushKeys {
  readonly _id: string;
}

interface SubscriptionDocument extends Omit<PushSubscription, 'id'> {
  readonly _id: string;
  readonly storedAt: Date;
}

const indexes: Indexes = [[{ person: 1 }], [{ renewedAt: 1 }], [{ storedAt: 1 }, expiredFor(subscriptionLifetimeMs)]];

export function createPushStore(connection: Connection): PushStore {
  const allKeys = modelOf<KeysDocument>(connection, 'keys');
  const subscriptions = modelOf<SubscriptionDocument>(connection, 'pushSubscriptions', indexes);

  async function keys(made: PushKeys): Promise<PushKeys> {
    const known = await allKeys.findById(KEYS).lean();
    if (known) return keysOf(known);
    try {
      await allKeys.create({ _id: KEYS, ...made });
      return made;
    } catch (err) {
      if (!isDuplicateKey(err)) throw err;
    }
    // Another process made them at the same moment.
    const theirs = await allKeys.findById(KEYS).lean();
    if (!theirs) throw new Error('The keys for push could not be read; check the rights of the database user');
    return keysOf(theirs);
  }

  async function keep({ id, ...given }: PushSubscription): Promise<void> {
    const document = { ...present(given), storedAt: new Date() };
    // Replaced as a whole: a session of an earlier person must not stay.
    await updatedOrInserted(() => subscriptions.replaceOne({ _id: id }, document, { upsert: true }));
    await removeBeyondMost(given.person);
  }

  async function removeBeyondMost(person: PersonId): Promise<void> {
    const theirs = await subscriptions.find({ person }, { _id: 1, renewedAt: 1 }).lean();
    const tooMany = theirs.sort(lastFirst).slice(mostSubscriptions);
    for (const { _id } of tooMany) await subscriptions.deleteOne({ _id });
  }

  async function renew(
    id: string,
    { person, session, device }: Pick<PushSubscription, 'person' | 'session' | 'device'>,
    now: Date,
  ): Promise<boolean> {
    const $set = present({ person, session, device, renewedAt: now, storedAt: new Date() });
    // What is not given now was the earlier person's.
    const $unset = { ...(session === undefined && { session: 1 }), ...(device === undefined && { device: 1 }) };
    const before = await subscriptions.findOneAndUpdate({ _id: id }, { $set, $unset }).lean();
    if (before && before.person !== person) await removeBeyondMost(person);
    return before !== null;
  }

  async function of(person: PersonId, now: Date): Promise<readonly PushSubscription[]> {
    const found = await subscriptions.find({ person }).lean<SubscriptionDocument[]>();
    return found
      .filter(({ renewedAt }) => now.getTime() - renewedAt.getTime() < subscriptionLifetimeMs)
      .sort(lastFirst)
      .map(subscriptionOf);
  }

  async function confirmedBetween(from: Date, to: Date): Promise<readonly PushSubscription[]> {
    const found = await subscriptions.find({ renewedAt: { $gt: from, $lte: to } }).lean<SubscriptionDocument[]>();
    return found.map(subscriptionOf);
  }

  async function remove(id: string): Promise<void> {
    await subscriptions.deleteOne({ _id: id });
  }

  async function removeOf(person: PersonId, session?: string): Promise<void> {
    await subscriptions.deleteMany({ person, ...(session !== undefined && { session }) });
  }

  async function removeOthers(people: readonly PersonId[]): Promise<number> {
    return (await subscriptions.deleteMany({ person: { $nin: [...people] } })).deletedCount;
  }

  return answering({ keys, keep, renew, of, confirmedBetween, remove, removeOf, removeOthers });
}

function subscriptionOf({ _id: id, storedAt: _storedAt, ...rest }: SubscriptionDocument): PushSubscription {
  return present({ id, ...rest });
}

function keysOf({ publicKey, privateKey }: KeysDocument): PushKeys {
  return { publicKey, privateKey };
}

function lastFirst(one: { readonly renewedAt: Date }, other: { readonly renewedAt: Date }): number {
  return other.renewedAt.getTime() - one.renewedAt.getTime();
}
