import type { PersonId } from '../people.ts';
import type { IncidentEvent } from './events.ts';
import type { Incident } from './incident.ts';
import type { Mark } from './mark.ts';
import type { Status } from './roles.ts';

/** What a review asks first: when it was known, when somebody had it, when it was over, and who was woken. */
export interface Course {
  /** The first time that somebody had it. */
  readonly acknowledged?: Mark;
  readonly toAcknowledgeMs?: number;
  /** From declared to when it was over for good; absent while it is open. */
  readonly toResolveMs?: number;
  /** How often it was thought to be over, and was not. */
  readonly reopened: number;
  /** Everybody who was paged, in the order in which they were first. */
  readonly paged: readonly { readonly person: PersonId; readonly first: Date; readonly times: number }[];
  readonly updates: readonly (Mark & { readonly text: string; readonly status?: Status })[];
}

/** Read from the timeline, which keeps what the incident has forgotten: it may have been given back or reopened. */
export function courseOf(incident: Incident, events: readonly IncidentEvent[]): Course {
  const began = incident.declared.at.getTime();
  const first = events.find((event) => event.type === 'acknowledged');
  const paged = new Map<PersonId, { first: Date; times: number }>();
  for (const event of events) {
    if (event.type !== 'paged') continue;
    for (const person of event.people) {
      const before = paged.get(person);
      paged.set(person, { first: before?.first ?? event.at, times: (before?.times ?? 0) + 1 });
    }
  }
  return {
    ...(first && {
      acknowledged: { by: first.by, at: first.at, via: first.via },
      toAcknowledgeMs: first.at.getTime() - began,
    }),
    ...(incident.resolved && { toResolveMs: incident.resolved.at.getTime() - began }),
    reopened: events.filter(({ type }) => type === 'reopened').length,
    paged: [...paged].map(([person, pages]) => ({ person, ...pages })),
    updates: events.flatMap((event) => (event.type === 'updated' ? [event] : [])),
  };
}
