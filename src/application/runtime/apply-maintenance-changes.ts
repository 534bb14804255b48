import { changeIncident } from '../incidents/change-incident.ts';
import type { World } from '../world.ts';

const perPage = 200;
const atOnce = 20;

/**
 * What waits for the end of a maintenance goes by the windows as they are now: paged at once where there is none any more,
 * held on where it lasts longer. Never throws: one that could not be kept is looked at when its own time comes.
 */
export async function applyMaintenanceChanges(world: World): Promise<void> {
  try {
    for (let after: number | undefined, more = true; more; ) {
      const { items, next } = await world.store.list({
        state: 'triggered',
        limit: perPage,
        ...(after !== undefined && { after }),
      });
      await reconsider(
        world,
        items.filter(({ escalation }) => escalation?.maintenance).map(({ id }) => id),
      );
      after = next;
      more = next !== undefined;
    }
  } catch (err) {
    world.log.error({ err }, 'incidents held by maintenance could not be listed; the sweep finds them');
  }
}

async function reconsider(world: World, ids: string[]): Promise<void> {
  const work = async () => {
    for (let id = ids.shift(); id !== undefined; id = ids.shift()) {
      try {
        await changeIncident(world, id, { type: 'maintenance-changed' });
      } catch (err) {
        world.log.error({ err, incident: id }, 'incident held by maintenance could not be handled');
      }
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
}
