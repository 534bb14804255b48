import { type Connection, type Model, Schema } from 'mongoose';
import { addressKey } from '../../../src/domain/address.ts';
import type { PersonId, Platform } from '../../../src/domain/people.ts';
import type {
  LinkedAccount,
  MaintenanceChanges,
  PersonChanges,
  RuntimeChanges,
  ScheduleChanges,
} from '../../../src/domain/runtime-changes.ts';
import type { NotificationRequest } from '../../../src/ports/notifications.ts';
import {
  type Linked,
  type RuntimeChangeStore,
  StaleRuntimeChanges,
  type Untold,
} from '../../../src/ports/runtime-changes.ts';
import { answering, isDuplicateKey } from '../connection/answering.ts';
import { present } from '../connection/stored.ts';

type RuntimeChange = ScheduleChanges | PersonChanges | MaintenanceChanges;
type Value = Omit<ScheduleChanges, 'version'> | Omit<PersonChanges, 'version'> | Omit<MaintenanceChanges, 'version'>;

/**
 * One document for each schedule and each person, and one for all maintenance windows. A change and its notifications are
 * one atomic write on any server.
 */
interface RuntimeChangeDocument {
  /** `schedule|primary`, `person|alice`, `maintenance`. */
  readonly _id: string;
  readonly version: number;
  readonly value: Value;
  /** Notifications that are not posted yet. */
  readonly letters: readonly NotificationRequest[];
  /** When the sweep posts the notifications. */
  readonly tellBy?: Date;
}

interface LinkedDocument {
  /** `alice|telegram`: one account for each person and platform. */
  readonly _id: string;
  /** `telegram|1001`: belongs to one person. It never changes, because SecantusDB frees no unique key on an update. */
  readonly account: string;
  readonly value: LinkedAccount;
  readonly letters: readonly NotificationRequest[];
  readonly tellBy?: Date;
}

const { Mixed } = Schema.Types;
const outbox = { letters: { type: [Mixed], required: true }, tellBy: Date };

const runtimeChangeSchema = new Schema(
  {
    _id: { type: String, required: true },
    version: { type: Number, required: true },
    value: { type: Mixed, required: true },
    ...outbox,
  },
  { collection: 'amendments', strict: 'throw', minimize: false, versionKey: false, id: false },
);
runtimeChangeSchema.index({ tellBy: 1 });

const linkedSchema = new Schema(
  {
    _id: { type: String, required: true },
    account: { type: String, required: true },
    value: { type: Mixed, required: true },
    ...outbox,
  },
  { collection: 'linkedAccounts', strict: 'throw', minimize: false, versionKey: false, id: false },
);
linkedSchema.index({ account: 1 }, { unique: true });
linkedSchema.index({ tellBy: 1 });

const linkedKey = 'account|';
const maintenanceKey = 'maintenance';

