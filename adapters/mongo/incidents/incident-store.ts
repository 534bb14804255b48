import { BSON } from 'mongodb';
import type { Connection } from 'mongoose';
import { lastShownTo } from '../../../src/domain/incident/deliveries/last-shown.ts';
import { nextDue } from '../../../src/domain/incident/due.ts';
import type { Incident } from '../../../src/domain/incident/incident.ts';
import type { PersonId } from '../../../src/domain/people.ts';
import { changesShare } from '../../../src/domain/statistics/share.ts';
import {
  type AlertPage,
  type AlertPageQuery,
  type Change,
  type Due,
  type IncidentStore,
  type Kept,
  keptState,
  type NextLook,
  rememberKept,
  StaleIncident,
  type TimelinePage,
  withProgress,
} from '../../../src/ports/incidents.ts';
import { createGroupReads } from '../batching/group-reads.ts';
import { createGroupWrites, type Manner } from '../batching/group-writes.ts';
import { onlyIf } from '../batching/only-if.ts';
import { createCounter, createSoleCounter } from '../collections/counters.ts';
import { asFields } from '../collections/note.ts';
import { answering, isDuplicateKey } from '../connection/answering.ts';
import { present } from '../connection/stored.ts';
import { createAlertLookup } from './alert-lookup.ts';
import { createAlertsOffList } from './alerts-off-list.ts';
import { decisionUpdate, lookedAtUpdate, roomKeys, settlingUpdate } from './decision-update.ts';
import { sameProgress } from './delivery-changes.ts';
import { createDeliveryWrites, openStates } from './delivery-writes.ts';
import { createIncidentAlerts } from './incident-alerts.ts';
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

const loaded = { timeline: 0, tally: 0, landmarks: 0, places: 0, roomPlaces: 0, counted: 0, uncounted: 0 } as const;
/** In bytes. A decision that would make the tail of the timeline longer moves the earlier events out of the document. */
const mostTailBytes = 12 * 1024;
/** How many of the latest events stay with an incident in memory, so that its rooms are told of them without a read. */
const mostEventsKept = 50;

