import type { PersonId } from '../domain/people.ts';

/** One-time links for the web, and the sessions that they open. Secrets are kept as hashes only. */
export interface SignIns {
  /** A secret that signs this person in once, within 10 minutes. */
  issue(person: PersonId, now: Date): Promise<string>;
  /** Spends the secret and opens a session of 30 days; undefined when it is unknown, spent or too old. */
  redeem(secret: string, now: Date): Promise<{ person: PersonId; session: string } | undefined>;
  /** Whose session this is. */
  person(session: string, now: Date): Promise<PersonId | undefined>;
  end(session: string): Promise<void>;
}
