import { truncate } from '../../../lib/text.ts';
import type { Address } from '../../address.ts';
import { accountOf, type Directory } from '../../directory.ts';
import { operatorsRooms } from '../../operators-rooms.ts';
import { pageSteps } from '../../paging.ts';
import type { Person, PersonId, Platform } from '../../people.ts';
import type { IncidentEvent } from '../events.ts';
import type { Incident } from '../incident.ts';
import type { Room } from '../rooms/room.ts';
import type { Delivery, Progress } from './delivery.ts';

/** A page quotes so much of the text of the person who paged; the timeline and the room have all of it. */
const longestQuote = 500;

/** Of one incident, on one platform. */
const mostRooms = 3;

const unsent: Progress = { shown: 0, failures: 0 };

/**
 * Returns the deliveries of these events: what is sent to whom, and where. Their ids derive from the number of the
 * event, so the same decision always plans the same deliveries.
 *
 * @param next the incident after the events
 * @param before how many events it had before them
 * @param platforms those that are set up, whether connected at the moment or not
 * @param sinks names of those that hear of every event
 */
export function planDeliveries(
  next: Incident,
  before: number,
  events: readonly IncidentEvent[],
  directory: Directory,
  platforms: readonly Platform[],
  sinks: readonly string[] = [],
): Delivery[] {
  return [...toSinks(next, before, sinks), ...events.flatMap(planned), ...toRooms(next, before, directory, platforms)];

  function planned(event: IncidentEvent, index: number): Delivery[] {
    const seq = before + index + 1;
    switch (event.type) {
      case 'declared':
        return cardsAndRooms(directory, platforms);
      case 'paged':
        return [
          ...event.people.flatMap((id) => page(next, id, event, seq, directory, platforms)),
          ...cardsTo(event.channels ?? [], seq),
        ];
      case 'deferred':
        return [digest(next, event, seq)];
      case 'nobody-awake':
        return cardsTo(operatorsRooms(directory, platforms), seq);
      case 'reminder-deferred':
        return [];
      case 'asked':
      case 'reminded':
        return pageAtOnce(next, event.person, event, seq, directory, platforms);
      case 'acknowledged':
        return event.from ? pageAtOnce(next, event.from, event, seq, directory, platforms) : [];
      case 'updated':
      case 'resolved':
        return announcements(next, event, seq, directory, platforms);
      case 'room-opened':
        return [...inRoom(next, event.room, seq), ...roomNames(next, [event.room])];
      case 'renamed':
        return roomNames(next, next.rooms);
      case 'room-closed':
        return replacement(next, event.room, seq, directory);
      case 'merged':
      case 'alerted':
      case 'waiting-for-alerts':
      case 'enough-alerts':
      case 'flapping':
      case 'held':
      case 'deferral-cancelled':
      case 'level-empty':
      case 'nobody-there':
      case 'exhausted':
      case 'unacknowledged':
      case 'confirmed':
      case 'taken-back':
      case 'snoozed':
      case 'snooze-ended':
      case 'reopened':
      case 'noted':
      case 'severity-changed':
      case 'assigned':
      case 'task-added':
      case 'task-changed':
      case 'task-done':
      case 'task-reopened':
      case 'task-deleted':
      case 'unreachable':
      case 'rerouted':
      case 'bundled':
      case 'undelivered':
      case 'escalated':
        return [];
      default:
        return event satisfies never;
    }
  }
}

/**
 * One for each event sink, which then follows the incident. A sink that is added later gets the events from then on.
 */
function toSinks({ deliveries }: Incident, before: number, sinks: readonly string[]): Delivery[] {
  return sinks
    .map(
      (sink): Delivery => ({
        id: `events-${sink}`,
        kind: 'events',
        platform: 'web',
        outlet: sink,
        progress: { shown: before, failures: 0 },
      }),
    )
    .filter(({ id }) => !deliveries[id]);
}

