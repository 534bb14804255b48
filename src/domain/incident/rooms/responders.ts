import type { PersonId } from '../../people.ts';
import type { IncidentEvent } from '../events.ts';
import type { Incident } from '../incident.ts';

/** A room is for those who work on the incident: after so many nobody else is brought in. */
const mostResponders = 200;

/**
 * Returns who works on the incident or was asked to: who declared it, was paged, acknowledged it or has a role, in the
 * order in which they came. Nobody leaves the list, so that a count tells how many of them a room has.
 */
export function respondersOf({ responders, declared, paged }: Incident): readonly PersonId[] {
  // An incident of an earlier version has no list.
  return responders ?? [...new Set([...(declared.via === 'alert' ? [] : [declared.by]), ...Object.keys(paged)])];
}

export function withResponders(incident: Incident, event: IncidentEvent): Incident {
  const known = respondersOf(incident);
  const added = newcomers(event).filter((person) => !known.includes(person));
  if (added.length === 0 || known.length >= mostResponders) return incident;
  return { ...incident, responders: [...known, ...added].slice(0, mostResponders) };
}

function newcomers(event: IncidentEvent): readonly PersonId[] {
  switch (event.type) {
    case 'paged':
      return event.people;
    case 'acknowledged':
      return [event.by];
    case 'merged':
      return event.people ?? [];
    case 'assigned':
      return [event.person];
    default:
      return [];
  }
}
