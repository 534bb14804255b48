import type { Account, Commands } from '../../../src/ports/commands.ts';
import type { Locales } from '../locales.ts';
import type { Profile } from '../profiles.ts';
import type { Arrival } from './arrivals.ts';

export interface Introducing {
  readonly commands: Commands;
  readonly locales: Locales;
  /** Reads the Slack profile of an account that is not in the file. */
  profileOf(user: string): Promise<Profile>;
}

/** Says who sent what arrived, and whether they are answered. */
export function createIntroducing({ commands, locales, profileOf }: Introducing) {
  /**
   * Returns the account with its language. Unlinked accounts get the file's language, so Slack is not asked for theirs.
   */
  async function introduced(account: Account): Promise<Account> {
    const from = commands.isLinked(account) ? account : { ...account, ...(await profileOf(account.id)) };
    const language = commands.isLinked(from) ? locales.of(from.id) : undefined;
    return language ? { ...from, language } : from;
  }

  async function speaking(arrival: Arrival): Promise<Arrival> {
    return { ...arrival, from: await introduced(arrival.from) };
  }

  /**
   * Returns whether this account is answered. Checked before anything is stored, because an unlinked account may send any
   * number of messages.
   */
  async function isHeard(from: Account, line: string): Promise<boolean> {
    return commands.isLinked(from) || commands.admitUnlinked(from, line);
  }

  return { introduced, speaking, isHeard };
}
