import type { Connection } from 'mongoose';
import type { PersonId } from '../../../src/domain/people.ts';
import type {
  MaintenanceChanges,
  PersonChanges,
  RuntimeChanges,
  ScheduleChanges,
} from '../../../src/domain/runtime-changes.ts';
import type { NotificationRequest } from '../../../src/ports/notifications.ts';
import { type RuntimeChangeStore, StaleRuntimeChanges, type Untold } from '../../../src/ports/runtime-changes.ts';
import { answering, isDuplicateKey } from '../connection/answering.ts';
import { type Indexes, modelOf } from '../connection/collections.ts';
import { present } from '../connection/stored.ts';
import { createLinkedAccounts, posted } from './linked-accounts.ts';

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

const indexes: Indexes = [[{ tellBy: 1 }]];

const maintenanceKey = 'maintenance';

/** Makes the store of what people changed in chat. Any number of processes may use it at once. */
export function createRuntimeChangeStore(connection: Connection): RuntimeChangeStore {
  const runtimeChanges = modelOf<RuntimeChangeDocument>(connection, 'amendments', indexes);
  const accounts = createLinkedAccounts(connection);

  async function all(): Promise<RuntimeChanges> {
    const [changes, linked] = await Promise.all([
      runtimeChanges.find({}, { value: 1, version: 1 }).sort({ _id: 1 }).lean<RuntimeChangeDocument[]>(),
      accounts.all(),
    ]);
    const kept = changes.map((document) => ({ ...present(document.value), version: document.version }));
    const maintenance = kept.find((one): one is MaintenanceChanges => 'cuts' in one);
    return {
      schedules: kept.filter((one): one is ScheduleChanges => 'schedule' in one),
      people: kept.filter((one): one is PersonChanges => 'person' in one),
      accounts: linked,
      ...(maintenance && { maintenance }),
    };
  }

  async function read<T extends RuntimeChange>(key: string, unchanged: T): Promise<T> {
    const document = await runtimeChanges.findOne({ _id: key }).lean<RuntimeChangeDocument>();
    return document ? { ...(present(document.value) as T), version: document.version } : unchanged;
  }

  async function keep(
    key: string,
    { version, ...rest }: RuntimeChange,
    notifications: readonly NotificationRequest[] = [],
    tellBy?: Date,
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

  async function untold(now: Date, limit: number): Promise<readonly Untold[]> {
    const [changes, linked] = await Promise.all([
      runtimeChanges
        .find({ tellBy: { $lte: now } })
        .limit(limit)
        .lean<RuntimeChangeDocument[]>(),
      accounts.untold(now, limit),
    ]);
    return [
      ...changes.map(({ _id: key, version, letters }) => ({ key, version, notifications: present(letters) })),
      ...linked,
    ];
  }

  async function told({ key, version }: Pick<Untold, 'key' | 'version'>): Promise<void> {
    if (!(await accounts.told(key))) await runtimeChanges.updateOne({ _id: key, version }, posted);
  }

  return answering({
    all,
    ofSchedule: (schedule) => read(scheduleKey(schedule), { schedule, overrides: [], covers: [], version: 0 }),
    ofPerson: (person) => read<PersonChanges>(personKey(person), { person, version: 0 }),
    ofMaintenance: () => read<MaintenanceChanges>(maintenanceKey, { windows: [], cuts: [], version: 0 }),
    keepSchedule: (next, notifications, tellBy) => keep(scheduleKey(next.schedule), next, notifications, tellBy),
    keepMaintenance: (next, notifications, tellBy) => keep(maintenanceKey, next, notifications, tellBy),
    async keepPerson(next) {
      await keep(personKey(next.person), next);
    },
    link: accounts.link,
    unlink: accounts.unlink,
    untold,
    told,
  } satisfies RuntimeChangeStore);
}

function scheduleKey(schedule: string): string {
  return `schedule|${schedule}`;
}

function personKey(person: PersonId): string {
  return `person|${person}`;
}
