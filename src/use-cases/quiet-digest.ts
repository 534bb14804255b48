import type { Delivery } from '../domain/incident/delivery.ts';
import type { Incident } from '../domain/incident/incident.ts';
import type { LetterStore } from '../ports/letters.ts';
import { quietDigestView } from '../views/quiet-digest.ts';
import { addressesOf } from './letters.ts';
import type { World } from './world.ts';

const mostIncidents = 500;

/**
 * Somebody's quiet hours are over: what they were not woken for, as it stands now, in one message. Each incident that was
 * held asks for the same letter, whose id is the person and that moment, so whichever comes first writes it for all.
 */
export async function tellWhatWasHeld(
  { store, directory, platforms, clock }: Pick<World, 'store' | 'directory' | 'platforms' | 'clock'>,
  letters: LetterStore,
  held: Delivery,
): Promise<void> {
  const person = directory().people.get(held.person ?? '');
  if (!person || !held.after) return;
  const { items } = await store.list({ state: 'open', limit: mostIncidents });
  // Who was held for is among those who were paged; only the whole incident says whether they were.
  const paged = await Promise.all(items.filter(({ paged }) => person.id in paged).map(({ id }) => store.load(id)));
  const incidents = paged
    .filter((incident) => incident !== undefined)
    .filter((incident) => wasHeldFor(incident, held))
    .sort((a, b) => a.number - b.number);
  if (incidents.length === 0) return;
  const message = quietDigestView(incidents, person, directory());
  const id = `quiet/${person.id}/${held.after.toISOString()}`;
  const wanted = addressesOf(person, platforms).map((to) => ({ id: `${id}/${to.platform}`, to, message }));
  await letters.put(wanted, clock.now());
}

function wasHeldFor({ deliveries }: Incident, { person, after }: Delivery): boolean {
  return Object.values(deliveries).some(
    (one) => one.kind === 'held' && one.person === person && one.after?.getTime() === after?.getTime(),
  );
}
