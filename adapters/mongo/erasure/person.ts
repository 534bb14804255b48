import type { PersonId, Platform } from '../../../src/domain/people.ts';

/** All identifiers of one person, and their replacement. */
export interface KnownPerson {
  readonly person: PersonId;
  /** The id that replaces the person's id in the history. */
  readonly pseudonym: PersonId;
  /** The names that people wrote or read: “Alice Chen”. */
  readonly names: readonly string[];
  readonly emails: readonly string[];
  /** The platform of each account, and its id there. */
  readonly accounts: readonly Account[];
  /** The id is an ordinary word, so texts keep it. */
  readonly isOrdinaryWord?: boolean;
}

export interface Account {
  readonly platform: Platform;
  readonly id: string;
}

/** Returns whether the platform knows the person by this id. */
export function isAccountOf({ person, emails, accounts }: KnownPerson, platform: string, id: string): boolean {
  if (platform === 'web') return id === person;
  if (platform === 'email') return emails.some((one) => one.toLowerCase() === id.toLowerCase());
  return accounts.some((one) => one.platform === platform && one.id === id);
}

/** Returns the person with more identifiers; duplicates are removed. */
export function withKnown(
  known: KnownPerson,
  { names = [], emails = [], accounts = [] }: Partial<Pick<KnownPerson, 'names' | 'emails' | 'accounts'>>,
): KnownPerson {
  const different = [...known.accounts, ...accounts].map((one) => [`${one.platform}|${one.id}`, one] as const);
  return {
    ...known,
    names: [...new Set([...known.names, ...names])],
    emails: [...new Set([...known.emails, ...emails].map((one) => one.toLowerCase()))],
    accounts: [...new Map(different).values()],
  };
}
