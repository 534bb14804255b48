import type { Connection } from 'mongoose';
import type { IncidentEvent } from '../../../src/domain/incident/events.ts';
import { isLandmark, mostLandmarks, type Outline } from '../../../src/domain/incident/review/outline.ts';
import { emptyTally, type Tally, tallyOf } from '../../../src/domain/incident/review/tally.ts';
import { StaleIncident, type TimelineEntry } from '../../../src/ports/incidents.ts';
import { createGroupReads } from '../batching/group-reads.ts';
import { insertMissing } from '../batching/insert-missing.ts';
import { collectionOf, type Indexes, modelOf } from '../connection/collections.ts';
import { present } from '../connection/stored.ts';
import { type IncidentDocument, incidentCollection } from './incident-document.ts';

/** The most events in one answer; the caller reads more page by page. */
export const mostEventsRead = 1_000;
/** How many events one write moves: an incident of an earlier version may have megabytes of them. */
const movedTogether = 200;

/** The part of an incident's document that says where its events are. */
export type Tail = Pick<IncidentDocument, 'timeline'> &
  Partial<Pick<IncidentDocument, 'moved' | 'tally' | 'landmarks'>>;

/** What replaces the tail of a document once its events are in the collection. */
export interface Moved {
  readonly moved: number;
  readonly tally: Tally;
  readonly landmarks: readonly number[];
}

interface EventDocument {
  /** The incident and the number of the event. An event that is moved again has the same id. */
  readonly _id: string;
  readonly event: IncidentEvent;
}

const indexes: Indexes = [
  // For the deletion by the beginning of an id: SecantusDB uses the index on the id only for whole ids.
  [{ _id: 1, 'event.at': 1 }],
];

const tailFields = { timeline: 1, moved: 1, tally: 1, landmarks: 1 } as const;

export interface IncidentEvents {
  /**
   * Copies the tail into the collection, and returns what replaces it in the document. The caller saves that with its
   * decision; until then the events are in both places, which readers do not notice.
   *
   * @throws StaleIncident when the document has another version than `version`
   */
  moveOut(id: string, version: number): Promise<Moved>;
  /** The same for a tail that the caller has read. */
  moveTail(id: string, tail: Tail): Promise<Moved>;
  /** Returns at most `limit` events after this number, in order. */
  page(id: string, after: number, limit: number): Promise<readonly TimelineEntry[]>;
  outline(id: string): Promise<Outline>;
  /** Returns the landmarks of these tails, in the order of the tails. */
  landmarks(tails: readonly (Tail & { readonly _id: string })[]): Promise<readonly (readonly IncidentEvent[])[]>;
}

/** Makes the store of events that incidents no longer have in their own documents (docs/adr/0004). */
export function createIncidentEvents(connection: Connection): IncidentEvents {
  const events = modelOf<EventDocument>(connection, 'incidentEvents', indexes);
  const incidents = incidentCollection(connection);
  const collection = collectionOf<EventDocument>(connection, 'incidentEvents');

  const tailOf = createGroupReads((ids) =>
    incidents.find({ _id: { $in: [...ids] } }, { projection: tailFields }).toArray(),
  );

  async function moveOut(id: string, version: number): Promise<Moved> {
    const document = await incidents.findOne({ _id: id }, { projection: { ...tailFields, version: 1 } });
    if (document?.version !== version) throw new StaleIncident(id);
    return moveTail(id, document);
  }

  async function moveTail(id: string, tail: Tail): Promise<Moved> {
    const { moved = 0, tally, landmarks = [], timeline } = tail;
    const numbered = timeline.map((event, index) => ({ seq: moved + index + 1, event: present(event) }));
    for (let from = 0; from < numbered.length; from += movedTogether) {
      const some = numbered.slice(from, from + movedTogether);
      // Events never change, so an event that exists already is the same.
      await insertMissing(
        collection,
        some.map(({ seq, event }) => ({ _id: eventId(id, seq), event })),
      );
    }
    return {
      moved: moved + timeline.length,
      tally: tallyOf(present(timeline), tally && present(tally)),
      landmarks: [...landmarks, ...numbered.flatMap(({ seq, event }) => (isLandmark(event) ? [seq] : []))].slice(
        -mostLandmarks,
      ),
    };
  }

  async function page(id: string, after: number, limit: number): Promise<readonly TimelineEntry[]> {
    const tail = await tailOf(id);
    if (!tail) return [];
    const { moved = 0, timeline } = tail;
    const last = Math.min(after + Math.min(limit, mostEventsRead), moved + timeline.length);
    const away = await read(range(after, Math.min(last, moved)).map((seq) => eventId(id, seq)));
    return range(after, last).flatMap((seq) => {
      const event = seq > moved ? timeline[seq - moved - 1] : away.get(eventId(id, seq));
      return event ? [{ seq, event: present(event) }] : [];
    });
  }

  async function outline(id: string): Promise<Outline> {
    const document = await tailOf(id);
    if (!document) return { events: 0, tally: emptyTally, landmarks: [] };
    const [landmarks = []] = await landmarksOf([document]);
    return {
      events: (document.moved ?? 0) + document.timeline.length,
      tally: tallyOfDocument(document),
      landmarks,
    };
  }

  async function landmarksOf(tails: readonly (Tail & { readonly _id: string })[]) {
    const ids = tails.flatMap(({ _id, landmarks = [] }) => landmarks.map((seq) => eventId(_id, seq)));
    const away = await read(ids);
    return tails.map(({ _id, landmarks = [], timeline }) => [
      ...landmarks.flatMap((seq) => away.get(eventId(_id, seq)) ?? []),
      ...present(timeline).filter(isLandmark),
    ]);
  }

  /** Reads by known ids: SecantusDB answers these from the index, whatever else the collection has. */
  async function read(ids: readonly string[]): Promise<ReadonlyMap<string, IncidentEvent>> {
    if (ids.length === 0) return new Map();
    const found = await events.find({ _id: { $in: ids } }).lean<EventDocument[]>();
    return new Map(found.map(({ _id, event }) => [_id, present(event)]));
  }

  return { moveOut, moveTail, page, outline, landmarks: landmarksOf };
}

/** Returns the tally of all events of an incident, in the document and outside of it. */
export function tallyOfDocument({ timeline, tally }: Tail): Tally {
  return tallyOf(present(timeline), tally && present(tally));
}

function eventId(incident: string, seq: number): string {
  return `${incident}:${seq}`;
}

function range(after: number, last: number): number[] {
  return Array.from({ length: Math.max(0, last - after) }, (_, index) => after + index + 1);
}
