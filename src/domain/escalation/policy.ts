import type { Address } from '../address.ts';
import type { Restriction } from '../on-call/schedule.ts';
import type { PersonId } from '../people.ts';
import type { Severity } from '../severity.ts';

/** A target of a level; exactly one of the keys is set. A channel gets a card, and nobody there has to acknowledge. */
export type Target =
  | { readonly person: PersonId }
  | { readonly schedule: string }
  | { readonly team: string }
  | { readonly channel: Address };

export interface Level {
  readonly page: readonly Target[];
  /** Milliseconds until the next level, unless somebody acknowledges. */
  readonly escalateAfterMs: number;
  /** Only for incidents of these severities; others skip the level. Absent: for all. */
  readonly only?: readonly Severity[];
  /** Pages one person of the level at a time, in turn, instead of all of them. */
  readonly roundRobin?: boolean;
}

/** Incidents of these severities wait for working hours. */
export interface Hold {
  readonly severities: readonly Severity[];
  /** The working hours. */
  readonly hours: readonly Restriction[];
  readonly timezone: string;
}

export interface Policy {
  readonly id: string;
  readonly levels: readonly Level[];
  /** After the last level, start again this many times. */
  readonly repeat: number;
  /** After so many milliseconds without activity, the owner is asked, then paged again. */
  readonly ackTimeoutMs?: number;
  /** How often, in milliseconds, the owner of an acknowledged incident is reminded. Absent: never. */
  readonly remindEveryMs?: Readonly<Partial<Record<Severity, number>>>;
  readonly hold?: Hold;
}
