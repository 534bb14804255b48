import type { Directory } from '../../directory.ts';
import { operatorsRooms } from '../../operators-rooms.ts';
import type { Platform } from '../../people.ts';
import type { IncidentEvent } from '../events.ts';
import type { Incident } from '../incident.ts';
import type { Delivery } from './delivery.ts';
import { announcements, cardsAndRooms, cardsTo } from './plan-cards.ts';
import { digest, joined, noAnswer, page, pageAtOnce } from './plan-pages.ts';
import { inRoom, replacement, roomNames, toRooms } from './plan-rooms.ts';

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

  function planned(recorded: IncidentEvent, index: number): Delivery[] {
    const event = withoutUnsent(recorded);
    const seq = before + index + 1;
    const plan = { incident: next, about: event, call: seq, directory, platforms };
    switch (event.type) {
      case 'declared':
        return cardsAndRooms(directory, platforms);
      case 'paged':
        return [
          ...event.people.flatMap((id) => page(id, plan)),
          ...noAnswer(event, plan),
          ...cardsTo(event.channels ?? [], seq),
        ];
      case 'deferred':
        return [digest(next, event, seq)];
      case 'nobody-awake':
        return cardsTo(operatorsRooms(directory, platforms), seq);
      case 'exhausted':
        return event.nobody ? cardsTo(operatorsRooms(directory, platforms), seq) : [];
      case 'reminder-deferred':
        return [];
      case 'asked':
      case 'reminded':
        return pageAtOnce(event.person, plan);
      case 'acknowledged':
        return event.from ? pageAtOnce(event.from, plan) : [];
      case 'joined':
        return joined(event, plan);
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
      case 'unacknowledged':
      case 'confirmed':
      case 'taken-back':
      case 'policy-changed':
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

/** Deliveries carry their event, and none of their texts says which pages were stopped. */
function withoutUnsent(event: IncidentEvent): IncidentEvent {
  if (event.type !== 'acknowledged' && event.type !== 'resolved') return event;
  const { unsent: _, ...rest } = event;
  return rest;
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
