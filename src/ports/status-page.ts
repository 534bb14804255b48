import type { Status } from '../domain/incident/roles.ts';
import type { Impact, ServiceState } from '../domain/status/outside.ts';

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
  /** How many days those are. */
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

export interface PublicUpdate {
  readonly at: Date;
  readonly status?: Status;
  readonly text: string;
}

export interface StatusReads {
  /** Cheap, however many ask. Throws when how it stands can neither be read nor has been known of late. */
  look(): Promise<StatusPage>;
}
