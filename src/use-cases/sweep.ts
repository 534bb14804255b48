import { changeIncident } from './change-incident.ts';
import type { Sender } from './deliver.ts';
import type { World } from './world.ts';

const batch = 200;

/** Incidents that a sweep handles side by side: a slow one delays the others by little. */
const atOnce = 16;
/** As many things as can be due at once for one incident, and some more. */
const mostSteps = 10;

/**
 * Takes every step that is due, then sends what is due to be sent. A wake that comes early, late or twice does no harm.
 */
export async function wakeIncident(world: World, sender: Sender, id: string): Promise<void> {
  for (let steps = 0; steps < mostSteps; steps += 1) {
    const { events } = await changeIncident(world, id, { type: 'wake' });
    if (events.length === 0) break;
  }
  await sender.sendById(id);
}

/**
 * Finds what is overdue: steps whose wake was lost, deliveries whose sender died, retries whose time has come.
 * @returns how many incidents were looked at
 */
export async function sweep(world: World, sender: Sender): Promise<number> {
  const due = [...(await world.store.due(world.clock.now(), batch))];
  const count = due.length;
  const work = async () => {
    for (let id = due.shift(); id !== undefined; id = due.shift()) {
      try {
        await wakeIncident(world, sender, id);
      } catch (err) {
        world.log.error({ err, incident: id }, 'An overdue incident could not be handled; the next sweep tries again');
      }
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return count;
}
