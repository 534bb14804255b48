import type { PersonId } from '../../people.ts';
import type { Severity } from '../../severity.ts';
import type { Attribution } from '../attribution.ts';
import type { IncidentEvent } from '../events.ts';

/**
 * What reports and post-mortems need to know about all events of an incident. It grows with the people who were paged,
 * never with the number of events, so a timeline of any length is never read for it.
 */
export interface Tally {
  readonly declared?: { readonly at: Date; readonly service?: string };
  /** The severity that was set last. */
  readonly severity?: Severity;
  /** In the order in which each person was first paged. */
  readonly paged: readonly { readonly person: PersonId; readonly first: Date; readonly times: number }[];
  /** The first acknowledgement. */
  readonly acknowledged?: Attribution;
  /** The first resolution. */
  readonly resolvedAt?: Date;
  /** How often it was reopened. */
  readonly reopened: number;
}

export const emptyTally: Tally = { paged: [], reopened: 0 };

/** Adds these events to the tally of all events before them. */
export function tallyOf(events: readonly IncidentEvent[], before: Tally = emptyTally): Tally {
  return events.reduce(add, before);
}

function add(tally: Tally, event: IncidentEvent): Tally {
  switch (event.type) {
    case 'declared': {
      const { at, severity, service } = event;
      return { ...tally, severity, declared: { at, ...(service !== undefined && { service }) } };
    }
    case 'severity-changed':
      return { ...tally, severity: event.severity };
    case 'paged':
      return {
        ...tally,
        paged: event.people.reduce((paged, person) => pagedAgain(paged, person, event.at), tally.paged),
      };
    case 'acknowledged': {
      const { by, at, via } = event;
      return tally.acknowledged ? tally : { ...tally, acknowledged: { by, at, via } };
    }
    case 'resolved':
      return tally.resolvedAt ? tally : { ...tally, resolvedAt: event.at };
    case 'reopened':
      return { ...tally, reopened: tally.reopened + 1 };
    default:
      return tally;
  }
}

function pagedAgain(paged: Tally['paged'], person: PersonId, at: Date): Tally['paged'] {
  if (!paged.some((one) => one.person === person)) return [...paged, { person, first: at, times: 1 }];
  return paged.map((one) => (one.person === person ? { ...one, times: one.times + 1 } : one));
}
