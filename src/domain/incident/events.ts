import type { Address } from '../address.ts';
import type { MatchedRoute } from '../alerts/routed-alert.ts';
import type { Policy } from '../escalation/policy.ts';
import type { RecordedReason } from '../escalation/reasons.ts';
import type { MaintenanceNote } from '../maintenance/note.ts';
import type { PersonId, Platform, Via } from '../people.ts';
import type { Severity } from '../severity.ts';
import type { IncidentRole, Status } from './roles.ts';
import type { Room } from './rooms/room.ts';

/** `task` is its number; the text comes along, so that each of these can be read by itself. */
interface AboutTask {
  readonly by: PersonId;
  readonly via: Via;
  readonly task: number;
  readonly text: string;
}

/** A way of a page whose time had not come when somebody acknowledged or resolved: it is never sent. */
export interface UnsentPage {
  /** The number of the event that asked for the page. */
  readonly call: number;
  readonly person: PersonId;
  readonly platform: Platform;
  readonly dueAt: Date;
}

/** What can happen to an incident. The timeline is these, in order; nothing else changes an incident. */
export type IncidentEvent = { readonly at: Date } & (
  | {
      readonly type: 'declared';
      readonly by: PersonId;
      readonly via: Via;
      readonly title: string;
      readonly severity: Severity;
      readonly service?: string;
      readonly description?: string;
      /** Which route its first alert matched; `none` of them. Absent: no alert, no routes, or an earlier version. */
      readonly route?: MatchedRoute | 'none';
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
      /** How it came to these people, as things were then. Absent: events of earlier versions. */
      readonly why?: readonly RecordedReason[];
    }
  /** A page waits for the end of this person's quiet hours. Without a level it was not a level that asked for it. */
  | { readonly type: 'deferred'; readonly person: PersonId; readonly until: Date; readonly level?: number }
  /** A deferred page is never sent: somebody else is on call by now. */
  | { readonly type: 'deferral-cancelled'; readonly person: PersonId }
  /** Everybody whom the policy could page is in quiet hours, the first to end them first; then the escalation resumes. */
  | { readonly type: 'nobody-awake'; readonly people: readonly PersonId[]; readonly until: Date }
  /** A reminder of the owner waits for the end of their quiet hours. */
  | { readonly type: 'reminder-deferred'; readonly person: PersonId; readonly until: Date }
  /** Nobody is paged before `until`: its service is in maintenance, or it is not urgent. */
  | { readonly type: 'held'; readonly until: Date; readonly maintenance?: MaintenanceNote }
  /** The owner is asked whether they are still on it; without an answer by then it is taken back. */
  | { readonly type: 'asked'; readonly person: PersonId; readonly answerBy: Date }
  | { readonly type: 'confirmed'; readonly by: PersonId; readonly via: Via }
  /** Somebody who was paged while another had it works on it as well. */
  | { readonly type: 'joined'; readonly by: PersonId; readonly via: Via }
  /** `gone`: its owner is not in the configuration file any more. Absent: they did not answer. */
  | { readonly type: 'taken-back'; readonly person: PersonId; readonly gone?: true }
  /** The escalation goes on by the policy that the file has now: it begins again, or nobody is left on the one before. */
  | { readonly type: 'policy-changed'; readonly policy: Policy }
  | { readonly type: 'reminded'; readonly person: PersonId }
  | { readonly type: 'snoozed'; readonly by: PersonId; readonly via: Via; readonly until: Date }
  | { readonly type: 'snooze-ended' }
  /** `awayUntil`: they have ways to be paged, and are away until then. */
  | { readonly type: 'unreachable'; readonly person: PersonId; readonly awayUntil?: Date }
  /** No level has anybody at the moment: the next round looks again. */
  | { readonly type: 'nobody-there'; readonly level: number; readonly round: number; readonly dueAt: Date }
  /** Every level has been paged as often as the policy says, and nobody has taken it; or nobody could be paged at all. */
  | {
      readonly type: 'exhausted';
      readonly nobody?: true;
      /** Somebody's page is deferred until then: the escalation resumes with them. */
      readonly resumesAt?: Date;
    }
  /** `from` is who had it until then and did not give it back: they are told. */
  | {
      readonly type: 'acknowledged';
      readonly by: PersonId;
      readonly via: Via;
      readonly from?: PersonId;
      readonly unsent?: readonly UnsentPage[];
    }
  | { readonly type: 'unacknowledged'; readonly by: PersonId; readonly via: Via }
  /** `reason`: an integration sends fewer new alerts again. Absent: a person resolved it, or all of its alerts are over. */
  | {
      readonly type: 'resolved';
      readonly by: PersonId;
      readonly via: Via;
      readonly summary?: string;
      readonly reason?: 'rate-fell';
      /** It was merged into another incident, which is open. */
      readonly mergedInto?: { readonly id: string; readonly number: number };
      readonly unsent?: readonly UnsentPage[];
    }
  /** Another incident was merged into this one, with so many alerts, these people and its open tasks. */
  | {
      readonly type: 'merged';
      readonly by: PersonId;
      readonly via: Via;
      readonly from: number;
      readonly title: string;
      readonly alerts: number;
      readonly people?: readonly PersonId[];
      readonly tasks?: readonly { readonly text: string; readonly owner?: PersonId }[];
    }
  | { readonly type: 'reopened'; readonly by: PersonId; readonly via: Via }
  | { readonly type: 'noted'; readonly by: PersonId; readonly via: Via; readonly text: string }
  /** One way to page somebody fails, so that the next was taken early. */
  | { readonly type: 'rerouted'; readonly person: PersonId; readonly from: readonly Platform[]; readonly to: Platform }
  /** A page went out on this platform in one message with so many others. With `dueAt` the level waits until then. */
  | {
      readonly type: 'bundled';
      readonly person: PersonId;
      readonly platform: Platform;
      readonly others: number;
      readonly dueAt?: Date;
    }
  | { readonly type: 'severity-changed'; readonly by: PersonId; readonly via: Via; readonly severity: Severity }
  | { readonly type: 'renamed'; readonly by: PersonId; readonly via: Via; readonly title: string }
  | {
      readonly type: 'assigned';
      readonly by: PersonId;
      readonly via: Via;
      readonly person: PersonId;
      readonly role: IncidentRole;
    }
  | {
      readonly type: 'updated';
      readonly by: PersonId;
      readonly via: Via;
      readonly text: string;
      readonly status?: Status;
    }
  | ({ readonly type: 'task-added'; readonly owner?: PersonId } & AboutTask)
  | ({ readonly type: 'task-changed'; readonly owner?: PersonId } & AboutTask)
  | ({ readonly type: 'task-done' } & AboutTask)
  | ({ readonly type: 'task-reopened' } & AboutTask)
  | ({ readonly type: 'task-deleted' } & AboutTask)
  /** Alerts that are new to it, fire again, or are resolved; `more` counts those that are not named here. */
  | {
      readonly type: 'alerted';
      readonly source: string;
      readonly alerts: readonly { readonly title: string; readonly status: 'firing' | 'resolved' }[];
      readonly more: number;
    }
  /** Nobody is paged before so many alerts came within that time. */
  | { readonly type: 'waiting-for-alerts'; readonly alerts: number; readonly withinMs: number }
  | { readonly type: 'enough-alerts'; readonly alerts: number; readonly withinMs: number }
  /** An alert comes and goes: until it is calm a resolved one does not resolve the incident. */
  | { readonly type: 'flapping'; readonly title: string }
  | { readonly type: 'room-opened'; readonly room: Room }
  /** A room was archived, deleted or locked. Another one follows, unless too many were closed there. */
  | { readonly type: 'room-closed'; readonly room: Room }
  | {
      readonly type: 'undelivered';
      readonly delivery: string;
      readonly platform: Platform;
      readonly person?: PersonId;
      /** A code, or the platform's words (failure-reason.ts). */
      readonly reason: string;
      /** It was sent, and a mail server reported later that it did not arrive. */
      readonly bounced?: true;
      /** It was the last way to anybody whom the level paged, so this level (from 0) is paged at once. */
      readonly escalatedTo?: number;
    }
);

type EventType = IncidentEvent['type'];

/** A type that is missing does not compile. */
const all: Readonly<Record<EventType, true>> = {
  declared: true,
  escalated: true,
  'level-empty': true,
  paged: true,
  deferred: true,
  'deferral-cancelled': true,
  'nobody-awake': true,
  'reminder-deferred': true,
  held: true,
  asked: true,
  confirmed: true,
  joined: true,
  'taken-back': true,
  'policy-changed': true,
  reminded: true,
  snoozed: true,
  'snooze-ended': true,
  unreachable: true,
  'nobody-there': true,
  exhausted: true,
  acknowledged: true,
  unacknowledged: true,
  resolved: true,
  merged: true,
  reopened: true,
  noted: true,
  rerouted: true,
  bundled: true,
  'severity-changed': true,
  renamed: true,
  assigned: true,
  updated: true,
  'task-added': true,
  'task-changed': true,
  'task-done': true,
  'task-reopened': true,
  'task-deleted': true,
  alerted: true,
  'waiting-for-alerts': true,
  'enough-alerts': true,
  flapping: true,
  'room-opened': true,
  'room-closed': true,
  undelivered: true,
};

/** Every type of event that there is. */
export const eventTypes = Object.keys(all) as readonly EventType[];
