import { BSON } from 'mongodb';
import { nextDue } from '../../../src/domain/incident/due.ts';
import type { Incident } from '../../../src/domain/incident/incident.ts';
import { changesShare } from '../../../src/domain/statistics/share.ts';
import {
  type Change,
  type IncidentStore,
  type Kept,
  keptState,
  type NextLook,
  rememberKept,
  StaleIncident,
  withProgress,
} from '../../../src/ports/incidents.ts';
import type { GroupWrites } from '../batching/group-writes.ts';
import { onlyIf } from '../batching/only-if.ts';
import { asFields } from '../collections/note.ts';
import { isDuplicateKey } from '../connection/answering.ts';
import { present } from '../connection/stored.ts';
import type { AlertsOffList } from './alerts-off-list.ts';
import { decisionUpdate, lookedAtUpdate, roomKeys, settlingUpdate } from './decision-update.ts';
import { sameProgress } from './delivery-changes.ts';
import { decidedOf, deliveriesOf, type IncidentDocument } from './incident-document.ts';
import type { IncidentEvents } from './incident-events.ts';

/** In bytes. A decision that would make the tail of the timeline longer moves the earlier events out of the document. */
const mostTailBytes = 12 * 1024;
/** How many of the latest events stay with an incident in memory, so that its rooms are told of them without a read. */
const mostEventsKept = 50;

interface Parts {
  readonly writes: GroupWrites<IncidentDocument>;
  readonly events: IncidentEvents;
  readonly alertsOffList: AlertsOffList;
  readonly load: IncidentStore['load'];
}

/** Writes decisions, each as one atomic write of the incident's document. */
export function createDecisionWrites({
  writes,
  events,
  alertsOffList,
  load,
}: Parts): Pick<IncidentStore, 'commit' | 'settle'> {
  async function commit(change: Change): Promise<boolean> {
    if (change.next.version > 1) return goOn(change);
    await begin(change);
    return false;
  }

  async function begin(change: Change): Promise<void> {
    const { next, events: happened } = change;
    const tailBytes = bytesOf(happened);
    try {
      await writes.insert(documentOf(change, tailBytes));
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

  return { commit, settle };
}

/** Returns the document of a new incident. */
function documentOf({ next, events: happened, by, lookAt }: Change, tailBytes: number): IncidentDocument {
  const due = nextDue(next);
  return {
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
  };
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