/** One for each platform that opens rooms, which then follows the incident. */
function toRooms(next: Incident, before: number, { rooms }: Directory, platforms: readonly Platform[]): Delivery[] {
  return platforms
    .filter((platform) => hasRoom(platform, rooms))
    .map((platform): Delivery => {
      const shown = Math.min(before, ...unsentLines(next, platform).map((call) => call - 1));
      return { id: `notices-${platform}`, kind: 'notices', platform, progress: { shown, failures: 0 } };
    })
    .filter(({ id }) => !next.deliveries[id]);
}

/** Earlier versions made a delivery for each line. */
function unsentLines({ deliveries }: Incident, where: Platform): number[] {
  return Object.values(deliveries).flatMap(({ kind, platform, call, about, progress }) =>
    kind === 'notice' && platform === where && about && progress.shown === 0 && !progress.dead ? (call ?? []) : [],
  );
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

function inRoom({ closedRooms = [] }: Incident, room: Room, seq: number): Delivery[] {
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
function roomNames({ deliveries, renamedSeq }: Incident, rooms: readonly Room[]): Delivery[] {
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
function replacement({ closedRooms = [] }: Incident, closed: Room, call: number, { rooms }: Directory): Delivery[] {
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

/**
 * One for each announce channel, unless the incident's room is in that channel. An incident that its alerts resolved is not
 * announced: the card shows it, and the end of a storm would post a message for each incident.
 */
function announcements(
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

/** After the quiet hours, tells the person which incidents others have taken meanwhile. */
function digest({ epoch }: Incident, about: Extract<IncidentEvent, { type: 'deferred' }>, call: number): Delivery {
  const { person, until: after } = about;
  const id = `held-${call}-${person}`;
  return { id, kind: 'held', platform: 'web', person, epoch, call, after, about, progress: unsent };
}

/** A page of one person: a delivery for each of their ways. */
function page(
  incident: Incident,
  id: PersonId,
  about: IncidentEvent,
  call: number,
  directory: Directory,
  platforms: readonly Platform[],
): Delivery[] {
  const person = directory.people.get(id);
  if (!person) return [];
  return pageSteps(person, incident.severity, platforms).map(({ by, afterMs }) => {
    const at = pageBy(by, incident, person, about, call);
    if (afterMs === 0) return at;
    return { ...at, id: `${at.id}-${afterMs / 1000}s`, after: new Date(about.at.getTime() + afterMs) };
  });
}

/**
 * Returns a page on every chat of the person, or by email: they have the incident already, and must not miss the
 * question.
 */
function pageAtOnce(
  incident: Incident,
  id: PersonId,
  about: IncidentEvent,
  call: number,
  directory: Directory,
  platforms: readonly Platform[],
): Delivery[] {
  const person = directory.people.get(id);
  if (!person) return [];
  const linked = platforms.filter((platform) => accountOf(person, platform) !== undefined);
  const chats = linked.filter((platform) => platform !== 'email');
  return (chats.length > 0 ? chats : linked).map((platform) => pageBy(platform, incident, person, about, call));
}

function pageBy(platform: Platform, { epoch }: Incident, person: Person, about: IncidentEvent, call: number): Delivery {
  const to = { platform, kind: 'person', id: accountOf(person, platform) ?? '' } as const;
  const id = `page-${call}-${platform}-${person.id}`;
  const quote = quoted(about, person.id);
  return { id, kind: 'page', platform, to, person: person.id, epoch, call, about: quote, progress: unsent };
}

/** Returns the event that the page's text is about, shortened, because each page carries its own. */
function quoted(about: IncidentEvent, person: PersonId): IncidentEvent {
  if (about.type !== 'paged') return about;
  const { channels: _others, message, ...paged } = about;
  return { ...paged, people: [person], ...(message && { message: truncate(message, longestQuote) }) };
}

/** A channel that is told of it gets a card of its own: a new message, which an edit would not be. */
function cardsTo(channels: readonly Address[], revision: number): Delivery[] {
  return channels.map((to, index) => ({
    id: `call-${revision}-${index}-${to.platform}`,
    kind: 'card',
    platform: to.platform,
    to,
    call: revision,
    progress: unsent,
  }));
}
