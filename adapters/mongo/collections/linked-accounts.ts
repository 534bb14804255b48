import type { Connection } from 'mongoose';
import { addressKey } from '../../../src/domain/address.ts';
import type { PersonId, Platform } from '../../../src/domain/people.ts';
import type { LinkedAccount } from '../../../src/domain/runtime-changes.ts';
import type { NotificationRequest } from '../../../src/ports/notifications.ts';
import type { Linked, Untold } from '../../../src/ports/runtime-changes.ts';
import { isDuplicateKey } from '../connection/answering.ts';
import { type Indexes, modelOf } from '../connection/collections.ts';
import { present } from '../connection/stored.ts';

interface LinkedDocument {
  /** `alice|telegram`: one account for each person and platform. */
  readonly _id: string;
  /** `telegram|1001`: belongs to one person. It never changes, because SecantusDB frees no unique key on an update. */
  readonly account: string;
  readonly value: LinkedAccount;
  readonly letters: readonly NotificationRequest[];
  readonly tellBy?: Date;
}

/** The update of a change once its notifications are posted. */
export const posted = { $set: { letters: [] }, $unset: { tellBy: 1 } } as const;

const indexes: Indexes = [[{ account: 1 }, { unique: true }], [{ tellBy: 1 }]];

const keyPrefix = 'account|';

/** The accounts that people linked in chat, one document each. */
export function createLinkedAccounts(connection: Connection) {
  const accounts = modelOf<LinkedDocument>(connection, 'linkedAccounts', indexes);

  async function all(): Promise<readonly LinkedAccount[]> {
    const found = await accounts.find({}, { value: 1 }).sort({ _id: 1 }).lean<LinkedDocument[]>();
    return found.map(({ value }) => present(value));
  }

  async function link(
    account: LinkedAccount,
    notifications: readonly NotificationRequest[],
    tellBy: Date,
  ): Promise<{ linked: Linked; untold?: Untold }> {
    const _id = `${account.person}|${account.platform}`;
    try {
      await accounts.create({
        _id,
        account: addressKey(account.platform, account.account),
        value: present(account),
        letters: [...present(notifications)],
        ...(notifications.length > 0 && { tellBy }),
      });
      return { linked: 'linked', untold: { key: keyPrefix + _id, version: 1, notifications } };
    } catch (err) {
      if (!isDuplicateKey(err)) throw err;
      return { linked: (await accounts.exists({ _id })) ? 'person-has-one' : 'account-taken' };
    }
  }

  async function unlink(person: PersonId, platform: Platform): Promise<boolean> {
    const { deletedCount } = await accounts.deleteOne({ _id: `${person}|${platform}` });
    return deletedCount > 0;
  }

  async function untold(now: Date, limit: number): Promise<readonly Untold[]> {
    const found = await accounts
      .find({ tellBy: { $lte: now } })
      .limit(limit)
      .lean<LinkedDocument[]>();
    return found.map(({ _id, letters }) => ({ key: keyPrefix + _id, version: 1, notifications: present(letters) }));
  }

  /** Returns whether the key is one of a linked account. */
  async function told(key: string): Promise<boolean> {
    if (!key.startsWith(keyPrefix)) return false;
    await accounts.updateOne({ _id: key.slice(keyPrefix.length) }, posted);
    return true;
  }

  return { all, link, unlink, untold, told };
}
