import type { Document } from 'mongodb';
import { addressKey } from '../../../src/domain/address.ts';
import { nextDue } from '../../../src/domain/incident/due.ts';
import type { Incident } from '../../../src/domain/incident/incident.ts';
import { changesShare } from '../../../src/domain/statistics/share.ts';
import type { Change } from '../../../src/ports/incidents.ts';
import { onlyIf } from '../batching/only-if.ts';
import { asFields, type FieldUpdate } from '../collections/note.ts';
import { present } from '../connection/stored.ts';
import { changesOf, goneFrom } from './delivery-changes.ts';
import { resultField } from './delivery-writes.ts';
import { decidedOf } from './incident-document.ts';
import type { Moved } from './incident-events.ts';

interface Tail {
  /** The size of the new events in bytes. */
  readonly added: number;
  /** Replaces the earlier events; absent: they stay. */
  readonly moved: Moved | undefined;
}

/**
 * Returns what a decision writes into the incident's document, except when a sweep looks at it.
 *
 * @param from the state that the decision was made on, with the change's `result`
 */
export function decisionUpdate(from: Incident, { next, events, result }: Change, { added, moved }: Tail): FieldUpdate {
  const due = nextDue(next);
  const gone = [...(due ? [] : ['dueAt']), ...goneFrom(from, next)];
  const rooms = roomKeys(next);
  return {
    $set: {
      version: next.version,
      decided: decidedOf(next),
      ...changesOf(from, next),
      ...(result && resultField(result)),
      ...(result?.progress.dead && { deadAt: result.progress.dead.at }),
      ...(changesShare(events) && { uncounted: true }),
      ...(due && { dueAt: due.at }),
      ...(rooms.length > 0 && { roomPlaces: rooms }),
      ...(moved && { ...moved, timeline: present(events), tailBytes: added }),
    },
    ...(gone.length > 0 && { $unset: Object.fromEntries(gone.map((field) => [field, 1])) }),
    ...(!moved && { $push: { timeline: { $each: [...present(events)] } } }),
    $inc: { marks: result ? 1 : 0, ...(!moved && { tailBytes: added }) },
  };
}

/**
 * Returns the update with the time of the next sweep, and with the process that decided as the one that works on the
 * incident.
 */
export function lookedAtUpdate(update: FieldUpdate, { lookAt, by }: Change): Document {
  return {
    ...update,
    ...(lookAt && { $min: { outboxAt: lookAt } }),
    ...(by !== undefined && { $addToSet: { outboxBy: by } }),
  };
}

/** Returns the update without a next sweep. It is written only if the sender has made this many writes. */
export function settlingUpdate(update: FieldUpdate, writtenByThen: number): Document[] {
  const settled = { ...asFields(update), outboxAt: '$$REMOVE', outboxBy: '$$REMOVE' };
  return onlyIf([{ $eq: ['$marks', writtenByThen] }], settled);
}

/** Returns the keys of the incident's rooms. A person who closed a room may open it again. */
export function roomKeys(incident: Incident): string[] {
  return [...(incident.closedRooms ?? []), ...incident.rooms].map(({ platform, address }) =>
    addressKey(platform, address.id),
  );
}
