import type { Address } from '../domain/address.ts';
import type { GroupedAlert } from '../domain/alerts/grouped-alert.ts';
import type { AwayPart, PagedInstead } from '../domain/escalation/paged-instead.ts';
import type { IncidentEvent } from '../domain/incident/events.ts';
import type { Incident, State } from '../domain/incident/incident.ts';
import type { ComingShift, Shift } from '../domain/on-call/schedule.ts';
import type { Absence, PersonId, TokenRole } from '../domain/people.ts';
import type { Severity } from '../domain/severity.ts';
import type { AuditEntry } from './audit.ts';
import type { ProgramCommands } from './commands.ts';
import type { IncidentPage } from './incidents.ts';
import type { ListedJob } from './jobs/jobs.ts';

/** The program that sends a request, and the person for whom it acts. */
export interface ApiActor {
  /** A person's id, name or account. */
  readonly by: string;
  /** The name of the program's token. */
  readonly client?: string;
  /** The role of that token. Absent: it has none. */
  readonly tokenRole?: TokenRole;
}

export interface ListQuery {
  /** Absent: open. */
  readonly state?: State | 'open' | 'all';
  readonly service?: string;
  readonly severity?: Severity;
  readonly limit: number;
  /** The `next` of the page before. */
  readonly after?: number;
}

/** A page of a list. `next` is set while there is more; a page may be short all the same. */
export interface Page<T, Next = number> {
  readonly items: readonly T[];
  readonly next?: Next;
}

export interface AuditAsked {
  /** A person's id, name or account. */
  readonly person?: string;
  readonly incident?: number;
  readonly limit: number;
  /** The `next` of the page before. */
  readonly after?: string;
}

/** The commands whose roles the reads of the API need. */
export type ApiVerb = 'list' | 'show' | 'alerts' | 'timeline' | 'postmortem' | 'oncall' | 'audit';

/** An event, numbered from 1, with its sentence. */
export interface ToldEvent {
  /** The incident's id. */
  readonly incident: string;
  readonly seq: number;
  readonly event: IncidentEvent;
  readonly text: string;
}

/** Both absent: all schedules. At most one of them. */
export interface OnCallQuery {
  readonly schedule?: string;
  readonly service?: string;
  readonly at?: string;
}

/** One schedule at one moment; for a service, whom a level of its policy names. */
export interface OnCall {
  /** Absent: a person whom the level names, alone or as a member of the team. */
  readonly schedule?: string;
  readonly team?: string;
  /** Of the service's policy, from 1. Absent: no service was asked for. */
  readonly level?: number;
  /** Of the schedule, else of the person. */
  readonly timezone: string;
  readonly at: Date;
  /** Absent: nobody. An end that is more than a year away is left out. */
  readonly now?: {
    readonly person: PersonId;
    /** They are away until then. */
    readonly awayUntil?: Date;
    /** Whom the policies page meanwhile. Absent: they are not away, or no policy pages the schedule. */
    readonly instead?: PagedInstead;
    readonly since?: Date;
    readonly until?: Date;
  };
  readonly next: readonly ShiftWithAbsences[];
}

/** A shift, and the time off that its person has during it. */
export interface ShiftWithAbsences extends ComingShift {
  readonly away: readonly Absence[];
}

/** The period of a schedule to read: from now, for 30 days, unless it says otherwise. */
export interface ShiftQuery {
  readonly schedule: string;
  readonly from?: string;
  readonly to?: string;
}

/** A shift of a period, and who is paged while its person is away. */
export interface ScheduledShift extends Shift {
  readonly away: readonly AwayPart[];
}

/** The changes that a configuration file would make to the running one, as sentences. */
export interface FileComparison {
  /** The mistakes of the file; with any, nothing is compared. */
  readonly mistakes: readonly string[];
  readonly changes: readonly string[];
}

