import type { Collection, Filter } from 'mongodb';
import type { Connection } from 'mongoose';
import { addressKey } from '../../../src/domain/address.ts';
import type { Pruned, RetentionStore } from '../../../src/ports/jobs/retention-store.ts';
import { is, onlyIf } from '../batching/only-if.ts';
import { readCounter } from '../collections/counters.ts';
import { answering } from '../connection/answering.ts';
import { collectionOf } from '../connection/collections.ts';
import { type IncidentDocument, incidentCollection } from '../incidents/incident-document.ts';
import { type AlertApart, deleteAlertsApart, grouped, type OldGroup } from './delete-alerts.ts';
import { type ById, deleteUnder } from './delete-under.ts';

/** How many incident numbers one query covers. */
const stretch = 300;
const webPrefix = addressKey('web', '');

/**
 * Splits the id of an incident that alerts declared: the prefix is the same for all incidents of these alerts, and the
 * number tells them apart.
 */
const generationOf = /^(alert-[0-9a-f]{32}-)(\d+)$/;

type Old = Pick<IncidentDocument, '_id' | 'number' | 'version' | 'marks' | 'roomPlaces'>;

interface Deletion {
  readonly _id: string;
  /** Web chat rooms of the incident. */
  readonly rooms: readonly string[];
}

const projection = { number: 1, version: 1, marks: 1, roomPlaces: 1 } as const;

/** Deletes what is old from one database. */
export function createRetentionStore(connection: Connection): RetentionStore {
  const incidents = incidentCollection(connection);
  const events = collectionOf<ById>(connection, 'incidentEvents');
  const alertsApart = collectionOf<AlertApart>(connection, 'incidentAlerts');
  const webRooms = collectionOf<ById>(connection, 'webRooms');
  const roomMessages = collectionOf<ById & { room: string }>(connection, 'webPosts');
  /** Incidents whose parts still have to be deleted: when a process ends halfway, the next run deletes the rest. */
  const deletions = collectionOf<Deletion>(connection, 'incidentDeletions');
  const latestGiven = readCounter(connection, 'incident');

  /** Matches incidents that were resolved long ago and that need no further work. */
  function done(before: Date, after: number): Filter<IncidentDocument> {
    return {
      number: { $gt: after, $lte: after + stretch },
      'decided.state': 'resolved',
      'decided.resolved.at': { $lt: before },
      outboxAt: null,
      outboxBy: null,
      dueAt: null,
      uncounted: null,
    } as unknown as Filter<IncidentDocument>;
  }

  /** Returns where to continue. Numbers grow with time, so no incident above one that began after `before` is that old. */
  async function nextAfter(before: Date, after: number): Promise<number | undefined> {
    const end = after + stretch;
    if (end >= (await latestGiven())) return undefined;
    const younger = await incidents.findOne(
      { number: { $gt: after, $lte: end }, 'decided.declared.at': { $gte: before } } as Filter<IncidentDocument>,
      { projection: { _id: 1 } },
    );
    return younger ? undefined : end;
  }

  async function pruneIncidents(before: Date, after: number): Promise<Pruned> {
    await finishDeletions();
    const found = await incidents.find<Old>(done(before, after), { projection }).sort({ number: 1 }).toArray();
    const needed = await neededIds(incidents, found);
    const old = found.filter(({ _id }) => !needed.has(_id));
    const next = await nextAfter(before, after);
    let deleted = 0;
    if (old.length > 0) {
      await deletions.bulkWrite(
        old.map(({ _id, roomPlaces = [] }) => ({
          replaceOne: { filter: { _id }, replacement: { rooms: roomPlaces.filter(isWeb).map(webId) }, upsert: true },
        })),
      );
      const stayed = new Set<string>();
      // An incident that was reopened meanwhile has another version and stays, and so do the later ones of its alerts.
      for (const one of old) {
        const [, base = one._id] = generationOf.exec(one._id) ?? [];
        if (stayed.has(base)) continue;
        const isDeleted = await deleteUnchanged(incidents, one);
        if (isDeleted) deleted += 1;
        else stayed.add(base);
      }
      await finishDeletions();
    }
    return { deleted, ...(next !== undefined && { next }) };
  }

  async function finishDeletions(): Promise<void> {
    const left = await deletions.find().limit(stretch).toArray();
    if (left.length === 0) return;
    const ids = left.map(({ _id }) => _id);
    const there = await incidents.find({ _id: { $in: ids } }, { projection: { _id: 1 } }).toArray();
    const kept = new Set(there.map(({ _id }) => _id));
    for (const { _id, rooms } of left.filter((one) => !kept.has(one._id))) {
      await deleteUnder(events, _id);
      await deleteUnder(alertsApart, _id);
      for (const room of rooms) {
        await roomMessages.deleteMany({ room });
        await webRooms.deleteOne({ _id: room });
      }
    }
    await deletions.deleteMany({ _id: { $in: ids } });
  }

  async function pruneAlerts(before: Date, after: number): Promise<Pruned> {
    const old = await incidents.find<OldGroup>(done(before, after), { projection: grouped }).toArray();
    let deleted = 0;
    for (const one of old) deleted += await deleteAlertsApart({ incidents, alertsApart }, one);
    const next = await nextAfter(before, after);
    return { deleted, ...(next !== undefined && { next }) };
  }

  return answering({
    incidents: pruneIncidents,
    alerts: pruneAlerts,
    payloads: (before, limit) => deleteBefore(collectionOf(connection, 'payloads'), 'receivedAt', before, limit),
    audit: (before, limit) => deleteBefore(collectionOf(connection, 'audit'), 'at', before, limit),
  });
}

