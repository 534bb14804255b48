import { isDeepStrictEqual } from 'node:util';
import { BSON, type Document } from 'mongodb';
import type { Connection } from 'mongoose';
import { changesShare } from '../../src/domain/figures/share.ts';
import type { Delivery, Progress } from '../../src/domain/incident/delivery.ts';
import { nextDue } from '../../src/domain/incident/due.ts';
import type { Incident, State } from '../../src/domain/incident/incident.ts';
import { lastSpokenTo } from '../../src/domain/incident/spoken-to.ts';
import type { PersonId } from '../../src/domain/people.ts';
import { placeKey } from '../../src/domain/place.ts';
import {
  type Change,
  type Due,
  type IncidentStore,
  StaleIncident,
  type TimelinePage,
} from '../../src/ports/incident-store.ts';
import { answering, isDuplicateKey } from './answering.ts';
import { createCounter } from './counters.ts';
import { createGroupReads } from './group-reads.ts';
import { createGroupWrites } from './group-writes.ts';
import {
  decidedOf,
  deliveriesOf,
  incidentCollection,
  incidentModel,
  incidentOf,
  type LoadedDocument,
} from './incident-document.ts';
import { createIncidentEvents, mostEventsRead } from './incident-events.ts';
import { createIncidentLists } from './list-incidents.ts';
import { fieldName, present } from './stored.ts';

const open: readonly State[] = ['triggered', 'acknowledged'];
const loaded = { timeline: 0, tally: 0, landmarks: 0, places: 0, counted: 0, uncounted: 0 } as const;
/** A decision that would make the tail of the timeline longer moves the events before it out of the document. */
export const mostTailBytes = 12 * 1024;

