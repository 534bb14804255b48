import { type Address, addressKey } from '../../address.ts';
import type { Incident } from '../incident.ts';
import { respondersOf } from '../rooms/responders.ts';
import type { Room } from '../rooms/room.ts';
import { type Delivery, isNoAnswer, type Progress } from './delivery.ts';
import { linesWaitUntil } from './gather-lines.ts';

/** Whether a delivery can go out, waits for a time or another delivery, is done, or is not needed any more. */
export type Readiness = 'ready' | 'later' | 'waiting' | 'done' | 'pointless';

/** After a way has failed for so long, the person's next way is used at once. */
export const failOverMs = 20_000;

/**
 * Returns whether this delivery can go out now, as far as the incident alone tells; claims and retries apart.
 *
 * - A card or page is done when it shows the incident's revision, a room when it was opened, and room
 *   lines when the room has all of them.
 * - Members are done when all responders were brought into the room; in a room that was replaced nobody needs to be.
 * - A room's name is done when it shows the last title; a newer title takes the place of one that still waits.
 * - A page that has not gone out is pointless once nobody needs it (`isStillNeeded`). One that is there, and whose reader was not told
 *   everywhere yet, is edited then.
 * - A page or card that a bundle stands for waits until that was sent; then each change of the incident goes into the bundle.
 * - A page goes out before its time when every way before it fails.
 * - Lines wait for a moment for those that follow at once.
 * - Deliveries into a room wait for the room, and a room under a card waits for the card.
 */
export function readiness(incident: Incident, delivery: Delivery, now: Date): Readiness {
  const { shown, dead } = delivery.progress;
  if (dead) return 'pointless';
  switch (delivery.kind) {
    case 'card':
      if (isInClosedRoom(incident, delivery)) return 'pointless';
      if (shown === 0 && delivery.progress.bundle !== undefined) return 'waiting';
      return shown >= incident.revision ? 'done' : 'ready';
    case 'held':
      if (shown > 0) return 'done';
      if (incident.state === 'resolved') return 'pointless';
      return (dueAt(incident, delivery) ?? now) <= now ? 'ready' : 'later';
    case 'page':
      if (shown > 0) return shown >= incident.revision ? 'done' : 'ready';
      if (!isStillNeeded(incident, delivery)) return delivery.progress.ref ? 'ready' : 'pointless';
      if (delivery.progress.bundle !== undefined) return 'waiting';
      return (dueAt(incident, delivery) ?? now) <= now ? 'ready' : 'later';
    case 'room':
      if (shown > 0 || roomOn(incident, delivery)) return 'done';
      // A room that replaces another gets the lines that are still due, and one may be the resolution.
      if (incident.state === 'resolved' && !isReplacement(delivery)) return 'pointless';
      return cardSettled(incident, delivery) ? 'ready' : 'waiting';
    case 'members':
      if (shown >= respondersOf(incident).length) return 'done';
      return isForRoomThatIsThere(incident, delivery) ? 'ready' : 'pointless';
    case 'room-name':
      if (shown >= (incident.renamedSeq ?? 0)) return 'done';
      return isForRoomThatIsThere(incident, delivery) ? 'ready' : 'pointless';
    case 'events':
      return shown >= incident.seq ? 'done' : 'ready';
    case 'event':
      return shown > 0 ? 'done' : 'ready';
    case 'announcement':
      if (shown > 0) return 'done';
      return cardSettled(incident, delivery) ? 'ready' : 'waiting';
    case 'notices':
      return shown >= (incident.noticeSeq ?? 0) ? 'done' : gathered(incident, delivery, now);
    case 'notice':
      return shown > 0 ? 'done' : inRoom(incident, delivery, now);
    default:
      return delivery.kind satisfies never;
  }
}

/**
 * Returns whether this page still has to tell its person: nobody took the incident since, and for a later way of somebody who was
 * paged beside the owner, they have done nothing.
 */
export function isStillNeeded(incident: Incident, delivery: Delivery): boolean {
  return delivery.epoch === incident.epoch && incident.state !== 'resolved' && !isAnswered(incident, delivery);
}

/**
 * Returns whether the person has done something since this page, of which this is a later way, while somebody else has the
 * incident; for whoever paged them, whether one of them has.
 */
export function isAnswered({ answered = [], acknowledged }: Incident, delivery: Delivery): boolean {
  const { person, after, about } = delivery;
  if (!acknowledged || after === undefined || !about) return false;
  const paged = about.type === 'paged' && isNoAnswer(delivery) ? about.people : [person];
  return answered.some((one) => paged.includes(one.person) && one.at >= about.at);
}

/** Returns whether nothing of it has to be sent, now or later. */
export function isAllSent(incident: Incident, now: Date): boolean {
  return Object.values(incident.deliveries).every((one) =>
    ['done', 'pointless'].includes(readiness(incident, one, now)),
  );
}

function gathered(incident: Incident, delivery: Delivery, now: Date): Readiness {
  const standing = inRoom(incident, delivery, now);
  return standing === 'ready' && linesWaitUntil(incident, delivery, now) ? 'later' : standing;
}

