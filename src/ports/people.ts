import type { PersonId, Platform } from '../domain/people.ts';
import type { GroupPlatform } from '../domain/permissions.ts';
import type { Account } from './commands.ts';

/** A browser in which somebody is signed in. */
export interface Session {
  /** Names it to its own person. Nobody can sign in with it. */
  readonly id: string;
  readonly openedAt: Date;
  /** When it was used last, to within a few minutes. */
  readonly seenAt: Date;
  /** The User-Agent of the browser that opened it, at most 300 characters. */
  readonly userAgent?: string;
  /** The session that asks. */
  readonly current: boolean;
}

/**
 * One-time links for the web, and the sessions that they open. Secrets are kept as hashes only. A session ends 30 days
 * after it was opened, when it is not used for the idle limit, when it is ended here, and with its person.
 */
export interface SignIns {
  /** A secret that signs this person in once, within 10 minutes. */
  issue(person: PersonId, now: Date): Promise<string>;
  /** Spends the secret and opens a session; undefined when it is unknown, spent or too old. */
  redeem(
    secret: string,
    now: Date,
    userAgent?: string,
  ): Promise<{ readonly person: PersonId; readonly session: string } | undefined>;
  /** Returns whose session this is, and notes that it is used; undefined when it has ended. */
  person(session: string, now: Date): Promise<PersonId | undefined>;
  /**
   * Returns the sessions of this person that have not ended, the one used last first.
   *
   * @param current the secret of the session that asks
   */
  sessionsOf(person: PersonId, now: Date, current?: string): Promise<readonly Session[]>;
  end(session: string): Promise<void>;
  /** Ends the session of this id, if it is this person's. */
  endById(person: PersonId, id: string): Promise<void>;
  /** Ends all sessions of this person, and makes their unused links void. */
  endAll(person: PersonId): Promise<void>;
  /** Ends the sessions and links of everybody but these people. Returns how many sessions there were. */
  endOthers(people: readonly PersonId[]): Promise<number>;
}

/** One-time codes that join an account on another platform to their maker. Kept as hashes only. */
export interface LinkCodes {
  /** Eight letters and digits that nobody mistakes for one another. A person's earlier code is void from then on. */
  issue(person: PersonId, now: Date): Promise<string>;
  /**
   * Spends the code; of two who try at once, one gets the person. Every try counts, so that nobody guesses: `too-many`
   * says that this account's five tries in 15 minutes are used up, and the code was not even looked at.
   */
  redeem(code: string, by: Account, now: Date): Promise<PersonId | 'wrong' | 'too-many'>;
}

/** Groups of a chat that are mentioned by one name, such as @oncall on Slack. */
export interface UserGroups {
  readonly platform: Platform;
  /**
   * Makes these accounts, at least one, the group's members, and takes everybody else out of it. Asked for again it
   * changes nothing. Throws DeliveryFailed: `never` when somebody has to mend something first. Settles within 10 s.
   */
  setMembers(group: string, accounts: readonly string[]): Promise<void>;
}

/**
 * Who is in which group, as a platform tells it: some tell a group's members, others an account's groups. What is asked
 * settles within 10 s. It throws an Error whose message may be logged: what was wrong, and what to do.
 */
export type PlatformGroups =
  | {
      readonly platform: GroupPlatform;
      /** The accounts that are in this group. */
      membersOf(group: string): Promise<readonly string[]>;
    }
  | {
      readonly platform: GroupPlatform;
      /** The groups that this account is in; none for an account that is not there at all. */
      groupsOf(account: string): Promise<readonly string[]>;
    };
