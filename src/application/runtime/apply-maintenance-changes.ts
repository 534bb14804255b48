import { changeEach } from '../incidents/change-each.ts';
import type { World } from '../world.ts';

/**
 * Applies the present maintenance windows to incidents that wait for one to end: pages at once where no window is left,
 * and waits longer where the window lasts longer. Never throws: an incident that fails is due at its old time anyway.
 */
export async function applyMaintenanceChanges(world: World): Promise<void> {
  const { log } = world;
  try {
    await changeEach(
      world,
      ({ escalation }) => escalation?.maintenance !== undefined,
      { type: 'maintenance-changed' },
      (err, incident) => log.error({ err, incident }, 'incident held by maintenance could not be handled'),
    );
  } catch (err) {
    log.error({ err }, 'incidents held by maintenance could not be listed; the sweep finds them');
  }
}
