import { isDeepStrictEqual } from 'node:util';
import type { Connection } from 'mongoose';
import type { Delivery, Progress } from '../../src/domain/incident/delivery.ts';
import { nextDue } from '../../src/domain/incident/due.ts';
import type { Incident, State } from '../../src/domain/incident/incident.ts';
import { lastSpokenTo } from '../../src/domain/incident/spoken-to.ts';
import type { PersonId } from '../../src/domain/people.ts';
import { placeKey } from '../../src/domain/place.ts';
import {
  type Change,
  type IncidentQuery,
  type IncidentStore,
  StaleIncident,
  type TimelineEntry,
} from '../../src/ports/incident-store.ts';
import { answering, isDuplicateKey } from './answering.ts';
import { nextOf } from './counters.ts';
import { decidedOf, deliveriesOf, incidentModel, incidentOf, type LoadedDocument } from './incident-document.ts';
import { fieldName, present } from './stored.ts';

const open: readonly State[] = ['triggered', 'acknowledged'];
const loaded = { timeline: 0, places: 0 } as const;

/** The incidents of one database. Any number of processes may use it at once. */
export function createIncidentStore(connection: Connection): IncidentStore {
  const incidents = incidentModel(connection);
  /** How many marks had been made when an incident was read: `settle` gives way to any that came later. */
  const marksSeen = new WeakMap<Incident, number>();

  function seen(document: LoadedDocument): Incident {
    const incident = incidentOf(document);
    marksSeen.set(incident, document.marks);
    return incident;
  }

  const load = (id: string) => loadWhere({ _id: id });

  async function loadWhere(filter: { _id: string; version?: number }): Promise<Incident | undefined> {
    const document = await incidents.findOne(filter, loaded).lean<LoadedDocument>();
    return document ? seen(document) : undefined;
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

  async function list({ state = 'open', service, limit, after }: IncidentQuery) {
    const documents = await incidents
      .find(
        {
          ...(state !== 'all' && { 'decided.state': state === 'open' ? { $in: open } : state }),
          ...(service !== undefined && { 'decided.service': service }),
          ...(after !== undefined && { number: { $lt: after } }),
        },
        loaded,
      )
      .sort({ number: -1 })
      .limit(limit + 1)
      .lean<LoadedDocument[]>();
    const items = documents.slice(0, limit).map(seen);
    const last = items.at(-1);
    return documents.length > limit && last ? { items, next: last.number } : { items };
  }

  async function timeline(id: string): Promise<readonly TimelineEntry[]> {
    const document = await incidents.findOne({ _id: id }, { timeline: 1 }).lean();
    return (document?.timeline ?? []).map((event, index) => ({ seq: index + 1, event: present(event) }));
  }

  async function commit(change: Change): Promise<void> {
    return change.next.version === 1 ? begin(change) : goOn(change);
  }

  async function begin({ next, events, sendBy }: Change): Promise<void> {
    const due = nextDue(next);
    try {
      await incidents.create({
        _id: next.id,
        number: next.number,
        version: next.version,
        decided: decidedOf(next),
        timeline: present(events),
        deliveries: deliveriesOf(next),
        places: roomKeys(next),
        marks: 0,
        ...(sendBy && { outboxAt: sendBy }),
        ...(due && { dueAt: due.at }),
      });
    } catch (err) {
      throw isDuplicateKey(err) ? new StaleIncident(next.id) : err;
    }
    marksSeen.set(next, 0);
  }

  async function goOn(change: Change): Promise<void> {
    const { next, events, sendBy } = change;
    const decidedOn = { _id: next.id, version: next.version - 1 };
    // Only decisions add deliveries, and the filter below lets no other decision in between: what this one was made on
    // has all that are kept.
    const from = change.from ?? (await loadWhere(decidedOn));
    if (!from) throw new StaleIncident(next.id);
    const due = nextDue(next);
    const result = await incidents.updateOne(decidedOn, {
      $set: {
        version: next.version,
        decided: decidedOf(next),
        ...changesOf(deliveriesOf(from), deliveriesOf(next)),
        ...(due && { dueAt: due.at }),
      },
      ...(!due && { $unset: { dueAt: 1 } }),
      $push: { timeline: { $each: present(events) } },
      ...(next.rooms.length > 0 && { $addToSet: { places: { $each: roomKeys(next) } } }),
      ...(sendBy && { $min: { outboxAt: sendBy } }),
    });
    if (result.matchedCount === 0) throw new StaleIncident(next.id);
    const marks = marksSeen.get(from);
    if (marks !== undefined && sameProgress(deliveriesOf(from), deliveriesOf(next))) marksSeen.set(next, marks);
  }

  async function claim(
    id: string,
    delivery: string,
    { by, until, now, revision, shown, epoch }: Parameters<IncidentStore['claim']>[2],
  ): Promise<boolean> {
    const progress = `deliveries.${fieldName(delivery)}.progress`;
    const result = await incidents.updateOne(
      {
        _id: id,
        [`${progress}.shown`]: { $lt: revision, ...(shown !== undefined && { $eq: shown }) },
        [`${progress}.dead`]: null,
        ...(epoch !== undefined && { 'decided.epoch': epoch, 'decided.state': { $in: open } }),
        $or: [{ [`${progress}.claim`]: null }, { [`${progress}.claim.until`]: { $lte: now } }],
      },
      // The sweep comes back when the claim runs out, in case the claimer dies.
      { $set: { [`${progress}.claim`]: { by, until } }, $min: { outboxAt: until } },
    );
    return result.matchedCount === 1;
  }

  async function mark(id: string, delivery: string, progress: Progress, places: readonly string[]): Promise<void> {
    const field = `deliveries.${fieldName(delivery)}`;
    const { claim: _held, ...rest } = progress;
    const result = await incidents.updateOne(
      { _id: id, [`${field}.id`]: delivery },
      {
        $set: { [`${field}.progress`]: present(rest) },
        $inc: { marks: 1 },
        ...(places.length > 0 && { $addToSet: { places: { $each: places } } }),
        ...(progress.notBefore && { $min: { outboxAt: progress.notBefore } }),
      },
    );
    if (result.matchedCount === 0) throw new Error(`Incident ${id} has no delivery ${delivery} to mark`);
  }

  async function settle(incident: Incident, sendBy: Date | undefined): Promise<void> {
    const marks = marksSeen.get(incident);
    // Not as it was read or kept here: then somebody has written since, and will settle it.
    if (marks === undefined) return;
    await incidents.updateOne(
      { _id: incident.id, version: incident.version, marks },
      sendBy ? { $set: { outboxAt: sendBy } } : { $unset: { outboxAt: 1 } },
    );
  }

  async function due(now: Date, limit: number): Promise<readonly string[]> {
    const [toSend, toWake] = await Promise.all([
      incidents
        .find({ outboxAt: { $lte: now } }, { outboxAt: 1 })
        .sort({ outboxAt: 1 })
        .limit(limit)
        .lean(),
      incidents
        .find({ dueAt: { $lte: now } }, { dueAt: 1 })
        .sort({ dueAt: 1 })
        .limit(limit)
        .lean(),
    ]);
    const since = new Map<string, number>();
    const note = (id: string, at: Date | undefined) =>
      at && since.set(id, Math.min(at.getTime(), since.get(id) ?? Number.POSITIVE_INFINITY));
    for (const { _id, outboxAt } of toSend) note(_id, outboxAt);
    for (const { _id, dueAt } of toWake) note(_id, dueAt);
    return [...since]
      .sort(([, a], [, b]) => a - b)
      .slice(0, limit)
      .map(([id]) => id);
  }

  return answering({
    nextNumber: () => nextOf(connection, 'incident'),
    load,
    byNumber,
    byPlace,
    byCause,
    latestPageOf,
    list,
    timeline,
    commit,
    claim,
    mark,
    settle,
    due,
  });
}

function roomKeys(incident: Incident): string[] {
  return incident.rooms.map(({ platform, address }) => placeKey(platform, address.id));
}

/** New deliveries whole; of those that are kept already whatever was decided anew, and never the progress. */
function changesOf(
  before: Readonly<Record<string, Delivery>>,
  after: Readonly<Record<string, Delivery>>,
): Record<string, unknown> {
  const changes: Record<string, unknown> = {};
  for (const [name, delivery] of Object.entries(after)) {
    const kept = before[name];
    if (!kept) {
      changes[`deliveries.${name}`] = delivery;
      continue;
    }
    const { progress: _theirs, ...decided } = delivery;
    for (const [field, value] of Object.entries(decided)) {
      if (!isDeepStrictEqual(value, kept[field as keyof Delivery])) changes[`deliveries.${name}.${field}`] = value;
    }
  }
  return changes;
}

/** Whether the decider knew all that the sender had written. */
function sameProgress(before: Readonly<Record<string, Delivery>>, after: Readonly<Record<string, Delivery>>): boolean {
  return Object.entries(before).every(([name, kept]) => isDeepStrictEqual(kept.progress, after[name]?.progress));
}
