import type { PersonId } from '../../people.ts';
import type { Incident } from '../incident.ts';

/**
 * When this person was last shown something about the incident: it is what a bare “ack” in a direct message answers.
 * What was only held for the end of their quiet hours they have not seen.
 */
export function lastShownTo({ deliveries, paged }: Incident, person: PersonId): Date | undefined {
  const theirs = Object.values(deliveries).filter((delivery) => delivery.person === person);
  const shown = theirs.flatMap(({ kind, about, progress }) =>
    kind === 'page' && about && progress.shown > 0 ? about.at.getTime() : [],
  );
  if (shown.length > 0) return new Date(Math.max(...shown));
  return theirs.some(({ kind }) => kind === 'held') ? undefined : paged[person];
}
