import type { Address } from '../../address.ts';
import type { Directory } from '../../directory.ts';
import type { Platform } from '../../people.ts';
import type { IncidentEvent } from '../events.ts';
import type { Incident } from '../incident.ts';
import { type Delivery, unsent } from './delivery.ts';
import { hasRoom } from './plan-rooms.ts';

/** The first card of each announce channel, and the opening of a room on each platform that opens rooms. */
export function cardsAndRooms({ rooms }: Directory, platforms: readonly Platform[]): Delivery[] {
  return platforms.flatMap((platform): Delivery[] => {
    const announce = rooms.announce[platform];
    const style = rooms.open[platform] ?? 'none';
    const to = announce && ({ platform, kind: 'channel', id: announce } as const);
    return [
      ...(to ? [{ id: `card-${platform}`, kind: 'card', platform, to, progress: unsent } as const] : []),
      ...(hasRoom(platform, rooms) && style !== 'none'
        ? [{ id: `room-${platform}`, kind: 'room', platform, style, ...(to && { to }), progress: unsent } as const]
        : []),
    ];
  });
}

/** A channel that is notified gets a new card, because an edit of the old card notifies nobody. */
export function cardsTo(channels: readonly Address[], revision: number): Delivery[] {
  return channels.map((to, index) => ({
    id: `call-${revision}-${index}-${to.platform}`,
    kind: 'card',
    platform: to.platform,
    to,
    call: revision,
    progress: unsent,
  }));
}

/**
 * One for each announce channel, unless the incident's room is in that channel. An incident that its alerts resolved is not
 * announced: the card shows it, and the end of a storm would post a message for each incident.
 */
export function announcements(
  { rooms: open }: Incident,
  about: Extract<IncidentEvent, { type: 'updated' | 'resolved' }>,
  call: number,
  { rooms }: Directory,
  platforms: readonly Platform[],
): Delivery[] {
  if (rooms.updates === 'room' || about.via === 'alert') return [];
  return platforms.flatMap((platform): Delivery[] => {
    const announce = rooms.announce[platform];
    const style = open.find((room) => room.platform === platform)?.style ?? rooms.open[platform];
    if (announce === undefined || style === 'reply') return [];
    const to = { platform, kind: 'channel', id: announce } as const;
    return [
      { id: `announcement-${call}-${platform}`, kind: 'announcement', platform, to, call, about, progress: unsent },
    ];
  });
}
