import type { PersonId } from '../../people.ts';
import type { IncidentEvent } from '../events.ts';
import type { Deferral, Escalation, Incident } from '../incident.ts';

type EscalationEvent = Extract<
  IncidentEvent,
  {
    type:
      | 'escalated'
      | 'level-empty'
      | 'nobody-there'
      | 'nobody-awake'
      | 'deferred'
      | 'deferral-cancelled'
      | 'unreachable'
      | 'bundled'
      | 'exhausted'
      | 'paged'
      | 'held'
      | 'policy-changed';
  }
>;

/** What an event makes of whom the incident pages and when. */
export function evolveEscalation(incident: Incident, event: EscalationEvent): Incident {
  const { escalation } = incident;
  switch (event.type) {
    case 'escalated':
      if (!escalation) return incident;
      return {
        ...withoutReached(incident, event),
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
    case 'nobody-there': {
      const { level, round, dueAt } = event;
      return escalation ? { ...incident, escalation: { ...waiting(escalation), level, round, dueAt } } : incident;
    }
    case 'nobody-awake':
      return escalation
        ? { ...incident, escalation: { ...waiting(escalation), dueAt: event.until, nobodyAwake: true } }
        : incident;
    case 'deferred': {
      const { person, until, level } = event;
      const { epoch } = incident;
      const others = (incident.deferred ?? []).filter((one) => one.person !== person);
      const deferral: Deferral = { person, until, epoch, ...(level !== undefined && { level }) };
      return { ...incident, deferred: [...others, deferral] };
    }
    case 'deferral-cancelled':
      return withDeferred(incident, ({ person }) => person !== event.person);
    case 'unreachable':
      if (event.awayUntil) return incident;
      return { ...incident, unreachable: [...new Set([...(incident.unreachable ?? []), event.person])] };
    case 'bundled':
      return escalation && event.dueAt ? { ...incident, escalation: { ...escalation, dueAt: event.dueAt } } : incident;
    case 'policy-changed':
      return escalation ? { ...incident, escalation: { ...escalation, policy: event.policy } } : incident;
    case 'exhausted':
      return escalation ? { ...incident, escalation: waiting(escalation) } : incident;
    case 'paged':
      return {
        ...withoutPeople(incident, event.people),
        paged: { ...incident.paged, ...Object.fromEntries(event.people.map((person) => [person, event.at])) },
      };
    case 'held': {
      const { until: dueAt, maintenance } = event;
      if (!escalation) return incident;
      // Whoever is asleep is looked for again then.
      const { epoch } = incident;
      const restarted = { ...waiting(escalation), level: -1, round: 0, dueAt, ...(maintenance && { maintenance }) };
      return { ...withDeferred(incident, (one) => one.epoch !== epoch), escalation: restarted };
    }
    default:
      return event satisfies never;
  }
}

/** Returns the escalation with no step due. */
export function waiting({
  dueAt: _due,
  maintenance: _over,
  nobodyAwake: _asleep,
  ...escalation
}: Escalation): Escalation {
  return escalation;
}

/** Returns the incident with only those deferred pages that `keeps` accepts. */
export function withDeferred(incident: Incident, keeps: (one: Deferral) => boolean): Incident {
  const { deferred, ...rest } = incident;
  if (!deferred) return incident;
  const kept = deferred.filter(keeps);
  return { ...rest, ...(kept.length > 0 && { deferred: kept }) };
}

/** Who was paged waits for nothing any more, and can be reached. */
function withoutPeople(incident: Incident, people: readonly PersonId[]): Incident {
  const { unreachable, ...rest } = withDeferred(incident, ({ person }) => !people.includes(person));
  const left = unreachable?.filter((person) => !people.includes(person)) ?? [];
  return { ...rest, ...(left.length > 0 && { unreachable: left }) };
}

/** A page that could go out by now and belongs to a later level is asked for again by that level. */
function withoutReached(incident: Incident, { level, at }: { readonly level: number; readonly at: Date }): Incident {
  return withDeferred(incident, (one) => one.until > at || one.level === undefined || one.level <= level);
}
