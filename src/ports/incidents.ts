import type { AlertIdentity } from '../domain/alerts/alert.ts';
import type { GroupedAlert } from '../domain/alerts/grouped-alert.ts';
import type { OpenIncident } from '../domain/alerts/route.ts';
import type { Candidates } from '../domain/escalation/round-robin.ts';
import type { Delivery, Progress } from '../domain/incident/deliveries/delivery.ts';
import type { IncidentEvent } from '../domain/incident/events.ts';
import type { Incident, State } from '../domain/incident/incident.ts';
import type { Listed, UnreadableIncident } from '../domain/incident/listed.ts';
import type { LandmarkType, Outline } from '../domain/incident/review/outline.ts';
import type { PersonId } from '../domain/people.ts';
import type { Severity } from '../domain/severity.ts';
import { WriteConflict } from '../lib/retried.ts';

/** One decision, kept whole or not at all: the next incident, and its events. */
export interface Change {
  /** `next.version` is the version decided on, plus one. Deliveries that it has and the kept one has not are added
   * as they stand here, and those that `from` has and it has not leave; alerts that `from`
   * lists and it does not are found by `alertsOf`; the progress of those that both have is left
   * alone, for it belongs to the sender. */
  readonly next: Incident;
  /** The incident as it was loaded and decided on; absent for a new one. */
  readonly from?: Incident;
  readonly events: readonly IncidentEvent[];
  /** The process that sends the deliveries at once. Absent: the first that sweeps at `lookAt`. */
  readonly by?: string;
  /** When a sweep is to look at its deliveries at the latest. Absent: nothing new. */
  readonly lookAt?: Date;
  /** What became of a delivery of `from`, written with the events that say so; `next` shows it. Drops the claim, as `mark` does. */
  readonly result?: DeliveryResult;
  /** `next` has nothing left to send: unless somebody else has written since `from` was read, no sweep looks at it and no process has it in hand. */
  readonly settles?: boolean;
}

/** A delivery by its id, and how far it is. */
export interface DeliveryResult {
  readonly delivery: string;
  readonly progress: Progress;
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

export interface AlertPageQuery {
  readonly limit: number;
  /** The `next` of the page before. */
  readonly after?: string;
}

export interface AlertPage {
  readonly items: readonly GroupedAlert[];
  /** Set when there are more. */
  readonly next?: string;
}

export interface IncidentQuery {
  /** Absent: triggered and acknowledged. */
  readonly state?: State | 'open' | 'all';
  readonly service?: string;
  /** Not together with a service, unless `resolved` is given: no index is made for both. */
  readonly severity?: Severity;
  /** Only those that were declared at or after `from`, and before `until`. Absent: whenever they were. */
  readonly declared?: { readonly from?: Date; readonly until?: Date };
  /** Only those that were resolved at or after `from`, and before `until`; only with the state `resolved`. */
  readonly resolved?: { readonly from?: Date; readonly until?: Date };
  readonly limit: number;
  /** The `next` of the page before. */
  readonly after?: number;
}

export interface IncidentPage {
  /** Newest first, by number. */
  readonly items: readonly Listed[];
  /** Set when there are more. */
  readonly next?: number;
  /** Incidents that belong here and whose documents cannot be read. Absent: none. */
  readonly unreadable?: readonly UnreadableIncident[];
}

export interface IncidentStore {
  /** The next free number, from 1. A number may be left out, never given twice. */
  nextNumber(): Promise<number>;
  load(id: string): Promise<Incident | undefined>;
  /** Returns whether the incident exists. Does not wait for other reads. */
  has(id: string): Promise<boolean>;
  /** Returns at most `limit` ids with this prefix, in alphabetical order. */
  idsFrom(prefix: string, limit: number): Promise<readonly string[]>;
  byNumber(number: number): Promise<Incident | undefined>;
  /** The incident to which this room or message belongs (an `addressKey`); of several the latest. */
  byAddress(key: string): Promise<Incident | undefined>;
  /** Returns the incident that this cause changed or began. */
  byCause(cause: string): Promise<Incident | undefined>;
  /** The open incidents with an alert of this fingerprint, of whatever source and integration; newest first. */
  openWithAlert(fingerprint: string): Promise<readonly OpenIncident[]>;
  /** Returns the open incident that this person was shown last (`lastShownTo`). */
  latestPageOf(person: PersonId): Promise<Incident | undefined>;
  list(query: IncidentQuery): Promise<IncidentPage>;
  /** In the order of what happened: the events after `after`, from the first when it is absent; never more than 1,000. */
  timeline(id: string, page?: TimelinePage): Promise<readonly TimelineEntry[]>;
  /**
   * Those of these alerts that the incident knows and that a decision took off its list. What the incident lists is
   * newer; nothing that is listed need be asked for.
   */
  alertsOf(id: string, alerts: readonly AlertIdentity[]): Promise<readonly GroupedAlert[]>;
  /**
   * All alerts of an incident, page by page, each once: in an order that stays as it is while alerts come and go. Empty for
   * an incident that no alert began.
   */
  alertPage(id: string, page: AlertPageQuery): Promise<AlertPage>;
  /** The timeline in short, at the same cost however long it is. */
  outline(id: string): Promise<Outline>;

  /**
   * One atomic write. Returns whether it settled the incident as well, which it was asked to.
   * Throws StaleIncident when the kept version is no longer the one decided on, or exists already.
   */
  commit(change: Change): Promise<boolean>;

