import { failureCodeOf } from '../deliveries/failure-reason.ts';
import type { IncidentEvent } from '../events.ts';
import type { Incident } from '../incident.ts';

/** Notes whose page nothing told them of, until they are paged again or nobody has to be paged any more. */
export function withUnnoticed(incident: Incident, event: IncidentEvent): Incident {
  const { unnoticed: before = [], ...rest } = incident;
  const after = afterEvent(before, event);
  if (after === before) return incident;
  return after.length > 0 ? { ...rest, unnoticed: after } : rest;
}

type Unnoticed = NonNullable<Incident['unnoticed']>;

function afterEvent(before: Unnoticed, event: IncidentEvent): Unnoticed {
  switch (event.type) {
    case 'undelivered': {
      const { person, platform, reason } = event;
      if (person === undefined || failureCodeOf(reason) !== 'no-browser') return before;
      return [...before.filter((one) => one.person !== person), { person, platform }];
    }
    case 'paged':
      return before.some(({ person }) => event.people.includes(person))
        ? before.filter(({ person }) => !event.people.includes(person))
        : before;
    case 'acknowledged':
    case 'resolved':
      return before.length > 0 ? [] : before;
    default:
      return before;
  }
}
