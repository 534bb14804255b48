import type { Directory } from '../../directory.ts';
import type { Platform } from '../../people.ts';
import type { Incident } from '../incident.ts';
import type { Room } from '../rooms/room.ts';
import { type Delivery, unsent } from './delivery.ts';

/** Of one incident, on one platform. */
const mostRooms = 3;

/** One for each platform that opens rooms, which then follows the incident. */
export function toRooms(
  next: Incident,
  before: number,
  { rooms }: Directory,
  platforms: readonly Platform[],
): Delivery[] {
  return platforms
    .filter((platform) => hasRoom(platform, rooms))
    .map((platform): Delivery => {
      const shown = Math.min(before, ...unsentLines(next, platform).map((call) => call - 1));
      return { id: `notices-${platform}`, kind: 'notices', platform, progress: { shown, failures: 0 } };
    })
    .filter(({ id }) => !next.deliveries[id]);
}

/** Threads, topics and replies live in the announce channel; only a channel can do without one. */
export function hasRoom(platform: Platform, { announce, open }: Directory['rooms']): boolean {
  const style = open[platform] ?? 'none';
  return style === 'channel' || (style !== 'none' && announce[platform] !== undefined);
}

/** What a room gets when it is there: a card, unless it hangs below one, and the responders. */
export function inRoom({ closedRooms = [] }: Incident, room: Room, seq: number): Delivery[] {
  const { platform, address: to, underCard, invites } = room;
  const id = closedRooms.some((one) => one.platform === platform)
    ? `room-card-${platform}-${seq}`
    : `room-card-${platform}`;
  return [
    ...(underCard ? [] : [{ id, kind: 'card', platform, to, progress: unsent } as const]),
    ...(invites
      ? [{ id: `members-${platform}-${to.id}`, kind: 'members', platform, to, progress: unsent } as const]
      : []),
  ];
}

/**
 * One for each room, which then follows the title. A room may open under the old name while the incident is renamed.
 */
export function roomNames({ deliveries, renamedSeq }: Incident, rooms: readonly Room[]): Delivery[] {
  if (renamedSeq === undefined) return [];
  return rooms
    .filter(({ style }) => style !== 'reply')
    .map(({ platform, address: to }): Delivery => {
      return { id: `room-name-${platform}-${to.id}`, kind: 'room-name', platform, to, progress: unsent };
    })
    .filter(({ id }) => !deliveries[id]);
}

/**
 * Returns the replacement of a room that somebody archived, deleted or locked: replies to the card, or a channel where
 * nothing is announced. After three closed rooms on a platform there is no more: somebody does not want them.
 */
export function replacement(
  { closedRooms = [] }: Incident,
  closed: Room,
  call: number,
  { rooms }: Directory,
): Delivery[] {
  const { platform } = closed;
  const announce = rooms.announce[platform];
  if (closedRooms.filter((one) => one.platform === platform).length >= mostRooms) return [];
  const style = announce === undefined ? 'channel' : 'reply';
  return [
    {
      id: `room-${platform}-${call}`,
      kind: 'room',
      platform,
      call,
      style,
      ...(announce !== undefined && { to: { platform, kind: 'channel', id: announce } }),
      replaces: { underCard: closed.underCard },
      progress: unsent,
    },
  ];
}

/** Earlier versions made a delivery for each line. */
function unsentLines({ deliveries }: Incident, where: Platform): number[] {
  return Object.values(deliveries).flatMap(({ kind, platform, call, about, progress }) =>
    kind === 'notice' && platform === where && about && progress.shown === 0 && !progress.dead ? (call ?? []) : [],
  );
}
