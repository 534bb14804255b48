import { type Happening, happenings } from '../../domain/maintenance/maintenance-at.ts';
import type { MaintenanceWindow } from '../../domain/maintenance/window.ts';
import type { Cursors } from '../../ports/runtime.ts';
import { applyMaintenanceChanges } from '../runtime/apply-maintenance-changes.ts';
import { lookedSince } from '../runtime/looked-since.ts';
import type { World } from '../world.ts';
import { notificationsAbout, uselessAfterMs } from './maintenance-notifications.ts';

const everyMs = 30_000;
const cursor = 'maintenance/looked';

/** Tells the announce rooms what begins and ends, and lets what waits follow windows that were changed. */
export interface MaintenanceNotifier {
  /** At most every 30 s it does something. Returns how many beginnings and ends there were. */
  look(): Promise<number>;
}

/**
 * Looks at what the windows say about the time since the last look of any process. Whoever makes, extends or stops a window
 * has what waits looked at again; this does so for a file that was changed, and after a process that died over it.
 */
export function createMaintenanceNotifier(world: World, cursors: Cursors): MaintenanceNotifier {
  let looked: Date | undefined;
  /** At the start it is not known what changed while nobody ran. */
  let known: ReadonlyMap<string, MaintenanceWindow> | undefined | 'not yet' = 'not yet';
  let spelled = '';

  async function follow(): Promise<void> {
    const windows = world.directory().maintenance;
    if (windows === known) return;
    const now = JSON.stringify([...(windows?.values() ?? [])]);
    known = windows;
    if (now === spelled) return;
    spelled = now;
    // By what is so now: what changed once more since would be undone else.
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

/** A window that cannot be reckoned keeps the others from nothing. */
function seen({ log }: World, window: MaintenanceWindow, after: Date, now: Date): Happening[] {
  try {
    return happenings([window], after, now);
  } catch (err) {
    log.error({ err, window: window.id }, 'maintenance window cannot be calculated; check it in the file');
    return [];
  }
}