/**
 * Deletes an incident if it has not changed since it was found, and returns whether it did. First the incident gets another
 * version, so that an earlier reader cannot change it. Then it is deleted by id and version, which have an index: SecantusDB
 * reads all incidents for a filter of more fields.
 */
async function deleteUnchanged(
  incidents: Collection<IncidentDocument>,
  { _id, version, marks }: Old,
): Promise<boolean> {
  const asFound = [is('version', version), is('marks', marks), is('decided.state', 'resolved')];
  const sealed = onlyIf(asFound, { version: version + 1, marks: marks + 1 });
  if ((await incidents.updateOne({ _id }, sealed)).modifiedCount === 0) return false;
  return (await incidents.deleteOne({ _id, version: version + 1 })).deletedCount === 1;
}

/**
 * Returns the incidents that are needed to find the latest incident of the same alerts: the first while a later one exists,
 * and each while one between it and the first exists.
 */
async function neededIds(incidents: Collection<IncidentDocument>, old: readonly Old[]): Promise<ReadonlySet<string>> {
  const needed = new Set<string>();
  const going = new Set<string>();
  for (const { _id } of old) {
    const [, base = '', digits] = generationOf.exec(_id) ?? [];
    if (digits === undefined) continue;
    const generation = Number(digits);
    const before = `${base}${generation - 1}`;
    const isNeeded =
      generation === 1
        ? incidents.findOne({ _id: { $gt: _id, $lt: `${base}\uffff` } }, { projection: { _id: 1 } })
        : generation > 2 && !going.has(before) && incidents.findOne({ _id: before }, { projection: { _id: 1 } });
    if (await isNeeded) needed.add(_id);
    else going.add(_id);
  }
  return needed;
}

async function deleteBefore(collection: Collection<ById>, field: string, before: Date, limit: number): Promise<number> {
  const range = { [field]: { $gt: new Date(0), $lt: before } } as Filter<ById>;
  const old = await collection
    .find(range, { projection: { _id: 1 } })
    .limit(limit)
    .toArray();
  if (old.length === 0) return 0;
  return (await collection.deleteMany({ _id: { $in: old.map(({ _id }) => _id) } })).deletedCount;
}

function isWeb(key: string): boolean {
  return key.startsWith(webPrefix);
}

function webId(key: string): string {
  return key.slice(webPrefix.length);
}
