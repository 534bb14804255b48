import type { AlertIdentity } from '../domain/alerts/alert.ts';
import type { GroupedAlert } from '../domain/alerts/alert-group.ts';
import type { OpenIncident } from '../domain/alerts/route.ts';
import type { Delivery, Progress } from '../domain/incident/deliveries/delivery.ts';
import type { IncidentEvent } from '../domain/incident/events.ts';
import type { Incident, State } from '../domain/incident/incident.ts';
import type { Listed } from '../domain/incident/listed.ts';
import type { LandmarkType, Outline } from '../domain/incident/review/outline.ts';
import type { PersonId } from '../domain/people.ts';
import type { Severity } from '../domain/severity.ts';

/** One decision, kept whole or not at all: the incident as it is next, and what happened, for the timeline. */
export interface Change {
  /** `next.version` is the version decided on, plus one. Deliveries that it has and the kept one has not are added
   * as they stand here, and those that `from` has and it has not leave; alerts that `from`
   * lists and it does not are found by `alertsOf`; the progress of those that both have is left
   * alone, for it belongs to the sender. */
  readonly next: Incident;
  /** The incident as it was loaded and decided on; absent for a new one. */
  readonly from?: Incident;
  readonly events: readonly IncidentEvent[];
  /** When something is to be sent again if the sender dies now: the sweep looks from then on. Absent: nothing new. */
  readonly sendBy?: Date;
}

/** An entry of the timeline, numbered from 1 in the order of what happened. */
export interface TimelineEntry {
  readonly seq: number;
  readonly event: IncidentEvent;
}

export interface TimelinePage {
  /** The number of the last event that is known already. */
  readonly after?: number;
  /** Absent: 1,000, which is the most. */
  readonly limit?: number;
}

export interface IncidentQuery {
  /** Absent: triggered and acknowledged. */
  readonly state?: State | 'open' | 'all';
  readonly service?: string;
  /** Not together with a service: no index is made for both. */
  readonly severity?: Severity;
  readonly limit: number;
  /** The `next` of the page before. */
  readonly after?: number;
}

export interface IncidentPage {
  /** Newest first, by number. */
  readonly items: readonly Listed[];
  /** Set when there are more. */
  readonly next?: number;
}

export interface IncidentStore {
  /** The next free number, from 1. A number may be left out, never given twice. */
  nextNumber(): Promise<number>;
  load(id: string): Promise<Incident | undefined>;
  /** Whether there is one: a look that waits for no others. */
  has(id: string): Promise<boolean>;
  byNumber(number: number): Promise<Incident | undefined>;
  /** The incident to which this room or message belongs (a `placeKey`); of several the latest. */
  byPlace(key: string): Promise<Incident | undefined>;
  /** The incident that this cause has changed or begun, if it has. */
  byCause(cause: string): Promise<Incident | undefined>;
  /** The open incidents with an alert of this fingerprint, of whatever source and integration; newest first. */
  openWithAlert(fingerprint: string): Promise<readonly OpenIncident[]>;
  /** The open incident about which this person was shown something last (`lastSpokenTo`). */
  latestPageOf(person: PersonId): Promise<Incident | undefined>;
  list(query: IncidentQuery): Promise<IncidentPage>;
  /** In the order of what happened: the events after `after`, from the first when it is absent; never more than 1,000. */
  timeline(id: string, page?: TimelinePage): Promise<readonly TimelineEntry[]>;
  /**
   * Those of these alerts that the incident knows and that a decision took off its list. What the incident lists is
   * newer; nothing that is listed need be asked for.
   */
  alertsOf(id: string, alerts: readonly AlertIdentity[]): Promise<readonly GroupedAlert[]>;
  /** The timeline in short, at the same cost however long it is. */
  outline(id: string): Promise<Outline>;

  /** One atomic write. Throws StaleIncident when the kept version is no longer the one decided on, or exists already. */
  commit(change: Change): Promise<void>;

  /**
   * Takes the delivery for `by` until `until`, unless somebody holds it at `now`, or it has been shown at `revision`
   * or given up meanwhile, or shows something else than `shown` by now. A compare-and-set: of many who try, one gets
   * true. `shown` is what the caller knows: what it has not seen being sent, it must not send again. With an `epoch`, only while the
   * incident is still in it. `extending`: until when `by` holds it already, to hold it longer. `range`: fixes the last event
   * that the message tells, unless somebody has fixed another one than the caller knows.
   */
  claim(id: string, delivery: string, claim: Claim): Promise<boolean>;
  /** Gives back what `by` has claimed and will not send, so that others need not wait for the claim to run out. */
  unclaim(id: string, delivery: string, by: string, now: Date): Promise<void>;
  /**
   * Writes what became of it, and from which places the incident can be told now (placeKeys; of very many the latest).
   * Drops the claim.
   */
  mark(id: string, delivery: string, progress: Progress, places: readonly string[]): Promise<void>;
  /** Adds a delivery that was given up before it was one. One that is there already stays as it is. */
  lose(id: string, delivery: Delivery): Promise<void>;
  /**
   * When the sweep is to look at this incident's deliveries again; undefined: not at all. Does nothing when a decision
   * or a mark has come in since `seen` was loaded: whoever wrote that will settle it.
   */
  settle(seen: Incident, sendBy: Date | undefined): Promise<void>;

  /** What is due at or before `now`; at most so many of each. */
  due(now: Date, limit: number): Promise<Due>;
}

export interface Claim {
  readonly by: string;
  readonly until: Date;
  readonly now: Date;
  readonly revision: number;
  readonly shown?: number;
  readonly epoch?: number;
  readonly extending?: Date;
  readonly range?: { readonly known: number | undefined; readonly upTo: number };
}

/** Ids of incidents, each once, the most overdue first. Apart, so that no backlog of what cannot be sent yet hides a step. */
export interface Due {
  readonly steps: readonly string[];
  /** Those with something to send, or to look at for that. */
  readonly sends: readonly string[];
}

/** Somebody else decided first. Load again and decide again. */
export class StaleIncident extends Error {
  constructor(id: string) {
    super(`Incident ${id} has changed since it was read`);
    this.name = 'StaleIncident';
  }
}

/** The database cannot be reached or did not answer in time; nothing is known to have changed. */
export class StoreUnavailable extends Error {
  constructor(cause: unknown) {
    super('The database did not answer', { cause });
    this.name = 'StoreUnavailable';
  }
}

export interface EndedQuery {
  readonly service: string;
  readonly severity: Severity;
  /** Resolved then or later, and not reopened. */
  readonly since: Date;
  readonly now: Date;
  readonly limit: number;
}

export interface Ended {
  readonly id: string;
  readonly at: Date;
}

/** An incident with what of its timeline was asked for, in the order of what happened. */
export interface Told {
  readonly incident: Listed;
  readonly events: readonly IncidentEvent[];
}

/** Looks back, at the same cost however much has happened. */
export interface History {
  /** What ended, the latest first. */
  ended(query: EndedQuery): Promise<readonly Ended[]>;
  /** In no order. One that is not there is left out. Of an incident that has very many, the latest 100. */
  told(ids: readonly string[], types: readonly LandmarkType[]): Promise<readonly Told[]>;
}
