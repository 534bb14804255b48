import type { TimelinePart } from '../../domain/on-call/timeline.ts';
import type { Absence, Person, PersonId } from '../../domain/people.ts';
import type { Severity } from '../../domain/severity.ts';
import type { OnCallNow } from '../reporting.ts';

/** Who is on call now and in the next days, for one reader. */
export interface OnCallPlan {
  readonly at: Date;
  /** When it says something else, though nobody changes anything: a shift or time off begins or ends, or a day. */
  readonly changesAt: Date;
  /** The midnights with which its days begin in the reader's zone; the last one is its end. */
  readonly days: readonly Date[];
  /** Everybody of the file. */
  readonly people: readonly { readonly id: PersonId; readonly name: string }[];
  /** The reader's own shifts, the running ones first. */
  readonly own: readonly OwnShift[];
  readonly schedules: readonly PlannedSchedule[];
  /** Only policies of services. */
  readonly policies: readonly PlannedPolicy[];
  /** What is running, then what begins in the days of the plan. Incidents that begin during it page nobody. */
  readonly maintenance: readonly PlannedMaintenance[];
  readonly teams: readonly { readonly id: string; readonly members: readonly PersonId[] }[];
  /** Whom the reader may put on call: nobody, themselves, or everybody who may acknowledge. */
  readonly mayPutOnCall: readonly PersonId[];
  /** The secret URL of the reader's shifts as a calendar. */
  readonly calendar: string;
}

export interface OwnShift {
  readonly schedule: string;
  readonly from: Date;
  /** Absent: it does not end within a year. */
  readonly to?: Date;
}

export interface PlannedSchedule extends Pick<OnCallNow, 'now' | 'next'> {
  readonly id: string;
  /** IANA zone of its hand-overs. */
  readonly zone: string;
  /** Nobody is on call now, and that is intended. */
  readonly isMeantGap?: true;
  /** All of the plan's time, in order. A schedule with very many shifts ends earlier. */
  readonly parts: readonly PlannedPart[];
  /** Overrides that were made in chat or on the web and have not ended, the next first. */
  readonly overrides: readonly PlannedOverride[];
  /** Requests for cover that nobody has taken, the next first. */
  readonly covers: readonly PlannedCover[];
  /** The secret URL of all its shifts as a calendar. */
  readonly calendar: string;
}

export interface PlannedPart extends TimelinePart {
  /** The person's time off within it. Absent: none. */
  readonly away?: readonly Absence[];
}

export interface PlannedOverride {
  readonly id: string;
  readonly person: PersonId;
  readonly from: Date;
  readonly to: Date;
  readonly by: PersonId;
  readonly mayCancel: boolean;
}

export interface PlannedCover {
  readonly id: string;
  readonly requester: PersonId;
  readonly from: Date;
  readonly to: Date;
  /** What the reader may do with it. Absent: nothing. */
  readonly may?: 'take' | 'withdraw';
}

/** Whom an incident pages now, level by level. */
export interface PlannedPolicy {
  readonly id: string;
  /** Names of its services. */
  readonly services: readonly string[];
  readonly levels: readonly PlannedLevel[];
  /** After the last level, start again this many times. */
  readonly repeat: number;
}

export interface PlannedLevel {
  readonly targets: readonly PlannedTarget[];
  readonly escalateAfterMs: number;
  /** Absent: for all severities. */
  readonly only?: readonly Severity[];
  /** One person at a time, in turn. */
  readonly roundRobin?: true;
}

export interface PlannedTarget {
  readonly kind: 'person' | 'schedule' | 'team' | 'channel';
  /** The id of the person, the schedule or the team; the platform of a channel. */
  readonly name: string;
  /** Empty for a channel, and where nobody is on call. */
  readonly people: readonly PlannedPage[];
}

export interface PlannedPage {
  readonly person: PersonId;
  /** They are away until then and are skipped unless nobody else is left. */
  readonly awayUntil?: Date;
  /** No way to page them works. */
  readonly isUnreachable?: true;
  /** Their quiet hours, while these run: pages of these severities wait for the end. */
  readonly quiet?: { readonly until: Date; readonly severities: readonly Severity[] };
}

export interface PlannedMaintenance {
  /** Names of its services. Absent: all services, and alerts without one. */
  readonly services?: readonly string[];
  readonly from: Date;
  readonly until: Date;
  readonly isRunning: boolean;
  readonly reason?: string;
}

/** What the web shows of who is on call. */
export interface OnCallPage {
  /** @throws StoreUnavailable */
  read(reader: Person): Promise<OnCallPlan>;
}
