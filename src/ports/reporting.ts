import type { PagedInstead } from '../domain/escalation/paged-instead.ts';
import type { State } from '../domain/incident/incident.ts';
import type { Status } from '../domain/incident/roles.ts';
import type { Absence, Person, PersonId, Platform } from '../domain/people.ts';
import type { Severity } from '../domain/severity.ts';
import type { Counters } from '../domain/statistics/counters.ts';
import type { Impact, ServiceState } from '../domain/status/outside.ts';

/**
 * What the last weeks amounted to, kept by the day so that reading it costs the same however much there was. It follows from
 * the incidents' timelines, a few seconds behind them, and each incident is in it once, whatever dies meanwhile.
 */
export interface Statistics {
  /** All that was declared on these days (`2026-03-09`, in UTC). */
  of(days: readonly string[]): Promise<Counters>;
  /** Takes in incidents that have changed, a limited number at a time. Any number of processes may. True: there are more. */
  follow(): Promise<boolean>;
}

/** How everything stands, at one look. */
export interface Dashboard {
  readonly at: Date;
  /** The gravest first, and of those that are as grave first what nobody has, then the newest. */
  readonly open: readonly OpenIncident[];
  /** More are open than are listed here. */
  readonly more: boolean;
  /** Names of open incidents whose documents cannot be read. Absent: none. */
  readonly unreadable?: readonly string[];
  readonly onCall: readonly OnCallNow[];
  readonly figures: LastDays;
}

export interface OpenIncident {
  readonly number: number;
  readonly title: string;
  readonly severity: Severity;
  readonly state: Exclude<State, 'resolved'>;
  /** As it is called. */
  readonly service?: string;
  readonly since: Date;
  /** Who has it. */
  readonly owner?: { readonly person: PersonId; readonly since: Date; readonly snoozedUntil?: Date };
  /** While nobody has it: whom it paged last, and when. */
  readonly paged?: { readonly people: readonly PersonId[]; readonly at: Date };
  /** When the next level is paged. */
  readonly nextAt?: Date;
  /** Its room in the web chat. */
  readonly room?: string;
  /** Pages that were given up and reach nobody, until they are sent again or dropped; absent: none. */
  readonly failedPages?: readonly FailedPage[];
}

export interface FailedPage {
  readonly person: PersonId;
  readonly platform: Platform;
}

/** How an open incident stands, in short. */
export type OpenIncidentState = Omit<OpenIncident, 'title' | 'service' | 'since'>;

export interface OnCallNow {
  readonly schedule: string;
  /** Absent: nobody. */
  readonly now?: {
    readonly person: PersonId;
    readonly until?: Date;
    readonly awayUntil?: Date;
    /** Whom the policies page while they are away. */
    readonly instead?: PagedInstead;
  };
  /** `away`: their first time off during the shift. */
  readonly next?: { readonly person: PersonId; readonly from: Date; readonly away?: Absence };
}

/** The figures of the last days. Medians are right to within a twentieth. */
export interface LastDays {
  readonly days: number;
  readonly incidents: number;
  readonly bySeverity: Readonly<Record<Severity, number>>;
  /** From declared to first acknowledged, and to first resolved; absent: none was. */
  readonly toAcknowledgeMs?: number;
  readonly toResolveMs?: number;
  /** Those with the most first. */
  readonly byService: readonly { readonly service: string; readonly incidents: number }[];
  readonly paged: readonly { readonly person: PersonId; readonly pages: number }[];
}

/** An incident's room in the web chat. */
export interface IncidentRoom {
  readonly room: string;
  readonly title: string;
}

export interface DashboardReads {
  look(): Promise<Dashboard>;
  /** The open incidents of `look`, in its order; cheap, however often it is asked. */
  openIncidents(): Promise<readonly OpenIncidentState[]>;
  /** Undefined when there is no such incident, or it has no room in the web chat and gets none; `opening` when it is about to. */
  roomOf(incident: number): Promise<IncidentRoom | 'opening' | undefined>;
}

/** Whose shifts a calendar shows: one person's over all schedules, or everybody's on one schedule. */
export type CalendarFeed = { readonly person: PersonId } | { readonly schedule: string };

/** The feed's secret address: whoever has it may read it. It stays the same until it is renewed. */
export type CalendarLink = (feed: CalendarFeed) => string;

/** What a review of an incident begins with, as a document. */
export interface Postmortems {
  /**
   * In Markdown, with times in the zone of whoever reads it.
   *
   * @throws Refused `unknown-incident`, or `not-allowed` where the role is not enough; StoreUnavailable
   */
  read(number: number, reader: Person): Promise<string>;
}

/** What everybody may know. Nothing else may ever be in here: it is sent to whoever asks. */
export interface StatusPage {
  readonly title: string;
  readonly about?: string;
  /** That of the worst of its services. Absent: no service is published. */
  readonly state?: ServiceState;
  /** In the order of the file. */
  readonly services: readonly PublicService[];
  /** The gravest first, and of those that are as grave the newest. */
  readonly open: readonly PublicIncident[];
  /** Of the last days, the one that ended last first. */
  readonly ended: readonly PublicIncident[];
  /** Of public services: what is running, then what begins in the next days, the soonest first. Absent: none. */
  readonly maintenance?: readonly PublicMaintenance[];
  /** How many days `ended` and `maintenance` look back and ahead. */
  readonly days: number;
  /** There are more than are listed here. */
  readonly more: { readonly open: boolean; readonly ended: boolean };
  /** When it was so. */
  readonly at: Date;
  /** It could not be read again for a while: `at` is no longer now. */
  readonly outdated: boolean;
}

export interface PublicService {
  /** As it is called; its id is nobody's business outside. */
  readonly name: string;
  readonly state: ServiceState;
}

/** Without title, number and people: those are for whoever works on it. */
export interface PublicIncident {
  /** A UUID that tells nothing, and stays. */
  readonly id: string;
  /** The name of its service. */
  readonly service: string;
  readonly impact: Impact;
  /** How far the work has come, as was told last; absent: nobody has said. */
  readonly status?: Status;
  readonly since: Date;
  /** Absent: it is not over. */
  readonly ended?: Date;
  /** The latest first. */
  readonly updates: readonly PublicUpdate[];
  /** When something of this changed last. */
  readonly changed: Date;
}

/** Without its reason, which was written for whoever works on it. */
export interface PublicMaintenance {
  /** A UUID that tells nothing, and stays. */
  readonly id: string;
  /** Names of public services, in the order of the file. */
  readonly services: readonly string[];
  readonly from: Date;
  readonly until: Date;
  readonly running: boolean;
}

export interface PublicUpdate {
  readonly at: Date;
  readonly status?: Status;
  readonly text: string;
}

export interface StatusReads {
  /** Cheap, however many ask. Throws when how it stands can neither be read nor has been known of late. */
  look(): Promise<StatusPage>;
}
