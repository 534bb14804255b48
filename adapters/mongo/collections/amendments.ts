import { type Connection, type Model, Schema } from 'mongoose';
import type {
  Amendments,
  LinkedAccount,
  MaintenanceAmendment,
  PersonAmendment,
  ScheduleAmendment,
} from '../../../src/domain/amend.ts';
import type { PersonId, Platform } from '../../../src/domain/people.ts';
import { placeKey } from '../../../src/domain/place.ts';
import { type AmendmentStore, type Linked, StaleAmendment, type Untold } from '../../../src/ports/amendments.ts';
import type { Wanted } from '../../../src/ports/letters.ts';
import { answering, isDuplicateKey } from '../connection/answering.ts';
import { present } from '../connection/stored.ts';

type Amendment = ScheduleAmendment | PersonAmendment | MaintenanceAmendment;
type Value =
  | Omit<ScheduleAmendment, 'version'>
  | Omit<PersonAmendment, 'version'>
  | Omit<MaintenanceAmendment, 'version'>;

/** One document a schedule and a person, and one for all maintenance windows: a change and the letters that it asks for are one atomic write on any server. */
interface AmendmentDocument {
  /** `schedule|primary`, `person|alice`, `maintenance`. */
  readonly _id: string;
  readonly version: number;
  readonly value: Value;
  /** Still to be posted. */
  readonly letters: readonly Wanted[];
  /** When the sweep posts them. */
  readonly tellBy?: Date;
}

interface LinkedDocument {
  /** `alice|telegram`: one account a person and platform. */
  readonly _id: string;
  /** `telegram|1001`: of one person. It never changes, for SecantusDB frees no unique key by an update. */
  readonly account: string;
  readonly value: LinkedAccount;
  readonly letters: readonly Wanted[];
  readonly tellBy?: Date;
}

const { Mixed } = Schema.Types;
const outbox = { letters: { type: [Mixed], required: true }, tellBy: Date };

const amendmentSchema = new Schema(
  {
    _id: { type: String, required: true },
    version: { type: Number, required: true },
    value: { type: Mixed, required: true },
    ...outbox,
  },
  { collection: 'amendments', strict: 'throw', minimize: false, versionKey: false, id: false },
);
amendmentSchema.index({ tellBy: 1 });

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

/** What people changed in chat. Any number of processes may use it at once. */
export function createAmendmentStore(connection: Connection): AmendmentStore {
  const amendments: Model<AmendmentDocument> = connection.model<AmendmentDocument>(
    'Amendment',
    amendmentSchema as unknown as Schema<AmendmentDocument>,
  );
  const accounts: Model<LinkedDocument> = connection.model<LinkedDocument>(
    'LinkedAccount',
    linkedSchema as unknown as Schema<LinkedDocument>,
  );

  async function all(): Promise<Amendments> {
    const [changes, links] = await Promise.all([
      amendments.find({}, { value: 1, version: 1 }).sort({ _id: 1 }).lean<AmendmentDocument[]>(),
      accounts.find({}, { value: 1 }).sort({ _id: 1 }).lean<LinkedDocument[]>(),
    ]);
    const kept = changes.map((document) => ({ ...present(document.value), version: document.version }));
    const maintenance = kept.find((one): one is MaintenanceAmendment => 'cuts' in one);
    return {
      schedules: kept.filter((one): one is ScheduleAmendment => 'schedule' in one),
      people: kept.filter((one): one is PersonAmendment => 'person' in one),
      accounts: links.map(({ value }) => present(value)),
      ...(maintenance && { maintenance }),
    };
  }

  async function ofSchedule(schedule: string): Promise<ScheduleAmendment> {
    const document = await amendments.findOne({ _id: scheduleKey(schedule) }).lean<AmendmentDocument>();
    if (!document) return { schedule, overrides: [], covers: [], version: 0 };
    return { ...(present(document.value) as ScheduleAmendment), version: document.version };
  }

  async function ofPerson(person: PersonId): Promise<PersonAmendment> {
    const document = await amendments.findOne({ _id: personKey(person) }).lean<AmendmentDocument>();
    if (!document) return { person, version: 0 };
    return { ...(present(document.value) as PersonAmendment), version: document.version };
  }

  async function ofMaintenance(): Promise<MaintenanceAmendment> {
    const document = await amendments.findOne({ _id: maintenanceKey }).lean<AmendmentDocument>();
    if (!document) return { windows: [], cuts: [], version: 0 };
    return { ...(present(document.value) as MaintenanceAmendment), version: document.version };
  }

  async function keepSchedule(next: ScheduleAmendment, letters: readonly Wanted[], tellBy: Date): Promise<Untold> {
    return keep(scheduleKey(next.schedule), next, letters, tellBy);
  }

  async function keepMaintenance(
    next: MaintenanceAmendment,
    letters: readonly Wanted[],
    tellBy: Date,
  ): Promise<Untold> {
    return keep(maintenanceKey, next, letters, tellBy);
  }

  async function keepPerson(next: PersonAmendment): Promise<void> {
    await keep(personKey(next.person), next, [], undefined);
  }

  async function keep(
    key: string,
    { version, ...rest }: Amendment,
    letters: readonly Wanted[],
    tellBy: Date | undefined,
  ): Promise<Untold> {
    const value = present(rest) as Value;
    const added = present(letters);
    const look = letters.length > 0 && tellBy ? { tellBy } : {};
    if (version === 1) {
      try {
        await amendments.create({ _id: key, version, value, letters: [...added], ...look });
        return { key, version, letters };
      } catch (err) {
        throw isDuplicateKey(err) ? new StaleAmendment(key) : err;
      }
    }
    const kept = await amendments
      .findOneAndUpdate(
        { _id: key, version: version - 1 },
        { $set: { version, value, ...look }, $push: { letters: { $each: [...added] } } },
        { returnDocument: 'after' },
      )
      .lean<AmendmentDocument>();
    if (!kept) throw new StaleAmendment(key);
    return { key, version, letters: present(kept.letters) };
  }

  async function link(
    account: LinkedAccount,
    letters: readonly Wanted[],
    tellBy: Date,
  ): Promise<{ linked: Linked; untold?: Untold }> {
    const _id = `${account.person}|${account.platform}`;
    try {
      await accounts.create({
        _id,
        account: placeKey(account.platform, account.account),
        value: present(account),
        letters: [...present(letters)],
        ...(letters.length > 0 && { tellBy }),
      });
      return { linked: 'linked', untold: { key: linkedKey + _id, version: 1, letters } };
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
      amendments.find(overdue).limit(limit).lean<AmendmentDocument[]>(),
      accounts.find(overdue).limit(limit).lean<LinkedDocument[]>(),
    ]);
    return [
      ...changes.map(({ _id: key, version, letters }) => ({ key, version, letters: present(letters) })),
      ...links.map(({ _id, letters }) => ({ key: linkedKey + _id, version: 1, letters: present(letters) })),
    ];
  }

  async function told({ key, version }: Pick<Untold, 'key' | 'version'>): Promise<void> {
    const posted = { $set: { letters: [] }, $unset: { tellBy: 1 } };
    if (key.startsWith(linkedKey)) await accounts.updateOne({ _id: key.slice(linkedKey.length) }, posted);
    else await amendments.updateOne({ _id: key, version }, posted);
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