/**
 * The reads of the API. Without `by` no person's role is checked. Each call throws Refused when a rule refuses it
 * (`unknown-incident`; `not-allowed` for a role that is too low), BadField for a value that cannot be read, and
 * StoreUnavailable when the database does not answer.
 */
export interface ApiReads {
  list(query: ListQuery, by?: string): Promise<IncidentPage>;
  show(number: number, by?: string): Promise<Incident>;
  /** From the beginning; `after` is the number of the last event of the page before. */
  timeline(number: number, page: { limit: number; after?: number }, by?: string): Promise<Page<ToldEvent>>;
  /** Every alert of the incident, in pages; each page has those that fire first. */
  alerts(number: number, page: { limit: number; after?: string }, by?: string): Promise<Page<GroupedAlert, string>>;
  /** As Markdown, with times in the zone of `by`, in UTC without one. */
  postmortem(number: number, by?: string): Promise<string>;
  /**
   * Returns the shifts of a schedule in a period, cut to it, with the time off of their people.
   *
   * @param asked local times are read in the zone of `by`, in UTC without one
   */
  shifts(asked: ShiftQuery, by?: string): Promise<readonly ScheduledShift[]>;
  /** @param asked `at` is read in the zone of `by`, in UTC without one; absent: now */
  onCall(asked: OnCallQuery, by?: string): Promise<readonly OnCall[]>;
  /** Compares a configuration file, as text, with the running one. Changes nothing. */
  compareFile(text: string): Promise<FileComparison>;
  /** Returns the audit log, the latest first. It needs a person, always. */
  audit(asked: AuditAsked, actor: ApiActor): Promise<Page<AuditEntry, string>>;
}

/** A text for people or for a room. */
export interface TextToSend {
  /** A person, team or schedule of the file, or a room as `platform:address`. */
  readonly to: string;
  readonly text: string;
  /** A repeat under the same key by the same client is not sent again. */
  readonly idempotencyKey?: string;
}

export interface SentNotification {
  readonly id: string;
  readonly to: readonly Address[];
}

/** How long an answer is kept for a request that comes again under its `Idempotency-Key`. */
export const answersKeptMs = 24 * 60 * 60_000;

/** The answer to a request that changed something. */
export interface KeptAnswer {
  /** A hash of the request's body. */
  readonly request: string;
  readonly status: number;
  readonly type: string;
  readonly text: string;
  readonly location?: string;
}

/** Keeps answers for 24 hours, by the hash of token, path and key. The first answer under a key stays. */
export interface KeptAnswers {
  /** @throws StoreUnavailable */
  find(key: string): Promise<KeptAnswer | undefined>;
  /** @throws StoreUnavailable */
  keep(key: string, answer: KeptAnswer): Promise<void>;
}

/** The recurring jobs for programs. All calls throw StoreUnavailable. */
export interface JobService {
  /** @throws BadField, Refused when somebody is named who may not read it */
  list(by?: string): Promise<readonly ListedJob[]>;
  /**
   * Begins a run now and does not wait for it. Given again under the same idempotency key, it is the same run.
   *
   * @throws Refused `unknown-job`, `job-running`, or `not-allowed` for whoever is no admin; BadField
   */
  run(name: string, actor: ApiActor, idempotencyKey?: string): Promise<ListedJob>;
}

/** Everything that programs use over HTTP: reads and commands. */
export interface Api extends ApiReads {
  readonly commands: ProgramCommands;
  /** Sends a text as a notification, which pages nobody. It is kept when the promise settles, and sent soon after. */
  notify(text: TextToSend, actor: ApiActor): Promise<SentNotification>;
  readonly answers: KeptAnswers;
  readonly jobs: JobService;
}

/** A field has an unknown or unreadable value. The message is for the sender of the request. */
export class BadField extends Error {
  readonly field: string;

  constructor(field: string, sentence: string) {
    super(sentence);
    this.name = 'BadField';
    this.field = field;
  }
}
