import { changeIncident } from './change-incident.ts';
import type { Sender } from './deliver.ts';
import type { World } from './world.ts';

const batch = 200;

/** Takes the step that is due, if one is; a wake that comes early, late or twice does no harm. */
export async function wakeIncident(world: World, id: string): Promise<void> {
  await changeIncident(world, id, { type: 'wake' });
}

/**
 * Finds what is overdue: steps whose wake was lost, deliveries whose sender died, retries whose time has come.
 * @returns how many incidents were looked at
 */
export async function sweep(world: World, sender: Sender): Promise<number> {
  const due = await world.store.due(world.clock.now(), batch);
  for (const id of due) {
    try {
      await wakeIncident(world, id);
      await sender.sendById(id);
    } catch (err) {
      world.log.error({ err, incident: id }, 'An overdue incident could not be handled; the next sweep tries again');
    }
  }
  return due.length;
}
