import type { IncidentEvent } from '../domain/incident/events.ts';
import type { Incident, State } from '../domain/incident/incident.ts';
import type { Listed } from '../domain/incident/listed.ts';
import type { IncidentRole, Status } from '../domain/incident/roles.ts';
import type { PersonId } from '../domain/people.ts';
import type { Severity } from '../domain/severity.ts';
import type { AuditEntry } from './audit-log.ts';

/** For whom a program speaks, and whether it has said so before. */
export interface Spoken {
  /** A person's id, or however else the commands know them: by name, or by an account. */
  readonly by: string;
  /** The name of the program's token. */
  readonly caller?: string;
  /** What comes again under the same key, from the same caller and for the same action, has no second effect. */
  readonly key?: { readonly caller: string; readonly text: string };
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

/** `next` is set while there are more, and a page may be short though there are. */
export interface Page<T, Next = number> {
  readonly items: readonly T[];
  readonly next?: Next;
}

export interface AuditAsked {
  /** As the commands know people: by id, name or account. */
  readonly person?: string;
  readonly incident?: number;
  readonly limit: number;
  /** The `next` of the page before. */
  readonly after?: string;
}

/** What a declaration says; the rest comes from its service. */
export interface Declared {
  readonly title: string;
  readonly severity?: Severity;
  readonly service?: string;
  readonly description?: string;
}

/** What can be done to an incident, each with the options of its command. */
export type Action =
  | { readonly verb: 'ack' | 'unack' | 'reopen' }
  | { readonly verb: 'resolve'; readonly summary?: string }
  /** Absent: the next level. */
  | { readonly verb: 'escalate'; readonly to?: string }
  | { readonly verb: 'page'; readonly to: string; readonly message?: string }
  /** `for` is a length of time as people write it: `2h`. */
  | { readonly verb: 'snooze'; readonly for: string }
  | { readonly verb: 'severity'; readonly level: Severity }
  | { readonly verb: 'assign'; readonly person: string; readonly role?: IncidentRole }
  | { readonly verb: 'rename'; readonly title: string }
  | { readonly verb: 'update'; readonly text: string; readonly status?: Status }
  | { readonly verb: 'note'; readonly text: string }
  /** Adds one by its text; the others are numbers of tasks. `person` may be “nobody”. */
  | {
      readonly verb: 'task';
      readonly text?: string;
      readonly person?: string;
      readonly done?: number;
      readonly reopen?: number;
      readonly edit?: number;
    };

/** The commands that a program can give. What each needs of a person's role, the command itself says. */
export type ApiVerb = Action['verb'] | 'declare' | 'list' | 'show' | 'timeline' | 'postmortem' | 'oncall' | 'audit';

/** What happened, numbered from 1, and said in one sentence. */
export interface ToldEvent {
  /** The incident's id. */
  readonly incident: string;
  readonly seq: number;
  readonly event: IncidentEvent;
  readonly text: string;
}

/** One schedule at one moment. */
export interface OnCall {
  readonly schedule: string;
  readonly timezone: string;
  readonly at: Date;
  /** Absent: nobody. An end that is more than a year away is left out. */
  readonly now?: { readonly person: PersonId; readonly since?: Date; readonly until?: Date };
  readonly next: readonly { readonly person: PersonId; readonly from: Date; readonly to: Date }[];
}

/**
 * Where programs bring what people say in commands: the same verbs, the same rules, the same roles. Reading asks for
 * nobody's role unless `by` is said.
 *
 * Every call throws Refused when a rule says no (`unknown-incident`; `not-allowed` where the role is not enough), BadField
 * for what cannot be understood, and StoreUnavailable or StaleIncident when it could not be kept.
 */
export interface ApiDesk {
  list(query: ListQuery, by?: string): Promise<Page<Listed>>;
  show(number: number, by?: string): Promise<Incident>;
  /** From the beginning; `after` is the number of the last event of the page before. */
  timeline(number: number, page: { limit: number; after?: number }, by?: string): Promise<Page<ToldEvent>>;
  /** As Markdown, with times in the zone of `by`, in UTC without one. */
  postmortem(number: number, by?: string): Promise<string>;
  declare(declared: Declared, spoken: Spoken): Promise<Incident>;
  act(number: number, action: Action, spoken: Spoken): Promise<Incident>;
  /** @param asked `at` is read in the zone of `by`, in UTC without one; absent: now */
  onCall(asked: { schedule?: string; at?: string }, by?: string): Promise<readonly OnCall[]>;
  /** Who did what, the latest first. It is not for everybody: whoever asks is named, always. */
  audit(asked: AuditAsked, spoken: Spoken): Promise<Page<AuditEntry, string>>;
}

/** A field holds something that is not known or cannot be read. The message is for whoever sent it. */
export class BadField extends Error {
  readonly field: string;

  constructor(field: string, sentence: string) {
    super(sentence);
    this.name = 'BadField';
    this.field = field;
  }
}