/** Makes the store of what people changed in chat. Any number of processes may use it at once. */
// biome-ignore lint/complexity/noExcessiveLinesPerFunction: to be split
export function createRuntimeChangeStore(connection: Connection): RuntimeChangeStore {
  const runtimeChanges: Model<RuntimeChangeDocument> = connection.model<RuntimeChangeDocument>(
    'Amendment',
    runtimeChangeSchema as unknown as Schema<RuntimeChangeDocument>,
  );
  const accounts: Model<LinkedDocument> = connection.model<LinkedDocument>(
    'LinkedAccount',
    linkedSchema as unknown as Schema<LinkedDocument>,
  );

  async function all(): Promise<RuntimeChanges> {
    const [changes, links] = await Promise.all([
      runtimeChanges.find({}, { value: 1, version: 1 }).sort({ _id: 1 }).lean<RuntimeChangeDocument[]>(),
      accounts.find({}, { value: 1 }).sort({ _id: 1 }).lean<LinkedDocument[]>(),
    ]);
    const kept = changes.map((document) => ({ ...present(document.value), version: document.version }));
    const maintenance = kept.find((one): one is MaintenanceChanges => 'cuts' in one);
    return {
      schedules: kept.filter((one): one is ScheduleChanges => 'schedule' in one),
      people: kept.filter((one): one is PersonChanges => 'person' in one),
      accounts: links.map(({ value }) => present(value)),
      ...(maintenance && { maintenance }),
    };
  }

  async function ofSchedule(schedule: string): Promise<ScheduleChanges> {
    const document = await runtimeChanges.findOne({ _id: scheduleKey(schedule) }).lean<RuntimeChangeDocument>();
    if (!document) return { schedule, overrides: [], covers: [], version: 0 };
    return { ...(present(document.value) as ScheduleChanges), version: document.version };
  }

  async function ofPerson(person: PersonId): Promise<PersonChanges> {
    const document = await runtimeChanges.findOne({ _id: personKey(person) }).lean<RuntimeChangeDocument>();
    if (!document) return { person, version: 0 };
    return { ...(present(document.value) as PersonChanges), version: document.version };
  }

  async function ofMaintenance(): Promise<MaintenanceChanges> {
    const document = await runtimeChanges.findOne({ _id: maintenanceKey }).lean<RuntimeChangeDocument>();
    if (!document) return { windows: [], cuts: [], version: 0 };
    return { ...(present(document.value) as MaintenanceChanges), version: document.version };
  }

  async function keepSchedule(
    next: ScheduleChanges,
    notifications: readonly NotificationRequest[],
    tellBy: Date,
  ): Promise<Untold> {
    return keep(scheduleKey(next.schedule), next, notifications, tellBy);
  }

  async function keepMaintenance(
    next: MaintenanceChanges,
    notifications: readonly NotificationRequest[],
    tellBy: Date,
  ): Promise<Untold> {
    return keep(maintenanceKey, next, notifications, tellBy);
  }

  async function keepPerson(next: PersonChanges): Promise<void> {
    await keep(personKey(next.person), next, [], undefined);
  }

  async function keep(
    key: string,
    { version, ...rest }: RuntimeChange,
    notifications: readonly NotificationRequest[],
    tellBy: Date | undefined,
  ): Promise<Untold> {
    const value = present(rest) as Value;
    const added = present(notifications);
    const look = notifications.length > 0 && tellBy ? { tellBy } : {};
    if (version === 1) {
      try {
        await runtimeChanges.create({ _id: key, version, value, letters: [...added], ...look });
        return { key, version, notifications };
      } catch (err) {
        throw isDuplicateKey(err) ? new StaleRuntimeChanges(key) : err;
      }
    }
    const kept = await runtimeChanges
      .findOneAndUpdate(
        { _id: key, version: version - 1 },
        { $set: { version, value, ...look }, $push: { letters: { $each: [...added] } } },
        { returnDocument: 'after' },
      )
      .lean<RuntimeChangeDocument>();
    if (!kept) throw new StaleRuntimeChanges(key);
    return { key, version, notifications: present(kept.letters) };
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
      return { linked: 'linked', untold: { key: linkedKey + _id, version: 1, notifications } };
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
    const overdue = { tellBy: { $lte: now } };
    const [changes, links] = await Promise.all([
      runtimeChanges.find(overdue).limit(limit).lean<RuntimeChangeDocument[]>(),
      accounts.find(overdue).limit(limit).lean<LinkedDocument[]>(),
    ]);
    return [
      ...changes.map(({ _id: key, version, letters }) => ({ key, version, notifications: present(letters) })),
      ...links.map(({ _id, letters }) => ({ key: linkedKey + _id, version: 1, notifications: present(letters) })),
    ];
  }

  async function told({ key, version }: Pick<Untold, 'key' | 'version'>): Promise<void> {
    const posted = { $set: { letters: [] }, $unset: { tellBy: 1 } };
    if (key.startsWith(linkedKey)) await accounts.updateOne({ _id: key.slice(linkedKey.length) }, posted);
    else await runtimeChanges.updateOne({ _id: key, version }, posted);
  }

  return answering({
    all,
    ofSchedule,
    ofPerson,
    ofMaintenance,
    keepSchedule,
    keepMaintenance,
    keepPerson,
    link,
    unlink,
    untold,
    told,
  });
}

function scheduleKey(schedule: string): string {
  return `schedule|${schedule}`;
}

function personKey(person: PersonId): string {
  return `person|${person}`;
}
