import type { MatchedRoute } from '../alerts/routed-alert.ts';
import type { Policy, Target } from '../escalation/policy.ts';
import type { ReasonLookup } from '../escalation/reasons.ts';
import type { Candidates } from '../escalation/round-robin.ts';
import type { MaintenanceNote } from '../maintenance/note.ts';
import type { PersonId, Platform, Via } from '../people.ts';
import type { Severity } from '../severity.ts';
import type { Incident } from './incident.ts';
import type { Pressed } from './pressed.ts';
import type { IncidentRole, Status } from './roles.ts';
import type { Room } from './rooms/room.ts';

/** What has to be known of an incident before another one is merged into it. */
export type MergeTarget = Pick<Incident, 'id' | 'number' | 'resolved' | 'mergedInto' | 'merged'>;

/** A person on a platform, or a program. */
export interface Actor {
  readonly by: PersonId;
  readonly via: Via;
  /** They pressed a button. Absent: they typed it, or chose it from a list. */
  readonly pressed?: Pressed;
}

/** What a person said with it, for the timeline. */
export interface WithNote {
  readonly note?: string;
}

/** What a person, the clock or the dispatcher wants of an incident. */
export type Intent =
  | ({ readonly type: 'acknowledge' } & WithNote & Actor)
  | ({ readonly type: 'unacknowledge' } & WithNote & Actor)
  | ({ readonly type: 'resolve'; readonly summary?: string } & Actor)
  | ({ readonly type: 'reopen' } & WithNote & Actor)
  /** `into` is the incident that takes it in. */
  | ({ readonly type: 'merge'; readonly into: MergeTarget } & Actor)
  | ({ readonly type: 'note'; readonly text: string } & Actor)
  /** `to` is paged instead of the next level; `toName` is the name that the person used. */
  | ({ readonly type: 'escalate'; readonly to?: Target; readonly toName?: string } & WithNote & Actor)
  | ({ readonly type: 'page'; readonly to: Target; readonly toName: string; readonly message?: string } & Actor)
  | ({ readonly type: 'change-severity'; readonly severity: Severity } & WithNote & Actor)
  | ({ readonly type: 'rename'; readonly title: string } & Actor)
  | ({ readonly type: 'assign'; readonly person: PersonId; readonly role: IncidentRole } & WithNote & Actor)
  | ({ readonly type: 'update'; readonly text: string; readonly status?: Status } & Actor)
  | ({ readonly type: 'snooze'; readonly until: Date } & WithNote & Actor)
  /** Ends a snooze before its time: the escalation restarts, as it does when the time has come. */
  | ({ readonly type: 'unsnooze' } & Actor)
  | ({ readonly type: 'add-task'; readonly text: string; readonly owner?: PersonId } & Actor)
  /** Absent fields stay; `ownerless` removes the owner. */
  | ({
      readonly type: 'change-task';
      readonly task: number;
      readonly text?: string;
      readonly owner?: PersonId;
      readonly ownerless?: true;
    } & Actor)
  | ({ readonly type: 'tick-task'; readonly task: number } & Actor)
  | ({ readonly type: 'reopen-task'; readonly task: number } & Actor)
  | ({ readonly type: 'delete-task'; readonly task: number } & Actor)
  /** The clock: something may be due. */
  | { readonly type: 'wake' }
  /** A maintenance window was made, stopped or changed: what waits for its end may wait for another, or for none. */
  | { readonly type: 'maintenance-changed' }
  /** The people may have changed: quiet hours, shifts, accounts. Deferred pages may be due, or may not be needed any more. */
  | { readonly type: 'people-changed' }
  /** The dispatcher: a room is there. */
  | { readonly type: 'room-opened'; readonly room: Room }
  /** The dispatcher: a room was archived, deleted or locked. */
  | { readonly type: 'room-closed'; readonly room: Room }
  /** The dispatcher: a way failed, and the next was used early. */
  | { readonly type: 'reroute'; readonly person: PersonId; readonly from: readonly Platform[]; readonly to: Platform }
  /** The dispatcher: a page is in a message that stands for so many others. */
  | { readonly type: 'bundle'; readonly bundle: string; readonly delivery: string; readonly others: number }
  /** The dispatcher: something could not be delivered, for good or until somebody repairs its platform. */
  | {
      readonly type: 'give-up';
      readonly delivery: string;
      readonly platform: Platform;
      readonly person?: PersonId;
      readonly reason: string;
      /** It was sent, and a mail server reported later that it did not arrive. */
      readonly bounced?: true;
      /** It is not given up: it is tried again until somebody has repaired its platform. */
      readonly retried?: true;
    };

type WithoutActor<I> = I extends Actor ? Omit<I, keyof Actor> : never;
/** What somebody wants of an incident, where it is known already who it is. */
export type Change = WithoutActor<Intent>;

/** What is needed to begin one. */
export interface Declaration extends Actor {
  readonly id: string;
  readonly number: number;
  readonly title: string;
  readonly severity: Severity;
  readonly service?: string;
  readonly description?: string;
  readonly policy?: Policy;
  readonly route?: MatchedRoute | 'none';
}

/** What the rules know of the world at this moment. */
export interface Facts {
  readonly now: Date;
  /** Whom a target means now: nobody when a schedule has a gap. */
  onCall(target: Target): readonly PersonId[];
  /** How these targets lead to a person now. Absent: pages do not record why. */
  readonly reasons?: ReasonLookup;
  /** The ways on which this person can be paged: those that work here. None: they cannot be paged. */
  reach(person: PersonId): readonly Platform[];
  /** The end of the quiet hours that this person is in, for an incident of this severity; undefined: page at once. */
  quietUntil(person: PersonId, severity: Severity): Date | undefined;
  /** When this person is back from time off; undefined: they are not away. */
  awayUntil(person: PersonId): Date | undefined;
  nameOf(person: PersonId): string;
  /** Whether the file has this person. Absent: it has everybody. */
  readonly isKnown?: (person: PersonId) => boolean;
  /** The policy of that name in the file, else that of the service. Absent: policies do not change. */
  readonly policy?: (id: string, service: string | undefined) => Policy | undefined;
  /** Whether the file still has this target. Absent: it has all. */
  isInFile?(target: Target): boolean;
  /** Whose turn it is on a level that pages one person at a time. Absent: by the incident's number. */
  roundRobin?(policy: string, level: number, repeat: number, candidates: Candidates): PersonId;
  /** Whether this service is in maintenance now, and until when; without a service: whether alerts that have none are. */
  maintenance(service: string | undefined): (MaintenanceNote & { readonly until: Date }) | undefined;
}