function inRoom(incident: Incident, delivery: Delivery, now: Date): Readiness {
  if (roomOn(incident, delivery)) return 'ready';
  const opens = ({ kind, platform }: Delivery) => kind === 'room' && platform === delivery.platform;
  const opening = Object.values(incident.deliveries).filter(opens);
  return opening.some((room) => ['ready', 'waiting'].includes(readiness(incident, room, now)))
    ? 'waiting'
    : 'pointless';
}

/** A room that takes the place of one that was closed. */
export function isReplacement({ replaces }: Delivery): boolean {
  return replaces !== undefined;
}

/** Returns whether its room was archived, deleted or locked, and has no replacement. */
export function isInClosedRoom({ rooms, closedRooms = [] }: Incident, { platform, to }: Delivery): boolean {
  const isIts = (room: Room) => room.platform === platform && room.address.id === to?.id;
  return closedRooms.some(isIts) && !rooms.some(isIts);
}

/** The room in which this delivery is made; undefined for what goes elsewhere. */
export function roomOfDelivery(incident: Incident, delivery: Delivery): Room | undefined {
  const { kind, to } = delivery;
  if (kind === 'notice' || kind === 'notices') return roomOn(incident, delivery);
  if (kind !== 'members' && kind !== 'room-name' && kind !== 'card') return undefined;
  return incident.rooms.find(({ platform, address }) => platform === delivery.platform && address.id === to?.id);
}

/**
 * Returns when a page may go out: at its own time, or once every way before it has failed for long enough. For room
 * lines: once they have waited for those that follow.
 */
export function dueAt(incident: Incident, delivery: Delivery): Date | undefined {
  const { after } = delivery;
  if (delivery.kind === 'notices') return incident.linesWait?.until;
  if (!after) return undefined;
  if (delivery.kind === 'held') return after;
  const before = waysBefore(incident, delivery);
  const failed = before.map(({ progress }) => failedAt(progress));
  const early =
    failed.every((at) => at !== undefined) && before.length > 0
      ? Math.max(...failed.map(Number))
      : Number.POSITIVE_INFINITY;
  return new Date(Math.min(after.getTime(), early));
}

/** Returns the failed ways before this page; none when it goes out at its own time. */
export function failedBefore(incident: Incident, delivery: Delivery, now: Date): readonly Delivery[] {
  return delivery.after && delivery.after > now ? waysBefore(incident, delivery) : [];
}

function waysBefore({ deliveries }: Incident, { person, call, after }: Delivery): Delivery[] {
  const earlier = (other: Delivery) => (other.after?.getTime() ?? 0) < (after?.getTime() ?? 0);
  return Object.values(deliveries).filter(
    (other) => other.kind === 'page' && other.person === person && other.call === call && earlier(other),
  );
}

/**
 * Returns from when a page that fails makes the person's next way go out. One that was sent has not failed, although it
 * cannot be edited any more, unless nothing told its reader of it.
 */
export function failedAt({
  shown,
  ref,
  sentAt,
  dead,
  needsRepair,
  failingSince,
  notBefore,
}: Progress): Date | undefined {
  if (shown > 0) return ref?.reachedNobody ? sentAt : undefined;
  if (dead) return dead.at;
  const late = failingSince && new Date(failingSince.getTime() + failOverMs);
  // A platform that asks for a longer pause is not waited for.
  const isLate = late && notBefore && notBefore > late;
  return needsRepair || isLate ? failingSince : late;
}

/**
 * Returns the address of a delivery: its own, or the incident's room on its platform. Undefined while there is none.
 */
export function destination(incident: Incident, delivery: Delivery): Address | undefined {
  return delivery.kind === 'notice' || delivery.kind === 'notices' ? roomOn(incident, delivery)?.address : delivery.to;
}

/**
 * Returns the lane of a delivery. Deliveries of one lane are sent one after another, so that a room reads in order.
 * Renaming a room is not a message, and no message waits for it.
 */
export function lane(incident: Incident, delivery: Delivery): string {
  if (delivery.kind === 'room-name') return delivery.id;
  const to = destination(incident, delivery);
  return to ? addressKey(delivery.platform, `${to.kind}:${to.id}`) : delivery.id;
}

function isForRoomThatIsThere(incident: Incident, delivery: Delivery): boolean {
  return roomOn(incident, delivery)?.address.id === delivery.to?.id;
}

function roomOn(incident: Incident, { platform }: Delivery) {
  return incident.rooms.find((room) => room.platform === platform);
}

/**
 * Returns whether the card under which a room hangs was posted, or never will be. A card that only a bundle shows is no
 * message yet.
 */
function cardSettled(incident: Incident, { kind, style, platform }: Delivery): boolean {
  const card = incident.deliveries[`card-${platform}`];
  if (!card || card.progress.dead !== undefined) return true;
  const hangsUnder = kind === 'room' && style !== 'channel';
  return card.progress.shown > 0 && (!hangsUnder || isPosted(card));
}

function isPosted({ progress }: Delivery): boolean {
  return progress.ref !== undefined || progress.bundle === undefined;
}
