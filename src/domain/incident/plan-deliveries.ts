import { accountOf, type Directory } from '../directory.ts';
import type { Platform } from '../people.ts';
import type { Delivery, Progress } from './delivery.ts';
import type { IncidentEvent } from './events.ts';
import type { Incident, Room } from './incident.ts';

const unsent: Progress = { shown: 0, failures: 0 };

/**
 * What has to be said because of these events, to whom and where. Ids derive from the incident's revision at the event,
 * so the same decision always asks for the same deliveries.
 *
 * @param next the incident after the events
 * @param before its revision before them
 * @param platforms those that are set up, whether connected at the moment or not
 */
export function planDeliveries(
  next: Incident,
  before: number,
  events: readonly IncidentEvent[],
  directory: Directory,
  platforms: readonly Platform[],
): Delivery[] {
  return events.flatMap((event, index) => {
    const revision = before + index + 1;
    switch (event.type) {
      case 'declared':
        return [...cardsAndRooms(directory, platforms)];
      case 'paged':
        return [
          ...pages(next, event, revision, directory, platforms),
          ...notices(event, revision, directory, platforms),
        ];
      case 'room-opened':
        return event.room.underCard ? [] : [cardInRoom(event.room)];
      case 'level-empty':
      case 'exhausted':
      case 'acknowledged':
      case 'unacknowledged':
      case 'resolved':
      case 'reopened':
      case 'noted':
      case 'unreachable':
      case 'undelivered':
        return notices(event, revision, directory, platforms);
      case 'escalated':
        return []; // the page that comes with it says so
      default:
        return event satisfies never;
    }
  });
}

function cardsAndRooms({ rooms }: Directory, platforms: readonly Platform[]): Delivery[] {
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

/** Threads, topics and replies live in the announce channel; only a channel can do without one. */
function hasRoom(platform: Platform, { announce, open }: Directory['rooms']): boolean {
  const style = open[platform] ?? 'none';
  return style === 'channel' || (style !== 'none' && announce[platform] !== undefined);
}

function cardInRoom({ platform, address }: Room): Delivery {
  return { id: `room-card-${platform}`, kind: 'card', platform, to: address, progress: unsent };
}

function pages(
  incident: Incident,
  about: Extract<IncidentEvent, { type: 'paged' }>,
  revision: number,
  directory: Directory,
  platforms: readonly Platform[],
): Delivery[] {
  return about.people.flatMap((id) =>
    platforms.flatMap((platform): Delivery[] => {
      const person = directory.people.get(id);
      const account = person && accountOf(person, platform);
      if (!account) return [];
      return [
        {
          id: `page-${revision}-${platform}-${id}`,
          kind: 'page',
          platform,
          to: { platform, kind: 'person', id: account },
          person: id,
          epoch: incident.epoch,
          about,
          progress: unsent,
        },
      ];
    }),
  );
}

function notices(
  about: IncidentEvent,
  revision: number,
  { rooms }: Directory,
  platforms: readonly Platform[],
): Delivery[] {
  return platforms
    .filter((platform) => hasRoom(platform, rooms))
    .map((platform) => ({ id: `notice-${revision}-${platform}`, kind: 'notice', platform, about, progress: unsent }));
}
