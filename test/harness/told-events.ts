import type { IncidentEvent } from '../../src/domain/incident/events.ts';
import type { Incident } from '../../src/domain/incident/incident.ts';
import type { OutgoingEvent } from '../../src/ports/sinks.ts';
import { policy } from './directory.ts';

const at = new Date('2026-03-09T12:00:00.000Z');

/** What stands here is Tocsin's own affair, and must never be seen outside. */
export const internal = 'internal-affair';

export function toldIncident(changes: Partial<Incident> = {}): Incident {
  return {
    id: 'f00d',
    number: 42,
    title: 'Checkout is down',
    severity: 'sev1',
    service: 'checkout',
    state: 'triggered',
    declared: { by: 'alice', at, via: 'web' },
    escalation: { policy, level: 0, round: 0 },
    paged: { alice: at },
    rooms: [],
    deliveries: { [internal]: { id: internal, progress: { claim: { by: internal, until: at } } } },
    epoch: 1,
    handled: [internal],
    seq: 3,
    revision: 2,
    version: 3,
    ...changes,
  } as unknown as Incident;
}

/** An event on its way out, by its number: the same number is the same event. */
export function toldEvent(
  seq = 1,
  event: IncidentEvent = { at, type: 'acknowledged', by: 'alice', via: 'slack' },
  incident = toldIncident(),
): OutgoingEvent {
  return { id: `${incident.id}:${seq}`, seq, event, incident };
}

/** One event of every type. A type that is missing does not compile. */
export const everyEvent: { readonly [T in IncidentEvent['type']]: Extract<IncidentEvent, { type: T }> } = {
  declared: { at, type: 'declared', by: 'alice', via: 'web', title: 'Down', severity: 'sev1', service: 'checkout' },
  escalated: { at, type: 'escalated', level: 1, round: 0, dueAt: at },
  'level-empty': { at, type: 'level-empty', level: 0, round: 0 },
  paged: {
    at,
    type: 'paged',
    people: ['alice'],
    level: 0,
    channels: [{ platform: 'slack', kind: 'channel', id: 'C0OPS' }],
  },
  deferred: { at, type: 'deferred', person: 'alice', until: at, level: 0 },
  'deferral-cancelled': { at, type: 'deferral-cancelled', person: 'alice' },
  'nobody-awake': { at, type: 'nobody-awake', people: ['alice'], until: at },
  'reminder-deferred': { at, type: 'reminder-deferred', person: 'alice', until: at },
  held: { at, type: 'held', until: at },
  asked: { at, type: 'asked', person: 'alice', answerBy: at },
  confirmed: { at, type: 'confirmed', by: 'alice', via: 'web' },
  joined: { at, type: 'joined', by: 'alice', via: 'web' },
  'taken-back': { at, type: 'taken-back', person: 'alice' },
  'policy-changed': { type: 'policy-changed', at, policy },
  reminded: { at, type: 'reminded', person: 'alice' },
  snoozed: { at, type: 'snoozed', by: 'alice', via: 'web', until: at },
  'snooze-ended': { at, type: 'snooze-ended' },
  unreachable: { at, type: 'unreachable', person: 'alice' },
  'nobody-there': { at, type: 'nobody-there', level: 1, round: 1, dueAt: at },
  exhausted: { at, type: 'exhausted', nobody: true },
  acknowledged: { at, type: 'acknowledged', by: 'alice', via: 'amqp' },
  unacknowledged: { at, type: 'unacknowledged', by: 'alice', via: 'api' },
  resolved: { at, type: 'resolved', by: 'monitor', via: 'alert', summary: 'rolled back' },
  merged: {
    at,
    type: 'merged',
    by: 'alice',
    via: 'web',
    from: 43,
    title: 'Search is down',
    alerts: 2,
    people: ['bob'],
    tasks: [{ text: 'rotate the keys', owner: 'bob' }],
  },
  reopened: { at, type: 'reopened', by: 'alice', via: 'telegram' },
  noted: { at, type: 'noted', by: 'alice', via: 'discord', text: 'the cache is full' },
  rerouted: { at, type: 'rerouted', person: 'alice', from: ['slack'], to: 'telegram' },
  bundled: { at, type: 'bundled', person: 'alice', platform: 'slack', others: 41 },
  'severity-changed': { at, type: 'severity-changed', by: 'alice', via: 'web', severity: 'sev3' },
  renamed: { at, type: 'renamed', by: 'alice', via: 'web', title: 'Checkout is slow' },
  assigned: { at, type: 'assigned', by: 'alice', via: 'web', person: 'bob', role: 'comms' },
  updated: { at, type: 'updated', by: 'alice', via: 'web', text: 'We found it', status: 'identified' },
  'task-added': { at, type: 'task-added', by: 'alice', via: 'web', task: 3, text: 'rotate the keys', owner: 'bob' },
  'task-changed': { at, type: 'task-changed', by: 'alice', via: 'web', task: 3, text: 'rotate all keys' },
  'task-done': { at, type: 'task-done', by: 'bob', via: 'slack', task: 3, text: 'rotate all keys' },
  'task-deleted': { at, type: 'task-deleted', by: 'alice', via: 'api', task: 3, text: 'rotate all keys' },
  'task-reopened': { at, type: 'task-reopened', by: 'alice', via: 'api', task: 3, text: 'rotate all keys' },
  alerted: { at, type: 'alerted', source: 'alertmanager', alerts: [{ title: 'Disk', status: 'firing' }], more: 2 },
  'waiting-for-alerts': { at, type: 'waiting-for-alerts', alerts: 3, withinMs: 60_000 },
  'enough-alerts': { at, type: 'enough-alerts', alerts: 3, withinMs: 60_000 },
  flapping: { at, type: 'flapping', title: 'Disk' },
  'room-opened': {
    at,
    type: 'room-opened',
    room: {
      platform: 'slack',
      style: 'channel',
      address: { platform: 'slack', kind: 'channel', id: 'C42' },
      underCard: false,
    },
  },
  'room-closed': {
    at,
    type: 'room-closed',
    room: {
      platform: 'slack',
      style: 'channel',
      address: { platform: 'slack', kind: 'channel', id: 'C42' },
      underCard: false,
    },
  },
  undelivered: { at, type: 'undelivered', delivery: internal, platform: 'slack', person: 'alice', reason: 'gone' },
};
