import type { PersonId } from '../people.ts';

/** Who a level pages: exactly one of the keys is set. */
export type Target = { readonly person: PersonId } | { readonly schedule: string } | { readonly team: string };

export interface Level {
  readonly page: readonly Target[];
  /** Milliseconds until the next level, unless somebody acknowledges. */
  readonly escalateAfterMs: number;
}

export interface Policy {
  readonly id: string;
  readonly levels: readonly Level[];
  /** After the last level, start again this many times. */
  readonly repeat: number;
  /** Acknowledged and silent for this many milliseconds: ask, then page again. */
  readonly ackTimeoutMs?: number;
}
