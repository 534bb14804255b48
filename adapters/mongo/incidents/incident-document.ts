import type { Collection } from 'mongodb';
import type { Connection, Model } from 'mongoose';
import { withCounts } from '../../../src/domain/alerts/alert-group.ts';
import type { Delivery } from '../../../src/domain/incident/deliveries/delivery.ts';
import type { IncidentEvent } from '../../../src/domain/incident/events.ts';
import type { Incident } from '../../../src/domain/incident/incident.ts';
import type { Listed, UnreadableIncident } from '../../../src/domain/incident/listed.ts';
import type { Tally } from '../../../src/domain/incident/review/tally.ts';
import type { PersonId } from '../../../src/domain/people.ts';
import { isSeverity } from '../../../src/domain/severity.ts';
import { collectionOf, type Indexes, modelOf } from '../connection/collections.ts';
import { fieldName, present } from '../connection/stored.ts';
import type { Counted } from '../statistics/statistics-batches.ts';

/** What decisions write, as one value. It is replaced as a whole, so nothing of an older decision remains. */
export interface Decided extends Omit<Incident, 'id' | 'number' | 'deliveries' | 'paged' | 'version'> {
  /** A list, because a person's id may contain a dot, and because a list can be indexed. */
  readonly paged: readonly { readonly person: PersonId; readonly at: Date }[];
}

/**
 * One document for each incident, so that its events, their consequences and its messages are one atomic write on any
 * server. Decisions and the dispatcher write different fields and never wait for each other. docs/counters.md says what each
 * number counts, and who writes it.
 */
export interface IncidentDocument {
  readonly _id: string;
  readonly number: number;
  readonly version: number;
  readonly decided: Decided;
  /** The latest events; the earlier ones are in their own collection (incident-events.ts). */
  readonly timeline: readonly IncidentEvent[];
  /** The size of `timeline` in bytes; absent in a document of an earlier version. */
  readonly tailBytes?: number;
  /** How many events were moved out of the document; absent: none. */
  readonly moved?: number;
  /** The tally of the events that were moved. */
  readonly tally?: Tally;
  /** The numbers of the latest landmarks among the events that were moved. */
  readonly landmarks?: readonly number[];
  /** By `fieldName(id)`. Decisions add deliveries; the dispatcher writes each `progress`. */
  readonly deliveries: Readonly<Record<string, Delivery>>;
  /** Ids of the latest messages about this incident: a reply to one of them is about it. */
  readonly places: readonly string[];
  /** The same for its rooms; absent in a document of an earlier version, whose `places` has both. */
  readonly roomPlaces?: readonly string[];
  /** When the sweep looks for something to send; absent when there is nothing. */
  readonly outboxAt?: Date;
  /** Processes that are sending, or may be sending, some of its deliveries; absent when none is. */
  readonly outboxBy?: readonly string[];
  /** When the next clock step is due; absent when none is. */
  readonly dueAt?: Date;
  /** When a delivery was last given up; absent when the incident has no dead letters (dead-letters.ts). */
  readonly deadAt?: Date;
  /** Counts what the dispatcher has written (docs/counters.md). */
  readonly marks: number;
  /** Set while the statistics do not include all events (statistics.ts). */
  readonly uncounted?: true;
  readonly counted?: Counted;
}

const indexes: Indexes = [
  // A number never changes: SecantusDB does not free the key of a unique index on an update.
  [{ number: -1 }, { unique: true }],
  // For the compare-and-set of a decision: SecantusDB uses an index only when it has exactly the fields of the filter. Also
  // for reads by the beginning of an id: it uses the index on the id only for whole ids.
  [{ _id: 1, version: 1 }],
  [{ places: 1, number: -1 }],
  [{ roomPlaces: 1, number: -1 }],
  [{ 'decided.paged.person': 1, 'decided.state': 1 }],
  [{ 'decided.alerts.alerts.fingerprint': 1, 'decided.state': 1 }],
  [{ 'decided.state': 1, number: -1 }],
  [{ 'decided.service': 1, 'decided.state': 1, number: -1 }],
  [{ 'decided.severity': 1, 'decided.state': 1, number: -1 }],
  [{ 'decided.service': 1, 'decided.severity': 1, 'decided.resolved.at': -1 }],
  // Only resolved incidents have it, so it costs a write when one is resolved.
  [{ 'decided.resolved.at': -1 }, { sparse: true }],
  [{ 'decided.handled': 1 }],
  [{ outboxAt: 1 }],
  [{ outboxBy: 1 }, { sparse: true }],
  [{ dueAt: 1 }],
  [{ deadAt: -1 }, { sparse: true }],
  [{ uncounted: 1 }, { sparse: true }],
];

