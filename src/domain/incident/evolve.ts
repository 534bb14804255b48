import { isRoomLine } from './deliveries/room-lines.ts';
import type { IncidentEvent } from './events.ts';
import { evolveEscalation } from './evolving/escalation.ts';
import { active, evolveOwnership } from './evolving/ownership.ts';
import { evolveTasks } from './evolving/tasks.ts';
import { withUnnoticed } from './evolving/unnoticed.ts';
import type { Incident } from './incident.ts';
import type { Declaration } from './intent.ts';
import { withResponders } from './rooms/responders.ts';
import { roomsEqual } from './rooms/room.ts';

/** The incident as it begins, from its declaration and the `declared` event that followed from it. */
export function begin(declaration: Declaration, event: Extract<IncidentEvent, { type: 'declared' }>): Incident {
  return {
    id: declaration.id,
    number: declaration.number,
    title: event.title,
    severity: event.severity,
    ...(event.description && { description: event.description }),
    ...(event.service && { service: event.service }),
    state: 'triggered',
    declared: { by: event.by, at: event.at, via: event.via },
    ...(declaration.policy && { escalation: { policy: declaration.policy, level: -1, round: 0 } }),
    paged: {},
    rooms: [],
    deliveries: {},
    epoch: 0,
    handled: [],
    seq: 1,
    revision: 1,
    version: 0,
  };
}

/** What an event makes of the incident. Pure and total: an event is a fact, and facts are not refused. */
export function evolve(incident: Incident, event: IncidentEvent): Incident {
  const { seq, revision } = incident;
  return {
    ...apply(withUnnoticed(withAnswer(withResponders(incident, event), event), event), event),
    seq: seq + 1,
    revision: isUnseen(event) ? revision : revision + 1,
    ...(isRoomLine(event) && { noticeSeq: seq + 1 }),
    ...(event.type === 'renamed' && { renamedSeq: seq + 1 }),
  };
}

/** Somebody who was paged beside the owner and does something has seen the page. */
function withAnswer(incident: Incident, event: IncidentEvent): Incident {
  const by = 'by' in event ? event.by : undefined;
  const { acknowledged, paged, answered = [] } = incident;
  if (by === undefined || !acknowledged || acknowledged.by === by || !paged[by]) return incident;
  const others = answered.filter(({ person }) => person !== by);
  return { ...incident, answered: [...others, { person: by, at: event.at }] };
}

/** Nothing of these stands on a card, so no card is edited for them. */
const unseen: ReadonlySet<IncidentEvent['type']> = new Set([
  'noted',
  'reminded',
  'reminder-deferred',
  'level-empty',
  'rerouted',
  'bundled',
  'undelivered',
]);

/** Cards link to a room, but for the web chat's, whose address is the incident's own. */
function isUnseen(event: IncidentEvent): boolean {
  return unseen.has(event.type) || (event.type === 'room-opened' && event.room.platform === 'web');
}

function apply(incident: Incident, event: IncidentEvent): Incident {
  switch (event.type) {
    case 'escalated':
    case 'level-empty':
    case 'nobody-there':
    case 'nobody-awake':
    case 'deferred':
    case 'deferral-cancelled':
    case 'unreachable':
    case 'bundled':
    case 'exhausted':
    case 'paged':
    case 'held':
    case 'policy-changed':
      return evolveEscalation(incident, event);
    case 'acknowledged':
    case 'unacknowledged':
    case 'taken-back':
    case 'snooze-ended':
    case 'reminder-deferred':
    case 'asked':
    case 'confirmed':
    case 'reminded':
    case 'snoozed':
    case 'resolved':
    case 'reopened':
    case 'severity-changed':
      return evolveOwnership(incident, event);
    case 'task-added':
    case 'task-changed':
    case 'task-done':
    case 'task-reopened':
    case 'task-deleted':
    case 'merged':
      return evolveTasks(incident, event);
    case 'noted':
      return active(incident, event.by, event.at);
    case 'renamed':
      return { ...incident, title: event.title };
    case 'assigned':
      return { ...incident, roles: { ...incident.roles, [event.role]: event.person } };
    case 'updated': {
      const { by, at, via, text, status } = event;
      return { ...active(incident, by, at), latest: { by, at, via, text }, ...(status && { status }) };
    }
    case 'room-opened':
      return { ...incident, rooms: [...incident.rooms, event.room] };
    case 'room-closed':
      return {
        ...incident,
        rooms: incident.rooms.filter((room) => !roomsEqual(room, event.room)),
        closedRooms: [...(incident.closedRooms ?? []), event.room],
      };
    case 'declared':
    case 'joined':
    case 'alerted':
    case 'waiting-for-alerts':
    case 'enough-alerts':
    case 'flapping':
    case 'rerouted':
    case 'undelivered':
      return incident;
    default:
      return event satisfies never;
  }
}