  /**
   * Claims the delivery for `by`, unless another process has claimed it, or it has been shown at `revision` or given up
   * meanwhile, or shows something else than `shown` by now. A compare-and-set: of many who try, one gets true. `shown` is
   * what the caller knows: what it has not seen being sent, it must not send again. With an `epoch`, only while the
   * incident is still in it. `from`: whose claim it replaces. `range`: fixes the last event that the message tells, unless
   * somebody has fixed another one than the caller knows.
   */
  claim(id: string, delivery: string, claim: ClaimRequest): Promise<boolean>;
  /** Releases an unused claim of `by`; a sweep looks from `now` on. */
  unclaim(id: string, delivery: string, by: string, now: Date): Promise<void>;
  /**
   * Writes the progress of a delivery, and the addresses that mean this incident now (`addressKey`s; the latest of very
   * many). Drops the claim. With `claimedBy`, only while that process has the claim; else returns false.
   */
  record(
    id: string,
    delivery: string,
    progress: Progress,
    addresses: readonly string[],
    claimedBy?: string,
  ): Promise<boolean>;
  /** Adds a delivery that is a dead letter from the beginning. An existing one stays as it is. */
  lose(id: string, delivery: Delivery): Promise<void>;
  /**
   * Writes when a sweep is to look at this incident's deliveries again (undefined: not at all) and which processes have
   * some of them in hand. Does nothing, and returns false, when a decision, a claim or a mark has come in since `known` was
   * loaded, other than those that it shows (`withProgress`).
   */
  settle(known: Incident, next: NextLook): Promise<boolean>;
  /** Returns ids of incidents with deliveries that this process may have claimed. */
  inHandOf(process: string, limit: number): Promise<readonly string[]>;

  /** What is due at or before `now`; at most so many of each. */
  due(now: Date, limit: number): Promise<Due>;
}

/** What a store knows of an incident beside its content: by it, `settle` tells whether somebody else has written (docs/counters.md). */
export interface Kept {
  /** The number of dispatcher writes when it was read, and those counted since for all copies of it. */
  readonly read: { writes: number };
  /** Dispatcher writes of the caller since then. */
  readonly own: number;
  readonly tailBytes: number;
  /** The last events, as this process has decided them: `list` are those after number `after`. Absent when it was read. */
  readonly events?: { readonly after: number; readonly list: readonly IncidentEvent[] };
}

const keptAs = new WeakMap<Incident, Kept>();

/** How the incident is kept, for the store that has read or kept it; undefined when none has. */
export function keptState(incident: Incident): Kept | undefined {
  return keptAs.get(incident);
}

/** Remembers how the incident is kept, for the next write. */
export function rememberKept(incident: Incident, kept: Kept | undefined): void {
  if (kept) keptAs.set(incident, kept);
}

/** Returns the events after this number, all of which this process has decided; undefined when the store has to be asked. */
export function eventsDecided(incident: Incident, after: number): readonly TimelineEntry[] | undefined {
  const known = keptAs.get(incident)?.events;
  if (!known || known.after > after || known.after + known.list.length !== incident.seq) return undefined;
  return known.list.slice(after - known.after).map((event, index) => ({ seq: after + index + 1, event }));
}

/** The incident with what its caller is writing of a delivery: `settle` then counts that write. */
export function withProgress(incident: Incident, id: string, progress: Progress): Incident {
  const { deliveries } = incident;
  const delivery = deliveries[id];
  const next = { ...incident, ...(delivery && { deliveries: { ...deliveries, [id]: { ...delivery, progress } } }) };
  const kept = keptAs.get(incident);
  rememberKept(next, kept && { ...kept, own: kept.own + 1 });
  return next;
}

/**
 * A decision with what has been written meanwhile of the deliveries that it found: `settle` then counts those writes.
 *
 * @param next decided on the version of `known`
 * @param known with all that the caller has written
 */
export function withProgressOf(next: Incident, known: Incident): Incident {
  const deliveries = Object.entries(next.deliveries).map(([id, one]) => {
    const { progress } = known.deliveries[id] ?? one;
    return [id, progress === one.progress ? one : { ...one, progress }] as const;
  });
  const both = { ...next, deliveries: Object.fromEntries(deliveries) };
  const [kept, before] = [keptAs.get(next), keptAs.get(known)];
  rememberKept(both, kept && before && { ...kept, read: before.read, own: before.own });
  return both;
}

export interface NextLook {
  readonly lookAt: Date | undefined;
  readonly by: readonly string[];
}

export interface ClaimRequest {
  readonly by: string;
  readonly from?: string;
  readonly revision: number;
  readonly shown?: number;
  readonly epoch?: number;
  readonly range?: { readonly known: number | undefined; readonly upTo: number };
  /** As in Progress. */
  readonly triedSince?: Date;
}

/** Ids of incidents, each once, the most overdue first. Apart, so that no backlog of what cannot be sent yet hides a step. */
export interface Due {
  readonly steps: readonly string[];
  /** Those with something to send, or to look at for that. */
  readonly sends: readonly string[];
}

/** Another process decided first. Load the incident and decide again. */
export class StaleIncident extends WriteConflict {
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

/** Finds past incidents, at the same cost however many there are. */
export interface History {
  /** What ended, the latest first. */
  ended(query: EndedQuery): Promise<readonly Ended[]>;
  /** In no order. One that is not there, or cannot be read, is left out. Of an incident that has very many, the latest 100. */
  told(ids: readonly string[], types: readonly LandmarkType[]): Promise<readonly Told[]>;
}

/** Remembers who had the last turn on round-robin levels, for all processes. */
export interface RoundRobin {
  /**
   * Returns who has the next turn. The same step gets the same person again, while they can be paged.
   *
   * @param level a level of a policy
   * @param step what asks: an incident and its repeat
   */
  next(level: string, step: string, candidates: Candidates): Promise<PersonId>;
}
