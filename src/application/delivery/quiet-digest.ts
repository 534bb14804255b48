import { activeDeferrals } from '../../domain/incident/deferrals.ts';
import type { Delivery } from '../../domain/incident/deliveries/delivery.ts';
import type { Listed } from '../../domain/incident/listed.ts';
import type { NotificationStore } from '../../ports/notifications.ts';
import { quietDigestView } from '../../views/on-call/quiet-digest.ts';
import { readerOf } from '../../views/reader.ts';
import type { World } from '../world.ts';
import { addressesOf } from './addresses.ts';

const mostIncidents = 500;

/**
 * Tells a person whose quiet hours have ended, in one message, about the present state of incidents that others acknowledged
 * while their page was deferred. Unacknowledged incidents page the person separately. All incidents ask for the same
 * notification, whose id is the person and the moment, so the first one writes it for all.
 */
export async function tellWhatWasDeferred(
  { store, directory, platforms, clock }: Pick<World, 'store' | 'directory' | 'platforms' | 'clock'>,
  notifications: NotificationStore,
  deferred: Delivery,
): Promise<void> {
  const person = directory().people.get(deferred.person ?? '');
  if (!person || !deferred.after) return;
  const { items } = await store.list({ state: 'open', limit: mostIncidents });
  const incidents = items.filter((one) => wasDeferredFor(one, deferred)).sort((a, b) => a.number - b.number);
  if (incidents.length === 0) return;
  const message = quietDigestView(incidents, readerOf(person, directory(), clock.now()));
  const id = `quiet/${person.id}/${deferred.after.toISOString()}`;
  const requests = addressesOf(person, platforms).map((to) => ({ id: `${id}/${to.platform}`, to, message }));
  await notifications.put(requests, clock.now());
}

function wasDeferredFor(incident: Listed, { person = '', after, about }: Delivery): boolean {
  const deferral = incident.deferred?.find((one) => one.person === person);
  if (deferral) return deferral.until.getTime() === after?.getTime() && !activeDeferrals(incident).includes(deferral);
  // A version that counted a deferred page as sent has stored this.
  return about?.type === 'paged' && incident.paged[person]?.getTime() === about.at.getTime();
}
