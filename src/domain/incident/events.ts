import type { PersonId, Platform } from '../people.ts';
import type { Address } from '../place.ts';
import type { Severity } from '../severity.ts';
import type { IncidentRole, Status } from './roles.ts';
import type { Room } from './room.ts';

/** What can happen to an incident. The timeline is these, in order; nothing else changes an incident. */
export type IncidentEvent = { readonly at: Date } & (
  | {
      readonly type: 'declared';
      readonly by: PersonId;
      readonly via: Platform;
      readonly title: string;
      readonly severity: Severity;
      readonly service?: string;
      readonly description?: string;
    }
  /** `level` counts from 0. `by` is set when a person asked for it; else the clock did. */
  | {
      readonly type: 'escalated';
      readonly level: number;
      readonly round: number;
      readonly by?: PersonId;
      readonly dueAt?: Date;
    }
  | { readonly type: 'level-empty'; readonly level: number; readonly round: number }
  | {
      readonly type: 'paged';
      readonly people: readonly PersonId[];
      readonly by?: PersonId;
      readonly message?: string;
      readonly level?: number;
      /** Channels that the level tells as well. */
      readonly channels?: readonly Address[];
    }
  /** Not urgent: nobody is paged before `until`. */
  | { readonly type: 'held'; readonly until: Date }
  /** The owner is asked whether they are still on it; without an answer by then it is taken back. */
  | { readonly type: 'asked'; readonly person: PersonId; readonly answerBy: Date }
  | { readonly type: 'confirmed'; readonly by: PersonId; readonly via: Platform }
  | { readonly type: 'taken-back'; readonly person: PersonId }
  | { readonly type: 'reminded'; readonly person: PersonId }
  | { readonly type: 'snoozed'; readonly by: PersonId; readonly via: Platform; readonly until: Date }
  | { readonly type: 'snooze-ended' }
  | { readonly type: 'unreachable'; readonly person: PersonId }
  /** No level has anybody at the moment: the next round looks again. */
  | { readonly type: 'nobody-there'; readonly level: number; readonly round: number; readonly dueAt: Date }
  /** Every level has been paged as often as the policy says, and nobody has taken it; or nobody could be paged at all. */
  | { readonly type: 'exhausted'; readonly nobody?: true }
  | { readonly type: 'acknowledged'; readonly by: PersonId; readonly via: Platform }
  | { readonly type: 'unacknowledged'; readonly by: PersonId; readonly via: Platform }
  | { readonly type: 'resolved'; readonly by: PersonId; readonly via: Platform; readonly summary?: string }
  | { readonly type: 'reopened'; readonly by: PersonId; readonly via: Platform }
  | { readonly type: 'noted'; readonly by: PersonId; readonly via: Platform; readonly text: string }
  /** One way to page somebody fails, so that the next was taken early. */
  | { readonly type: 'rerouted'; readonly person: PersonId; readonly from: readonly Platform[]; readonly to: Platform }
  | { readonly type: 'severity-changed'; readonly by: PersonId; readonly via: Platform; readonly severity: Severity }
  | { readonly type: 'renamed'; readonly by: PersonId; readonly via: Platform; readonly title: string }
  | {
      readonly type: 'assigned';
      readonly by: PersonId;
      readonly via: Platform;
      readonly person: PersonId;
      readonly role: IncidentRole;
    }
  | {
      readonly type: 'updated';
      readonly by: PersonId;
      readonly via: Platform;
      readonly text: string;
      readonly status?: Status;
    }
  | { readonly type: 'room-opened'; readonly room: Room }
  | {
      readonly type: 'undelivered';
      readonly delivery: string;
      readonly platform: Platform;
      readonly person?: PersonId;
      readonly reason: string;
    }
);
