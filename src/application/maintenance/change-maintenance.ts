import { runningAt } from '../../domain/maintenance/maintenance-at.ts';
import type { MaintenanceWindow, Occurrence } from '../../domain/maintenance/window.ts';
import type { PersonId } from '../../domain/people.ts';
import {
  makeWindow,
  removeWindow,
  type Standing,
  stopWindow,
  type WindowRequest,
} from '../../domain/runtime-changes/maintenance.ts';
import { amendMaintenance, type MaintenanceChanges } from '../../domain/runtime-changes.ts';
import { retried } from '../../lib/retried.ts';
import type { NotificationRequest } from '../../ports/notifications.ts';
import { tell, tellBy } from '../on-call/change-schedule.ts';
import { applyMaintenanceChanges } from '../runtime/apply-maintenance-changes.ts';
import type { World } from '../world.ts';
import { notificationsAbout } from './maintenance-notifications.ts';

interface Decision<T> {
  readonly next: MaintenanceChanges;
  /** Written with the change, so that the rooms are notified. */
  notifications(standing: Standing): Promise<readonly NotificationRequest[]> | readonly NotificationRequest[];
  readonly result: T;
}

/** Creates a window, now or planned. One that begins now is announced. A repeat (by id) changes nothing. */
export function putInMaintenance(
  world: World,
  request: WindowRequest,
): Promise<{ window: MaintenanceWindow; extended: boolean }> {
  return changeMaintenance(world, (changes, standing) => {
    const now = world.clock.now();
    const { next, window, extended } = makeWindow(changes, standing, request, now);
    const notifications = (after: Standing) => {
      const running = extended ? [] : runningAt([after.get(window.id) ?? window], now);
      return Promise.all(running.map((one) => notificationsAbout(world, 'began', one))).then((all) => all.flat());
    };
    return { next, notifications, result: { window, extended } };
  });
}

/** Ends a running window. The incidents that waited for it page at once, and the rooms get what was kept silent. */
export function stopMaintenance(world: World, request: { id: string; by: PersonId }): Promise<Occurrence> {
  return changeMaintenance(world, (changes, standing) => {
    const { next, stopped } = stopWindow(changes, standing, request, world.clock.now());
    return { next, notifications: () => notificationsAbout(world, 'ended', stopped), result: stopped };
  });
}

/** Deletes a planned or recurring window. */
export function removeMaintenance(world: World, id: string): Promise<MaintenanceWindow> {
  return changeMaintenance(world, (changes, standing) => {
    const { next, removed } = removeWindow(changes, standing, id, world.clock.now());
    return { next, notifications: () => [], result: removed };
  });
}

/**
 * Reads, decides, and writes the change with its notifications atomically. Then decides again on the incidents that
 * wait for a window to end; if this process dies, the next look of another does.
 */
function changeMaintenance<T>(
  world: World,
  decide: (changes: MaintenanceChanges, standing: Standing) => Decision<T>,
): Promise<T> {
  return retried(async () => {
    const file = world.amended.file();
    const changes = await world.runtimeChanges.ofMaintenance();
    const { next, notifications, result } = decide(changes, amendMaintenance(file, changes));
    if (next === changes) return result;
    const told = await notifications(amendMaintenance(file, next));
    const kept = { ...next, version: changes.version + 1 };
    const untold = await world.runtimeChanges.keepMaintenance(kept, told, tellBy(world));
    await Promise.all([tell(world, untold), world.amended.refresh()]);
    await applyMaintenanceChanges(world);
    return result;
  });
}
