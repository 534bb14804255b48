import type { State } from '../domain/incident/incident.ts';
import type { PersonId } from '../domain/people.ts';
import type { Severity } from '../domain/severity.ts';

/** How everything stands, at one look. */
export interface Dashboard {
  readonly at: Date;
  /** The gravest first, and of those that are as grave first what nobody has, then the newest. */
  readonly open: readonly OpenIncident[];
  /** More are open than are listed here. */
  readonly more: boolean;
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
}

export interface OnCallNow {
  readonly schedule: string;
  /** Absent: nobody. */
  readonly now?: { readonly person: PersonId; readonly until?: Date };
  readonly next?: { readonly person: PersonId; readonly from: Date };
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

export interface DashboardReads {
  look(): Promise<Dashboard>;
}