export function incidentModel(connection: Connection): Model<IncidentDocument> {
  return modelOf<IncidentDocument>(connection, 'incidents', indexes);
}

export function incidentCollection(connection: Connection): Collection<IncidentDocument> {
  return collectionOf(connection, 'incidents');
}

export function decidedOf(incident: Incident): Decided {
  const { id: _id, number: _number, deliveries: _deliveries, version: _version, paged, ...rest } = incident;
  return present({ ...rest, paged: Object.entries(paged).map(([person, at]) => ({ person, at })) });
}

export function deliveriesOf(incident: Incident): Record<string, Delivery> {
  return Object.fromEntries(Object.values(incident.deliveries).map((one) => [fieldName(one.id), present(one)]));
}

type ListedFields = Pick<IncidentDocument, '_id' | 'number' | 'version' | 'decided'>;

/** The fields of a document that `load` reads. */
export type LoadedDocument = Omit<
  IncidentDocument,
  'timeline' | 'tally' | 'landmarks' | 'places' | 'roomPlaces' | 'counted' | 'uncounted'
>;

/** Returns the documents that this version can read, so that a damaged one hides no other. */
export function readable<D extends ListedFields>(documents: readonly D[]): D[] {
  return documents.filter(isReadable);
}

/** Returns what is known of the others. */
export function unreadable(documents: readonly ListedFields[]): UnreadableIncident[] {
  return documents
    .filter((one) => !isReadable(one))
    .map(({ _id: id, number, decided }) => {
      const { service, severity }: { [K in keyof Decided]?: unknown } = decided ?? {};
      return {
        id,
        ...(Number.isInteger(number) && { number }),
        ...(typeof service === 'string' && { service }),
        ...(typeof severity === 'string' && isSeverity(severity) && { severity }),
      };
    });
}

/** A document may be damaged, or of a later version: the types say what it should be. */
function isReadable({ number, version, decided }: ListedFields): boolean {
  const { declared, title, paged, alerts }: { [K in keyof Decided]?: unknown } = decided ?? {};
  return (
    Number.isInteger(number) &&
    Number.isInteger(version) &&
    (declared as Decided['declared'] | undefined)?.at instanceof Date &&
    typeof title === 'string' &&
    Array.isArray(paged) &&
    (alerts === undefined || Array.isArray((alerts as Decided['alerts'])?.alerts))
  );
}

export function incidentOf(document: LoadedDocument): Incident {
  // The result of a delivery may be written after the delivery was removed. Such an entry is no delivery.
  const deliveries = Object.values(present(document.deliveries)).filter((one) => one.kind !== undefined);
  return { ...listedOf(document), deliveries: Object.fromEntries(deliveries.map((one) => [one.id, one])) };
}

export function listedOf(document: ListedFields): Listed {
  const { _id: id, number, version } = document;
  if (!isReadable(document)) {
    throw new Error(
      `Incident ${id} is stored in a format that this version of Tocsin does not know; run the version that wrote it, or a later one`,
    );
  }
  const { paged, alerts, ...rest } = present(document.decided);
  return {
    ...rest,
    id,
    number,
    version,
    ...(alerts && { alerts: withCounts(alerts) }),
    paged: Object.fromEntries(paged.map(({ person, at }) => [person, at])),
  };
}
