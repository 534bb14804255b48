import type { Address } from '../address.ts';
import type { Restriction } from '../on-call/schedule.ts';
import type { PersonId } from '../people.ts';
import type { Severity } from '../severity.ts';

/** Who a level pages: exactly one of the keys is set. A channel is told; it is nobody, and acknowledges nothing. */
export type Target =
  | { readonly person: PersonId }
  | { readonly schedule: string }
  | { readonly team: string }
  | { readonly channel: Address };

export interface Level {
  readonly page: readonly Target[];
  /** Milliseconds until the next level, unless somebody acknowledges. */
  readonly escalateAfterMs: number;
  /** Only for incidents of these severities; the others pass it by. Absent: for all. */
  readonly only?: readonly Severity[];
  /** One person of the level a time, in turn, instead of all of them. */
  readonly roundRobin?: boolean;
}

/** What is not urgent waits until somebody is at work. */
export interface Hold {
  readonly severities: readonly Severity[];
  /** When somebody is. */
  readonly hours: readonly Restriction[];
  readonly timezone: string;
}

export interface Policy {
  readonly id: string;
  readonly levels: readonly Level[];
  /** After the last level, start again this many times. */
  readonly repeat: number;
  /** Acknowledged and silent for this many milliseconds: ask, then page again. */
  readonly ackTimeoutMs?: number;
  /** How often, in milliseconds, the owner of an acknowledged incident is reminded. Absent: never. */
  readonly remindEveryMs?: Readonly<Partial<Record<Severity, number>>>;
  readonly hold?: Hold;
}
