import { type Happening, happenings } from '../../domain/maintenance/maintenance-at.ts';
import type { MaintenanceWindow } from '../../domain/maintenance/window.ts';
import type { Cursors } from '../../ports/runtime.ts';
import { applyMaintenanceChanges } from '../runtime/apply-maintenance-changes.ts';
import { lookedSince } from '../runtime/looked-since.ts';
import type { World } from '../world.ts';
import { notificationsAbout, uselessAfterMs } from './maintenance-notifications.ts';

const everyMs = 30_000;
const cursor = 'maintenance/looked';

/** Announces beginnings and ends of windows, and applies changed windows to incidents that wait for one. */
export interface MaintenanceNotifier {
  /** Does something every 30 s at most. Returns how many beginnings and ends there were. */
  look(): Promise<number>;
}

/**
 * Looks for beginnings and ends since the last look of any process. A command that changes a window applies it to
 * waiting incidents itself; this does so after a change of the file, and after a process that died in between.
 */
export function createMaintenanceNotifier(world: World, cursors: Cursors): MaintenanceNotifier {
  let looked: Date | undefined;
  /** At the start, what changed while no process ran is unknown. */
  let known: ReadonlyMap<string, MaintenanceWindow> | undefined | 'not yet' = 'not yet';
  let spelled = '';

  async function follow(): Promise<void> {
    const windows = world.directory().maintenance;
    if (windows === known) return;
    const now = JSON.stringify([...(windows?.values() ?? [])]);
    known = windows;
    if (now === spelled) return;
    spelled = now;
    // Read the changes first: an older state would undo a change that came since.
    await world.amended.refresh();
    await applyMaintenanceChanges(world);
  }

  return {
    async look() {
      await follow();
      const now = world.clock.now();
      const windows = world.directory().maintenance ?? new Map();
      if (windows.size === 0 || (looked && now.getTime() - looked.getTime() < everyMs)) return 0;
      const after = await lookedSince(cursors, cursor, now, uselessAfterMs);
      const found = [...windows.values()].flatMap((window) => seen(world, window, after, now));
      for (const { what, occurrence } of found)
        await world.outbox.notify(await notificationsAbout(world, what, occurrence));
      await cursors.advance(cursor, now);
      looked = now;
      return found.length;
    },
  };
}

/** An error in one window does not keep the others from being announced. */
function seen({ log }: World, window: MaintenanceWindow, after: Date, now: Date): Happening[] {
  try {
    return happenings([window], after, now);
  } catch (err) {
    log.error({ err, window: window.id }, 'maintenance window cannot be calculated; check it in the file');
    return [];
  }
}
