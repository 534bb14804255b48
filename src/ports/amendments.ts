import type {
  Amendments,
  LinkedAccount,
  MaintenanceAmendment,
  PersonAmendment,
  ScheduleAmendment,
} from '../domain/amend.ts';
import type { PersonId, Platform } from '../domain/people.ts';
import type { Wanted } from './letters.ts';

/** A change whose letters may not have been posted: its maker does so at once, and the sweep if the maker died. */
export interface Untold {
  /** The store's own name for the change. */
  readonly key: string;
  readonly version: number;
  readonly letters: readonly Wanted[];
}

export type Linked = 'linked' | 'account-taken' | 'person-has-one';

/** What people changed in chat. Small: the whole of it is read every few seconds. */
export interface AmendmentStore {
  all(): Promise<Amendments>;
  /** Without changes so far: version 0. */
  ofSchedule(schedule: string): Promise<ScheduleAmendment>;
  ofPerson(person: PersonId): Promise<PersonAmendment>;
  ofMaintenance(): Promise<MaintenanceAmendment>;

  /**
   * One atomic write of the change and the letters that it asks for, added to those not posted yet. `next.version` is the
   * version decided on, plus one. Throws StaleAmendment when the kept version is another by now.
   * @param tellBy when the sweep is to post them, should the caller die
   * @returns every letter that is still to be posted
   */
  keepSchedule(next: ScheduleAmendment, letters: readonly Wanted[], tellBy: Date): Promise<Untold>;
  keepMaintenance(next: MaintenanceAmendment, letters: readonly Wanted[], tellBy: Date): Promise<Untold>;
  keepPerson(next: PersonAmendment): Promise<void>;
  /** One account a person and platform, one person an account; decided by the write itself. */
  link(account: LinkedAccount, letters: readonly Wanted[], tellBy: Date): Promise<{ linked: Linked; untold?: Untold }>;
  /** False when there was nothing to take off. */
  unlink(person: PersonId, platform: Platform): Promise<boolean>;

  /** Changes whose letters should have been posted by now. */
  untold(now: Date, limit: number): Promise<readonly Untold[]>;
  /** They have been posted. Does nothing when there are newer ones: who wrote those posts them all. */
  told(untold: Pick<Untold, 'key' | 'version'>): Promise<void>;
}

/** Somebody else changed it first. Read again and decide again. */
export class StaleAmendment extends Error {
  constructor(what: string) {
    super(`The changes of ${what} are others by now`);
    this.name = 'StaleAmendment';
  }
}
