import type { PersonId, Platform } from '../../../src/domain/people.ts';

/** Everything by which one person is known, and what takes its place. */
export interface KnownPerson {
  readonly person: PersonId;
  /** The id under which the history goes on. */
  readonly pseudonym: PersonId;
  /** As people wrote or read them: “Alice Chen”. */
  readonly names: readonly string[];
  readonly emails: readonly string[];
  /** Platform and id there. */
  readonly accounts: readonly Account[];
  /** The id is a word of everyday language: in texts it stays. */
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

/** Returns the person with what else is known of them. Of what is known twice one stays. */
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
