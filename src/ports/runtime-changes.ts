import type { PersonId, Platform } from '../domain/people.ts';
import type {
  LinkedAccount,
  MaintenanceChanges,
  PersonChanges,
  RuntimeChanges,
  ScheduleChanges,
} from '../domain/runtime-changes.ts';
import { WriteConflict } from '../lib/retried.ts';
import type { NotificationRequest } from './notifications.ts';

/** A change whose notifications may not have been posted: its maker does so at once, and the sweep if the maker died. */
export interface Untold {
  /** The store's own name for the change. */
  readonly key: string;
  readonly version: number;
  readonly notifications: readonly NotificationRequest[];
}

export type Linked = 'linked' | 'account-taken' | 'person-has-one';

/** What people changed in chat. Small: the whole of it is read every few seconds. */
export interface RuntimeChangeStore {
  all(): Promise<RuntimeChanges>;
  /** Without changes so far: version 0. */
  ofSchedule(schedule: string): Promise<ScheduleChanges>;
  ofPerson(person: PersonId): Promise<PersonChanges>;
  ofMaintenance(): Promise<MaintenanceChanges>;

  /**
   * One atomic write of the change and the notifications that it asks for, added to those not posted yet. `next.version` is the
   * version decided on, plus one. Throws StaleRuntimeChanges when the kept version is another by now.
   * @param tellBy when the sweep is to post them, should the caller die
   * @returns every notification that is still to be posted
   */
  keepSchedule(next: ScheduleChanges, notifications: readonly NotificationRequest[], tellBy: Date): Promise<Untold>;
  keepMaintenance(
    next: MaintenanceChanges,
    notifications: readonly NotificationRequest[],
    tellBy: Date,
  ): Promise<Untold>;
  keepPerson(next: PersonChanges): Promise<void>;
  /** One account a person and platform, one person an account; decided by the write itself. */
  link(
    account: LinkedAccount,
    notifications: readonly NotificationRequest[],
    tellBy: Date,
  ): Promise<{ linked: Linked; untold?: Untold }>;
  /** False when there was nothing to take off. */
  unlink(person: PersonId, platform: Platform): Promise<boolean>;

  /** Changes whose notifications should have been posted by now. */
  untold(now: Date, limit: number): Promise<readonly Untold[]>;
  /** They have been posted. Does nothing when there are newer ones: who wrote those posts them all. */
  told(untold: Pick<Untold, 'key' | 'version'>): Promise<void>;
}

/** Somebody else changed it first. Read again and decide again. */
export class StaleRuntimeChanges extends WriteConflict {
  constructor(what: string) {
    super(`The changes of ${what} are others by now`);
    this.name = 'StaleRuntimeChanges';
  }
}
