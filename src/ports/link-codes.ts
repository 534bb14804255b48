import type { PersonId } from '../domain/people.ts';
import type { Account } from './commands.ts';

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
