import type { IncidentEvent } from './events.ts';

type EventType = IncidentEvent['type'];

/** A type that is missing does not compile. */
const all: Readonly<Record<EventType, true>> = {
  declared: true,
  escalated: true,
  'level-empty': true,
  paged: true,
  deferred: true,
  'deferral-cancelled': true,
  'nobody-awake': true,
  'reminder-deferred': true,
  held: true,
  asked: true,
  confirmed: true,
  'taken-back': true,
  reminded: true,
  snoozed: true,
  'snooze-ended': true,
  unreachable: true,
  'nobody-there': true,
  exhausted: true,
  acknowledged: true,
  unacknowledged: true,
  resolved: true,
  reopened: true,
  noted: true,
  rerouted: true,
  'severity-changed': true,
  renamed: true,
  assigned: true,
  updated: true,
  'task-added': true,
  'task-changed': true,
  'task-done': true,
  'task-reopened': true,
  alerted: true,
  'waiting-for-alerts': true,
  'enough-alerts': true,
  flapping: true,
  'room-opened': true,
  undelivered: true,
};

/** Every type of event that there is. */
export const eventTypes = Object.keys(all) as readonly EventType[];