/** The incidents of one database. Any number of processes may use it at once. */
export function createIncidentStore(connection: Connection, manner: { readonly sole?: boolean } = {}): IncidentStore {
  const incidents = incidentModel(connection);
  const writes = createGroupWrites(connection.getClient(), incidentCollection(connection), manner);
  /** How many marks had been made when an incident was read: `settle` gives way to any that came later. */
  const marksSeen = new WeakMap<Incident, number>();
  const events = createIncidentEvents(connection);
  /** How long the tail was when an incident was read or kept. */
  const tailSeen = new WeakMap<Incident, number>();

  function seen(document: LoadedDocument): Incident {
    const incident = incidentOf(document);
    marksSeen.set(incident, document.marks);
    tailSeen.set(incident, document.tailBytes ?? Number.POSITIVE_INFINITY);
    return incident;
  }

  const read = createGroupReads((ids) => incidents.find({ _id: { $in: ids } }, loaded).lean<LoadedDocument[]>());

  async function load(id: string): Promise<Incident | undefined> {
    const document = await read(id);
    return document && seen(document);
  }

  // In a rush thousands are being read, and whoever asks this has not been answered yet.
  const look = createGroupReads((ids) => incidents.find({ _id: { $in: ids } }, { _id: 1 }).lean<{ _id: string }[]>());

  async function has(id: string): Promise<boolean> {
    return (await look(id)) !== undefined;
  }

  async function byNumber(number: number): Promise<Incident | undefined> {
    const document = await incidents.findOne({ number }, loaded).lean<LoadedDocument>();
    return document ? seen(document) : undefined;
  }

  async function byPlace(key: string): Promise<Incident | undefined> {
    const document = await incidents.findOne({ places: key }, loaded).sort({ number: -1 }).lean<LoadedDocument>();
    return document ? seen(document) : undefined;
  }

  async function latestPageOf(person: PersonId): Promise<Incident | undefined> {
    const candidates = await incidents
      .find({ 'decided.paged.person': person, 'decided.state': { $in: open } }, loaded)
      .lean<LoadedDocument[]>();
    const [latest] = candidates
      .map(seen)
      .flatMap((incident) => {
        const at = lastSpokenTo(incident, person)?.getTime();
        return at === undefined ? [] : [{ incident, at }];
      })
      .sort((a, b) => b.at - a.at || b.incident.number - a.incident.number);
    return latest?.incident;
  }

  async function byCause(cause: string): Promise<Incident | undefined> {
    const document =
      (await incidents.findOne({ _id: cause }, loaded).lean<LoadedDocument>()) ??
      (await incidents.findOne({ 'decided.handled': cause }, loaded).lean<LoadedDocument>());
    return document ? seen(document) : undefined;
  }

  function timeline(id: string, { after = 0, limit = mostEventsRead }: TimelinePage = {}) {
    return events.page(id, after, limit);
  }

  async function commit(change: Change): Promise<void> {
    return change.next.version === 1 ? begin(change) : goOn(change);
  }

  async function begin({ next, events: happened, sendBy }: Change): Promise<void> {
    const due = nextDue(next);
    try {
      await writes.insert({
        _id: next.id,
        number: next.number,
        version: next.version,
        decided: decidedOf(next),
        timeline: present(happened),
        tailBytes: bytesOf(happened),
        deliveries: deliveriesOf(next),
        places: roomKeys(next),
        marks: 0,
        ...(changesShare(happened) && { uncounted: true }),
        ...(sendBy && { outboxAt: sendBy }),
        ...(due && { dueAt: due.at }),
      });
    } catch (err) {
      throw isDuplicateKey(err) ? new StaleIncident(next.id) : err;
    }
    marksSeen.set(next, 0);
    tailSeen.set(next, bytesOf(happened));
  }

  async function goOn(change: Change): Promise<void> {
    const { next, events: happened, sendBy } = change;
    const decidedOn = { _id: next.id, version: next.version - 1 };
    // Only decisions add deliveries, and the filter below lets no other decision in between: what this one was made on
    // has all that are kept.
    const from = change.from ?? (await load(next.id));
    if (from?.version !== decidedOn.version) throw new StaleIncident(next.id);
    const due = nextDue(next);
    const added = bytesOf(happened);
    const tail = tailSeen.get(from) ?? Number.POSITIVE_INFINITY;
    const moved = tail + added > mostTailBytes ? await events.moveOut(next.id, from.version) : undefined;
    const { changed: kept } = await writes.update(decidedOn, {
      $set: {
        version: next.version,
        decided: decidedOf(next),
        ...changesOf(from, next),
        ...(changesShare(happened) && { uncounted: true }),
        ...(due && { dueAt: due.at }),
        ...(moved && { ...moved, timeline: present(happened), tailBytes: added }),
      },
      ...(!due && { $unset: { dueAt: 1 } }),
      ...(!moved && { $push: { timeline: { $each: [...present(happened)] } }, $inc: { tailBytes: added } }),
      ...(next.rooms.length > 0 && { $addToSet: { places: { $each: roomKeys(next) } } }),
      ...(sendBy && { $min: { outboxAt: sendBy } }),
    });
    if (!kept) throw new StaleIncident(next.id);
    tailSeen.set(next, moved ? added : tail + added);
    const marks = marksSeen.get(from);
    if (marks !== undefined && sameProgress(from, next)) marksSeen.set(next, marks);
  }

  async function claim(
    id: string,
    delivery: string,
    { by, until, now, revision, shown, epoch, extending }: Parameters<IncidentStore['claim']>[2],
  ): Promise<boolean> {
    const progress = `deliveries.${fieldName(delivery)}.progress`;
    const standing = [
      // What is not there at all is less than any number.
      { $gte: [`$${progress}.shown`, 0] },
      { $lt: [`$${progress}.shown`, revision] },
      { $eq: [{ $ifNull: [`$${progress}.dead`, null] }, null] },
      extending
        ? {
            $and: [
              { $eq: [`$${progress}.claim.by`, { $literal: by }] },
              { $eq: [`$${progress}.claim.until`, extending] },
            ],
          }
        : { $lte: [{ $ifNull: [`$${progress}.claim.until`, now] }, now] },
      ...(shown === undefined ? [] : [{ $eq: [`$${progress}.shown`, shown] }]),
      ...(epoch === undefined ? [] : [{ $eq: ['$decided.epoch', epoch] }, { $in: ['$decided.state', open] }]),
    ];
    const { changed } = await writes.update(
      { _id: id },
      onlyIf(standing, {
        [`${progress}.claim`]: { $literal: { by, until } },
        // The sweep comes back when the claim runs out, in case the claimer dies.
        outboxAt: { $min: ['$outboxAt', until] },
      }),
    );
    return changed;
  }

  async function unclaim(id: string, delivery: string, by: string, now: Date): Promise<void> {
    const claim = `deliveries.${fieldName(delivery)}.progress.claim`;
    const held = [{ $eq: [`$${claim}.by`, { $literal: by }] }];
    await writes.update({ _id: id }, onlyIf(held, { [claim]: '$$REMOVE', outboxAt: { $min: ['$outboxAt', now] } }));
  }

  async function mark(id: string, delivery: string, progress: Progress, places: readonly string[]): Promise<void> {
    const field = `deliveries.${fieldName(delivery)}`;
    const { claim: _held, ...rest } = progress;
    const { matched: known } = await writes.note(id, {
      $set: { [`${field}.progress`]: present(rest), ...(progress.dead && { deadAt: progress.dead.at }) },
      $inc: { marks: 1 },
      ...(places.length > 0 && { $addToSet: { places: { $each: [...places] } } }),
      ...(progress.notBefore && { $min: { outboxAt: progress.notBefore } }),
    });
    if (!known) throw new Error(`Incident ${id} has no delivery ${delivery} to mark`);
  }

  async function lose(id: string, delivery: Delivery): Promise<void> {
    const field = `deliveries.${fieldName(delivery.id)}`;
    const at = delivery.progress.dead?.at;
    const added = {
      [field]: { $ifNull: [`$${field}`, { $literal: present(delivery) }] },
      marks: { $add: ['$marks', 1] },
      ...(at && { deadAt: { $max: ['$deadAt', at] } }),
    };
    const { matched } = await writes.update({ _id: id }, [{ $set: added }], { urgency: 'note' });
    if (!matched) throw new Error(`There is no incident ${id}`);
  }

  async function settle(incident: Incident, sendBy: Date | undefined): Promise<void> {
    const marks = marksSeen.get(incident);
    // Not as it was read or kept here: then somebody has written since, and will settle it.
    if (marks === undefined) return;
    const asSeen = [{ $eq: ['$version', incident.version] }, { $eq: ['$marks', marks] }];
    await writes.update({ _id: incident.id }, onlyIf(asSeen, { outboxAt: sendBy ?? '$$REMOVE' }), { urgency: 'note' });
  }

  async function due(now: Date, limit: number): Promise<Due> {
    // Without the lower end SecantusDB goes through all that have no such date.
    const until = { $gt: new Date(0), $lte: now };
    const [steps, sends] = await Promise.all([
      incidents.find({ dueAt: until }, { dueAt: 1 }).sort({ dueAt: 1 }).limit(limit).lean(),
      incidents.find({ outboxAt: until }, { outboxAt: 1 }).sort({ outboxAt: 1 }).limit(limit).lean(),
    ]);
    const stepping = new Set(steps.map(({ _id }) => _id));
    return { steps: [...stepping], sends: sends.map(({ _id }) => _id).filter((id) => !stepping.has(id)) };
  }

  return answering({
    nextNumber: createCounter(connection, 'incident'),
    load,
    has,
    byNumber,
    byPlace,
    byCause,
    latestPageOf,
    list: createIncidentLists(connection),
    timeline,
    outline: events.outline,
    commit,
    claim,
    unclaim,
    mark,
    lose,
    settle,
    due,
  });
}