/** The incidents of one database. Any number of processes may use it at once. */
// biome-ignore lint/complexity/noExcessiveLinesPerFunction: to be split
export function createIncidentStore(connection: Connection, manner: Manner = {}): IncidentStore {
  const incidents = incidentModel(connection);
  const writes = createGroupWrites(connection.getClient(), incidentCollection(connection), manner);
  const events = createIncidentEvents(connection);
  const alerts = createIncidentAlerts(connection, manner);
  const alertsOffList = createAlertsOffList(alerts);

  function seen(document: LoadedDocument): Incident {
    const incident = incidentOf(document);
    const { marks, tailBytes = Number.POSITIVE_INFINITY } = document;
    rememberKept(incident, { read: { writes: marks }, own: 0, tailBytes });
    return incident;
  }

  const read = createGroupReads((ids) => incidents.find({ _id: { $in: ids } }, loaded).lean<LoadedDocument[]>());

  async function load(id: string): Promise<Incident | undefined> {
    const document = await read(id);
    return document && seen(document);
  }

  // Under load thousands of reads wait, and the sender of this request is still waiting for an answer.
  const look = createGroupReads((ids) => incidents.find({ _id: { $in: ids } }, { _id: 1 }).lean<{ _id: string }[]>());

  async function has(id: string): Promise<boolean> {
    return (await look(id)) !== undefined;
  }

  async function idsFrom(prefix: string, limit: number): Promise<readonly string[]> {
    const range = { $gte: prefix, $lt: `${prefix}\uffff` };
    const found = await incidents
      .find({ _id: range }, { _id: 1 })
      .sort({ _id: 1 })
      .limit(limit)
      .lean<{ _id: string }[]>();
    return found.map(({ _id }) => _id);
  }

  async function byNumber(number: number): Promise<Incident | undefined> {
    const document = await incidents.findOne({ number }, loaded).lean<LoadedDocument>();
    return document ? seen(document) : undefined;
  }

  async function byAddress(key: string): Promise<Incident | undefined> {
    const found = await Promise.all(
      (['places', 'roomPlaces'] as const).map((field) =>
        incidents
          .findOne({ [field]: key }, loaded)
          .sort({ number: -1 })
          .lean<LoadedDocument>(),
      ),
    );
    const [latest] = found.flatMap((one) => one ?? []).sort((a, b) => b.number - a.number);
    return latest && seen(latest);
  }

  async function latestPageOf(person: PersonId): Promise<Incident | undefined> {
    const candidates = await incidents
      .find({ 'decided.paged.person': person, 'decided.state': { $in: openStates } }, loaded)
      .lean<LoadedDocument[]>();
    const [latest] = candidates
      .map(seen)
      .flatMap((incident) => {
        const at = lastShownTo(incident, person)?.getTime();
        return at === undefined ? [] : [{ incident, at }];
      })
      .sort((a, b) => b.at - a.at || b.incident.number - a.incident.number);
    return latest?.incident;
  }

  const openWithAlert = createAlertLookup(connection, alerts);

  async function alertPage(id: string, query: AlertPageQuery): Promise<AlertPage> {
    const listed = (await load(id))?.alerts?.alerts;
    return listed ? alerts.page(id, listed, query) : { items: [] };
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

  async function commit(change: Change): Promise<boolean> {
    if (change.next.version > 1) return goOn(change);
    await begin(change);
    return false;
  }

  async function begin({ next, events: happened, by, lookAt }: Change): Promise<void> {
    const due = nextDue(next);
    const tailBytes = bytesOf(happened);
    try {
      await writes.insert({
        _id: next.id,
        number: next.number,
        version: next.version,
        decided: decidedOf(next),
        timeline: present(happened),
        tailBytes,
        deliveries: deliveriesOf(next),
        places: [],
        roomPlaces: roomKeys(next),
        marks: 0,
        ...(changesShare(happened) && { uncounted: true }),
        ...(lookAt && { outboxAt: lookAt }),
        ...(by !== undefined && { outboxBy: [by] }),
        ...(due && { dueAt: due.at }),
      });
    } catch (err) {
      throw isDuplicateKey(err) ? new StaleIncident(next.id) : err;
    }
    rememberKept(next, { read: { writes: 0 }, own: 0, tailBytes, events: eventsAfter(undefined, next, happened) });
  }

  async function goOn(change: Change): Promise<boolean> {
    const { next, events: happened, result } = change;
    const decidedOn = { _id: next.id, version: next.version - 1 };
    // Only decisions add deliveries, and the filter below refuses this one after any other decision. So the state that it
    // was made on has all deliveries.
    const decidedFrom = change.from ?? (await load(next.id));
    if (decidedFrom?.version !== decidedOn.version) throw new StaleIncident(next.id);
    const from = result ? withProgress(decidedFrom, result.delivery, result.progress) : decidedFrom;
    const added = bytesOf(happened);
    const kept = keptState(from);
    const tail = kept?.tailBytes ?? Number.POSITIVE_INFINITY;
    const moved = tail + added > mostTailBytes ? await events.moveOut(next.id, from.version) : undefined;
    await alertsOffList.keep(from, next);
    const update = decisionUpdate(from, change, { added, moved });
    const asDecided = keptState(decidedFrom);
    const settled =
      change.settles === true &&
      asDecided !== undefined &&
      (await writes.update(decidedOn, settlingUpdate(update, asDecided.read.writes + asDecided.own))).changed;
    const isKept = settled || (await writes.update(decidedOn, lookedAtUpdate(update, change))).changed;
    if (!isKept) throw new StaleIncident(next.id);
    alertsOffList.writeAhead(from, next);
    const tailBytes = moved ? added : tail + added;
    // When the sender had written something that the decision did not know, the next look reads it.
    const known = kept && sameProgress(from, next) ? kept : { read: { writes: Number.NaN }, own: 0 };
    rememberKept(next, { ...known, tailBytes, events: eventsAfter(kept?.events, next, happened) });
    return settled;
  }

  async function settle(incident: Incident, { lookAt, by }: NextLook): Promise<boolean> {
    const kept = keptState(incident);
    if (!kept || Number.isNaN(kept.read.writes)) return false;
    const { read, own } = kept;
    const isAsSeen = await writes.conclude(incident.id, (note) => {
      const inNote = note?.$inc?.marks ?? 0;
      const asSeen = [{ $eq: ['$version', incident.version] }, { $eq: ['$marks', read.writes + own - inNote] }];
      return onlyIf(asSeen, {
        ...(note && asFields(note)),
        outboxAt: lookAt ?? '$$REMOVE',
        outboxBy: by.length > 0 ? { $literal: [...by] } : '$$REMOVE',
        // The decision counts as a write, so that its answer says whether it was in time.
        marks: { $add: ['$marks', inNote + 1] },
      });
    });
    if (isAsSeen) kept.read.writes += 1;
    return isAsSeen;
  }

  async function inHandOf(process: string, limit: number): Promise<readonly string[]> {
    const found = await incidents.find({ outboxBy: process }, { _id: 1 }).limit(limit).lean<{ _id: string }[]>();
    return found.map(({ _id }) => _id);
  }

  async function due(now: Date, limit: number): Promise<Due> {
    // Without the lower bound SecantusDB reads all incidents that have no such date.
    const until = { $gt: new Date(0), $lte: now };
    const [steps, sends] = await Promise.all([
      incidents.find({ dueAt: until }, { dueAt: 1 }).sort({ dueAt: 1 }).limit(limit).lean(),
      incidents.find({ outboxAt: until }, { outboxAt: 1 }).sort({ outboxAt: 1 }).limit(limit).lean(),
    ]);
    const stepping = new Set(steps.map(({ _id }) => _id));
    return { steps: [...stepping], sends: sends.map(({ _id }) => _id).filter((id) => !stepping.has(id)) };
  }

  return answering({
    nextNumber: incidentNumbers(connection, manner),
    load,
    has,
    idsFrom,
    byNumber,
    byAddress,
    byCause,
    latestPageOf,
    openWithAlert,
    list: createIncidentLists(connection),
    timeline,
    outline: events.outline,
    alertsOf: alerts.find,
    alertPage,
    commit,
    ...createDeliveryWrites(writes),
    settle,
    inHandOf,
    due,
  });
}

function incidentNumbers(connection: Connection, { sole, queue }: Manner): IncidentStore['nextNumber'] {
  const incidents = incidentModel(connection);
  async function usedAbove(number: number): Promise<number | undefined> {
    const above = incidents.findOne({ number: { $gt: number } }, { number: 1 }).sort({ number: -1 });
    return (await above.lean())?.number;
  }
  if (!sole || !queue) return createCounter(connection, 'incident', usedAbove);
  return createSoleCounter(connection, 'incident', usedAbove, (update) => queue.write(update, 'note'));
}

/** Returns how many bytes these events add to a document, without their indexes in the list. */
function bytesOf(happened: Change['events']): number {
  return happened.reduce((sum, event) => sum + BSON.calculateObjectSize(event, { ignoreUndefined: true }), 0);
}

/** @param before the events of the state that the decision was made on */
function eventsAfter(
  before: Kept['events'],
  { seq }: Incident,
  happened: Change['events'],
): NonNullable<Kept['events']> {
  const first = seq - happened.length;
  const goesOn = before && before.after + before.list.length === first;
  const list = [...(goesOn ? before.list : []), ...happened].slice(-mostEventsKept);
  return { after: seq - list.length, list };
}
