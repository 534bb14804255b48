import type { Delivery } from '../../domain/incident/deliveries/delivery.ts';
import type { Incident } from '../../domain/incident/incident.ts';
import type { World } from '../world.ts';
import { attemptMs } from './deliver.ts';
import { untilKept } from './until-kept.ts';

/**
 * The database was lost in the middle of a write, which may have been kept all the same. Then what it has to say is claimed
 * for this process, and nobody says it before that runs out: so it is said as soon as the database tells of it.
 *
 * @param born deliveries as they were to be kept, with their claims
 */
export async function sendIfKept(
  { store, clock, send }: Pick<World, 'store' | 'clock' | 'send'>,
  id: string,
  born: readonly Delivery[],
): Promise<void> {
  let incident: Incident | undefined;
  await untilKept(async () => {
    incident = await store.load(id);
  });
  if (!incident) return;
  const { deliveries } = incident;
  const ours = born.filter(({ id: delivery, progress: { claim } }) => {
    const kept = deliveries[delivery]?.progress.claim;
    const same = claim && kept?.by === claim.by && kept.until.getTime() === claim.until.getTime();
    return same && claim.until.getTime() - clock.now().getTime() > attemptMs;
  });
  if (ours.length > 0) send(incident, new Set(ours.map(({ id: delivery }) => delivery)));
}
