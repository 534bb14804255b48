import { watchFrom } from '../escalation/watch.ts';
import type { PersonId } from '../people.ts';
import type { IncidentEvent } from './events.ts';
import type { Incident } from './incident.ts';
import type { Declaration } from './intent.ts';

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
    revision: 1,
    version: 0,
  };
}

/** What an event makes of the incident. Pure and total: an event is a fact, and facts are not refused. */
export function evolve(incident: Incident, event: IncidentEvent): Incident {
  return { ...apply(incident, event), revision: incident.revision + 1 };
}

function apply(incident: Incident, event: IncidentEvent): Incident {
  const { escalation } = incident;
  switch (event.type) {
    case 'escalated':
      if (!escalation) return incident;
      return {
        ...incident,
        escalation: {
          ...waiting(escalation),
          level: event.level,
          round: event.round,
          ...(event.dueAt && { dueAt: event.dueAt }),
        },
      };
    case 'level-empty':
      return escalation
        ? { ...incident, escalation: { ...waiting(escalation), level: event.level, round: event.round } }
        : incident;
    case 'exhausted':
      return escalation ? { ...incident, escalation: waiting(escalation) } : incident;
    case 'paged':
      return {
        ...incident,
        paged: { ...incident.paged, ...Object.fromEntries(event.people.map((person) => [person, event.at])) },
      };
    case 'acknowledged': {
      const { by, at, via } = event;
      return {
        ...silent(incident),
        state: 'acknowledged',
        acknowledged: { by, at, via },
        watch: watchFrom(incident, at),
      };
    }
    case 'unacknowledged':
    case 'taken-back':
    case 'snooze-ended':
      return nobodys(incident);
    case 'held':
      return escalation ? { ...incident, escalation: { ...escalation, dueAt: event.until } } : incident;
    case 'asked': {
      const { askAt: _asked, ...watch } = incident.watch ?? {};
      return { ...incident, watch: { ...watch, answerBy: event.answerBy } };
    }
    case 'confirmed':
      return { ...incident, watch: watchFrom(incident, event.at) };
    case 'reminded': {
      const { remindAt } = watchFrom(incident, event.at);
      return { ...incident, watch: { ...incident.watch, ...(remindAt && { remindAt }) } };
    }
    case 'snoozed':
      return { ...incident, watch: { snoozedUntil: event.until } };
    case 'resolved': {
      const { by, at, via, summary } = event;
      return { ...silent(incident), state: 'resolved', resolved: { by, at, via, ...(summary && { summary }) } };
    }
    case 'reopened': {
      const { resolved: _over, ...rest } = incident;
      return nobodys(rest);
    }
    case 'noted':
      return active(incident, event.by, event.at);
    case 'severity-changed':
      return { ...incident, severity: event.severity };
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
    case 'declared':
    case 'unreachable':
    case 'rerouted':
    case 'undelivered':
      return incident;
    default:
      return event satisfies never;
  }
}

/** An owner who writes is at work: the question whether they are still there begins anew. */
function active(incident: Incident, by: PersonId, at: Date): Incident {
  const isOwner = incident.acknowledged?.by === by && !incident.watch?.snoozedUntil;
  return isOwner ? { ...incident, watch: watchFrom(incident, at) } : incident;
}

/** Nobody is to be paged any more: no step is due, and pages that have not gone out yet never will. */
function silent(incident: Incident): Incident {
  const { escalation, watch: _over, ...rest } = incident;
  return { ...rest, epoch: incident.epoch + 1, ...(escalation && { escalation: waiting(escalation) }) };
}

function nobodys({ acknowledged: _taken, watch: _over, ...rest }: Incident): Incident {
  return { ...rest, state: 'triggered' };
}

function waiting<E extends NonNullable<Incident['escalation']>>({ dueAt: _due, ...escalation }: E): Omit<E, 'dueAt'> {
  return escalation;
}
