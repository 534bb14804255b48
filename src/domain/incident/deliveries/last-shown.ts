import type { PersonId } from '../../people.ts';
import type { Incident } from '../incident.ts';

/**
 * Returns when this person was last shown something about the incident, which is what a bare “ack” in a direct message
 * answers. A page that waited for the end of quiet hours does not count.
 */
export function lastShownTo({ deliveries, paged }: Incident, person: PersonId): Date | undefined {
  const theirs = Object.values(deliveries).filter((delivery) => delivery.person === person);
  const shown = theirs.flatMap(({ kind, about, progress }) =>
    kind === 'page' && about && (progress.shown > 0 || progress.ref) ? about.at.getTime() : [],
  );
  if (shown.length > 0) return new Date(Math.max(...shown));
  return theirs.some(({ kind }) => kind === 'held') ? undefined : paged[person];
}