/**
 * Sets these fields if all of that holds, and changes nothing if not. The conditions stand in the update, because SecantusDB
 * reads the whole collection for a filter that has more than the id.
 */
function onlyIf(conditions: readonly object[], fields: Readonly<Record<string, unknown>>): Document[] {
  const set = Object.entries(fields).map(([field, value]) => [
    field,
    { $cond: [{ $and: conditions }, value, `$${field}`] },
  ]);
  return [{ $set: Object.fromEntries(set) }];
}

/** What these events add to a document, without their places in the list. */
function bytesOf(happened: Change['events']): number {
  return happened.reduce((sum, event) => sum + BSON.calculateObjectSize(event, { ignoreUndefined: true }), 0);
}

function roomKeys(incident: Incident): string[] {
  return incident.rooms.map(({ platform, address }) => placeKey(platform, address.id));
}

/** New deliveries whole; of those that are kept already whatever was decided anew, and never the progress. */
function changesOf(from: Incident, next: Incident): Record<string, unknown> {
  const changes: Record<string, unknown> = {};
  for (const [id, delivery] of Object.entries(next.deliveries)) {
    const kept = from.deliveries[id];
    // Most are as they were, and the very same.
    if (delivery === kept) continue;
    const field = `deliveries.${fieldName(id)}`;
    if (!kept) {
      changes[field] = present(delivery);
      continue;
    }
    const before = present(kept);
    const { progress: _theirs, ...decided } = present(delivery);
    for (const [name, value] of Object.entries(decided)) {
      if (!isDeepStrictEqual(value, before[name as keyof Delivery])) changes[`${field}.${name}`] = value;
    }
  }
  return changes;
}

/** Whether the decider knew all that the sender had written. */
function sameProgress(from: Incident, next: Incident): boolean {
  return Object.entries(from.deliveries).every(([id, kept]) => {
    const now = next.deliveries[id];
    return now === kept || isDeepStrictEqual(present(kept.progress), now && present(now.progress));
  });
}
