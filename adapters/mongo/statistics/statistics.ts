import type { Document } from 'mongodb';
import type { Connection } from 'mongoose';
import { type Counters, isNothing, kinds, nothing, renamed, sumOf } from '../../../src/domain/statistics/counters.ts';
import { shareOf } from '../../../src/domain/statistics/share.ts';
import type { Statistics } from '../../../src/ports/reporting.ts';
import { createGroupWrites, type Manner } from '../batching/group-writes.ts';
import { createSharedReads } from '../batching/shared-reads.ts';
import { answering, isDuplicateKey } from '../connection/answering.ts';
import { collectionOf, modelOf } from '../connection/collections.ts';
import { fieldName, nameOfField } from '../connection/stored.ts';
import { serverLimitMs } from '../connection/time-limits.ts';
import { type IncidentDocument, incidentCollection } from '../incidents/incident-document.ts';
import { tallyOfDocument } from '../incidents/incident-events.ts';
import { type Batch, type Counted, type CountedIncident, createBatches } from './statistics-batches.ts';

/** The most incidents that are read together. */
const mostAtOnce = 50;

interface DayDocument {
  /** Generation and day. */
  readonly _id: string;
  /** The last batch that is included. */
  readonly batch: number;
  readonly counted?: Counters;
}

/**
 * Counts day by day and incident by incident (docs/adr/0003). Each day and incident stores the number of the batch that
 * changed it last, so that a batch may be done twice, by two processes, or in parts.
 *
 * @param manner as in `createWriteTogether`
 */
export function createStatistics(connection: Connection, manner: Manner = {}): Statistics {
  const days = modelOf<DayDocument>(connection, 'figureDays');
  const dayWrites = collectionOf<DayDocument>(connection, 'figureDays');
  const batches = createBatches(connection);
  const writes = createGroupWrites(connection.getClient(), incidentCollection(connection), manner);
  let opening: Promise<void> | undefined;

  function opened(): Promise<void> {
    opening ??= batches.open(noteAll).catch((err: unknown) => {
      opening = undefined;
      throw err;
    });
    return opening;
  }

  async function noteAll(): Promise<void> {
    await incidentCollection(connection).updateMany({}, { $set: { uncounted: true } });
  }

  /** The counters stay valid until the next batch. */
  let known: { readonly key: string; readonly counters: Counters } | undefined;

  async function of(asked: readonly string[]): Promise<Counters> {
    await opened();
    const { batch, done, generation } = await batches.last();
    const key = JSON.stringify([generation, batch.number, asked]);
    if (done && known?.key === key) return known.counters;
    const found = await days.find({ _id: { $in: asked.map((day) => dayId(generation, day)) } }).lean();
    const all = sumOf(found.map(({ counted }) => ({ ...nothing, ...counted })));
    const counters = renamed(all, nameOfField);
    // A read during a batch may contain a part of it, so it is not cached.
    known = done ? { key, counters } : undefined;
    return counters;
  }

  async function follow(): Promise<boolean> {
    await opened();
    const { batch: last, done, generation } = await batches.last();
    if (!done) {
      await finish(last, generation);
      return true;
    }
    const changed = await incidentCollection(connection)
      .find({ uncounted: true }, { projection: { timeline: 1, moved: 1, tally: 1, counted: 1 } })
      .limit(mostAtOnce)
      .toArray();
    if (changed.length === 0) return false;
    const batch = batchOf(last.number + 1, changed, generation);
    // When another process was first, the remaining incidents wait for this process's next pass.
    if (await batches.begin(batch, last.number)) await finish(batch, generation);
    return changed.length === mostAtOnce;
  }

  async function finish(batch: Batch, generation: string): Promise<void> {
    for (const { day, change } of batch.days) await addTo(dayId(generation, day), change, batch.number);
    const note = { urgency: 'note' } as const;
    await Promise.all(
      batch.incidents.map((one) => writes.update({ _id: one.id }, countedUpdate(one, batch.number, generation), note)),
    );
    await batches.finished(batch);
  }

  async function addTo(_id: string, change: Counters, batch: number): Promise<void> {
    const counts = kinds.flatMap((kind) =>
      Object.entries(change[kind]).map(([name, count]) => [`counted.${kind}.${name}`, count] as const),
    );
    try {
      await dayWrites.updateOne(
        { _id, batch: { $lt: batch } },
        { $inc: Object.fromEntries(counts), $set: { batch } },
        { upsert: true, maxTimeMS: serverLimitMs },
      );
    } catch (err) {
      // The day exists and includes this batch already.
      if (!isDuplicateKey(err)) throw err;
    }
  }

  return answering({ of: createSharedReads(of), follow });
}

type Uncounted = Pick<IncidentDocument, '_id' | 'timeline' | 'moved' | 'tally' | 'counted'>;

function batchOf(number: number, changed: readonly Uncounted[], generation: string): Batch {
  const days = new Map<string, { readonly more: Counters[]; readonly less: Counters[] }>();
  const changesOn = (day: string) => {
    const changes = days.get(day) ?? { more: [], less: [] };
    days.set(day, changes);
    return changes;
  };
  const incidents = changed.map((document): CountedIncident => {
    const { _id: id, timeline, moved = 0, counted } = document;
    const share = shareOf(tallyOfDocument(document));
    const now = share && { day: share.day, counters: renamed(share.counters, fieldName) };
    if (counted?.generation === generation && counted.day && counted.counters)
      changesOn(counted.day).less.push({ ...nothing, ...counted.counters });
    if (now) changesOn(now.day).more.push(now.counters);
    return { id, events: moved + timeline.length, ...now };
  });
  const all = [...days].map(([day, { more, less }]) => ({ day, change: sumOf(more, less) }));
  return { number, days: all.filter(({ change }) => !isNothing(change)), incidents };
}

function countedUpdate({ events, day, counters }: CountedIncident, batch: number, generation: string): Document[] {
  const counted: Counted = { generation, batch, ...(day !== undefined && { day }), ...(counters && { counters }) };
  const older = {
    $or: [
      { $ne: [{ $ifNull: ['$counted.generation', ''] }, generation] },
      { $lt: [{ $ifNull: ['$counted.batch', 0] }, batch] },
    ],
  };
  // Later events are counted next time.
  const isUnchanged = { $eq: [{ $add: [{ $ifNull: ['$moved', 0] }, { $size: '$timeline' }] }, events] };
  return [
    {
      $set: {
        counted: { $cond: [older, { $literal: counted }, '$counted'] },
        uncounted: { $cond: [isUnchanged, '$$REMOVE', '$uncounted'] },
      },
    },
  ];
}

function dayId(generation: string, day: string): string {
  return `${generation} ${day}`;
}
