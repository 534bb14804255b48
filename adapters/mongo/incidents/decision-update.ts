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
  /** How many bytes the new events take. */
  readonly added: number;
  /** What replaces the events before them; absent: they stay. */
  readonly moved: Moved | undefined;
}

/**
 * Returns what a decision writes into the incident's document, but for when a sweep is to look at it.
 *
 * @param from what it was decided on, with the change's `result`
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

/** The same, with which a sweep looks at the incident and the process that decided has it in hand. */
export function lookedAtUpdate(update: FieldUpdate, { lookAt, by }: Change): Document {
  return {
    ...update,
    ...(lookAt && { $min: { outboxAt: lookAt } }),
    ...(by !== undefined && { $addToSet: { outboxBy: by } }),
  };
}

/** The same, with which no sweep looks at the incident: written only if so much of its deliveries had been written by then. */
export function settlingUpdate(update: FieldUpdate, writtenByThen: number): Document[] {
  const settled = { ...asFields(update), outboxAt: '$$REMOVE', outboxBy: '$$REMOVE' };
  return onlyIf([{ $eq: ['$marks', writtenByThen] }], settled);
}

/** Keys of its rooms. A room that was closed may be opened again by whoever closed it. */
export function roomKeys(incident: Incident): string[] {
  return [...(incident.closedRooms ?? []), ...incident.rooms].map(({ platform, address }) =>
    addressKey(platform, address.id),
  );
}
