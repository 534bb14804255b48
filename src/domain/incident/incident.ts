import type { AlertGroup } from '../alerts/grouped-alert.ts';
import type { Policy } from '../escalation/policy.ts';
import type { MaintenanceNote } from '../maintenance/note.ts';
import type { PersonId, Platform } from '../people.ts';
import type { Severity } from '../severity.ts';
import type { Attribution } from './attribution.ts';
import type { Delivery } from './deliveries/delivery.ts';
import type { IncidentRole, Status } from './roles.ts';
import type { Room } from './rooms/room.ts';
import type { Task } from './tasks/task.ts';

export type { Attribution } from './attribution.ts';

export type State = 'triggered' | 'acknowledged' | 'resolved';

/** Where the escalation stands. The truth about the next step is here, never in a job. */
export interface Escalation {
  /** The policy at the time when the incident began: a later change of the file does not affect it. */
  readonly policy: Policy;
  /** The level that was paged last, from 0; -1 before the first. */
  readonly level: number;
  /** How often the levels have been started again, from 0. */
  readonly round: number;
  /** When the next level is paged; absent when nothing more is due. */
  readonly dueAt?: Date;
  /** Everybody on the policy is in quiet hours: `dueAt` is when the first of them end. */
  readonly nobodyAwake?: true;
  /** Its service is in maintenance: nobody is paged until `dueAt`. */
  readonly maintenance?: MaintenanceNote;
}

/** When the owner of an acknowledged incident is reminded, asked, or woken from a snooze. */
export interface AcknowledgementTimeout {
  readonly remindAt?: Date;
  readonly askAt?: Date;
  /** Without an answer by then, it is paged again. */
  readonly answerBy?: Date;
  readonly snoozedUntil?: Date;
}

/** A page that waits for the end of somebody's quiet hours. */
export interface Deferral {
  readonly person: PersonId;
  readonly until: Date;
  /** The level that asked for the page, from 0; absent when no level did. */
  readonly level?: number;
  /** The incident's epoch when the page was deferred. The page is sent only in that epoch. */
  readonly epoch: number;
}

/** Lines of an incident's room that wait, so that those that follow at once go out in the same message. */
export interface LinesWait {
  /** The number of the last event before these lines that rooms are told of. Older lines do not wait. */
  readonly after: number;
  readonly until: Date;
}

/** An incident as decisions make it. What each number counts, and who writes it: docs/counters.md. */
export interface Incident {
  /** Derived from the invocation that declared it, so that a repeat finds this incident. */
  readonly id: string;
  /** What people call it: 42. */
  readonly number: number;
  readonly title: string;
  readonly description?: string;
  readonly severity: Severity;
  readonly service?: string;
  readonly state: State;
  readonly status?: Status;
  /** The last update. */
  readonly latest?: Attribution & { readonly text: string };
  readonly roles?: Readonly<Partial<Record<IncidentRole, PersonId>>>;
  readonly declared: Attribution;
  /** The alerts that make it, where a monitor began it. */
  readonly alerts?: AlertGroup;
  readonly acknowledged?: Attribution;
  readonly resolved?: Attribution & { readonly summary?: string };
  /** The incident that took this one in; its alerts go there. `isMoving`: not everything has moved yet. */
  readonly mergedInto?: { readonly id: string; readonly number: number; readonly isMoving?: true };
  /** Numbers of the incidents that were merged into this one; absent: none. */
  readonly merged?: readonly number[];
  readonly escalation?: Escalation;
  /** The times of an acknowledged incident. */
  readonly watch?: AcknowledgementTimeout;
  /** What is to be done because of it, in the order of their numbers; absent: nothing so far. */
  readonly tasks?: readonly Task[];
  /** The highest number of a task that was deleted, which is not given again. */
  readonly lastDeletedTask?: number;
  /** Pages that wait for the end of quiet hours, one a person at most; absent: none. */
  readonly deferred?: readonly Deferral[];
  /** People who have no way to be paged that works; absent: none. */
  readonly unreachable?: readonly PersonId[];
  /** When each person was paged last. */
  readonly paged: Readonly<Record<PersonId, Date>>;
  /**
   * The people who are invited into its rooms (responders.ts); absent while they are the one who declared it and those
   * it paged.
   */
  readonly responders?: readonly PersonId[];
  /**
   * When people who were paged for an incident that somebody else has acknowledged last did something about it: their later
   * ways are not used any more. Absent: nobody has.
   */
  readonly answered?: readonly { readonly person: PersonId; readonly at: Date }[];
  /** Whose last page waits where they did not see it: nothing told them of it. Absent: nobody's. */
  readonly unnoticed?: readonly { readonly person: PersonId; readonly platform: Platform }[];
  readonly rooms: readonly Room[];
  /** Rooms that somebody archived, deleted or locked, in the order in which that was found out; absent: none. */
  readonly closedRooms?: readonly Room[];
  readonly deliveries: Readonly<Record<string, Delivery>>;
  /** Rises with each acknowledgement and resolution: a page of an earlier epoch that was not sent yet is never sent. */
  readonly epoch: number;
  /** Ids of the invocations that were handled last, at most 50: one that comes again has no second effect. */
  readonly handled: readonly string[];
  /** Counts the events. A delivery has the number of its event. */
  readonly seq: number;
  /** The number of the last event that rooms are told of; absent: none so far. */
  readonly noticeSeq?: number;
  /** Lines of its rooms that wait for those that follow at once (gather-lines.ts); absent: none wait. */
  readonly linesWait?: LinesWait;
  /** The number of the event that renamed it last. Absent: it has the title that it was declared with. */
  readonly renamedSeq?: number;
  /** Rises with each change that a card shows: a message with an older revision has to be edited. */
  readonly revision: number;
  /** The W3C `traceparent` of the last decision, for what follows from it; absent while nothing is traced. */
  readonly trace?: string;
  /** Counts decisions: of two made on the same version, only one can be kept. 0 before the first. */
  readonly version: number;
}
