import { accountOf } from '../domain/directory.ts';
import type { Delivery } from '../domain/incident/delivery.ts';
import type { Incident } from '../domain/incident/incident.ts';
import { pageSteps } from '../domain/paging.ts';
import type { LetterStore, Wanted } from '../ports/letters.ts';
import { quietDigestView } from '../views/quiet-digest.ts';
import type { World } from './world.ts';

const mostIncidents = 100;

/**
 * What somebody was not woken for goes out in one message when their quiet hours end. Each incident that is held writes
 * the same letter anew, with itself in it: the letter's id is the person and that moment.
 */
export async function keepForLater(
  { store, directory, platforms }: Pick<World, 'store' | 'directory' | 'platforms'>,
  letters: LetterStore,
  incident: Incident,
  held: Delivery,
): Promise<void> {
  const until = held.after;
  const person = directory().people.get(held.person ?? '');
  if (!person || !until) return;
  const { items } = await store.list({ state: 'open', limit: mostIncidents });
  const others = items.filter((one) => one.id !== incident.id && holdsFor(one, held));
  const incidents = [...others, incident].sort((a, b) => a.number - b.number);
  const message = quietDigestView(incidents, person, directory());
  const wanted = pageSteps(person, incident.severity, platforms)
    .filter(({ afterMs }) => afterMs === 0)
    .map(
      ({ by }): Wanted => ({
        id: `quiet/${person.id}/${until.toISOString()}/${by}`,
        to: { platform: by, kind: 'person', id: accountOf(person, by) ?? '' },
        message,
        revision: incidents.length,
      }),
    );
  // Due when the quiet hours end, and not before.
  await letters.put(wanted, until);
}

function holdsFor({ deliveries }: Incident, { person, after }: Delivery): boolean {
  return Object.values(deliveries).some(
    (one) => one.kind === 'held' && one.person === person && one.after?.getTime() === after?.getTime(),
  );
}
