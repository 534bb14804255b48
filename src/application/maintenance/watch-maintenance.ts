import { type Happening, happenings } from '../../domain/maintenance/maintenance-at.ts';
import type { MaintenanceWindow } from '../../domain/maintenance/window.ts';
import type { NotificationRequest, NotificationStore } from '../../ports/notifications.ts';
import { reconsiderHeld } from '../runtime/reconsider-held.ts';
import type { World } from '../world.ts';
import { notificationsAbout, uselessAfterMs } from './maintenance-notifications.ts';

const everyMs = 30_000;
/** What changed in chat a moment ago is seen a moment later, and clocks differ: what was looked at is looked at again. */
const overlapMs = 2 * 60_000;
const markId = 'maintenance/looked';

/** Tells the announce rooms what begins and ends, and lets what waits follow windows that were changed. */
export interface MaintenanceWatch {
  /** At most every 30 s it does something. Returns how many beginnings and ends there were. */
  look(): Promise<number>;
}

/**
 * Looks at what the windows say about the time since the last look of any process. Whoever makes, extends or stops a window
 * has what waits looked at again; this does so for a file that was changed, and after a process that died over it.
 */
export function watchMaintenance(world: World, notifications: NotificationStore): MaintenanceWatch {
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
    await reconsiderHeld(world);
  }

  return {
    async look() {
      await follow();
      const now = world.clock.now();
      const windows = world.directory().maintenance ?? new Map();
      if (windows.size === 0 || (looked && now.getTime() - looked.getTime() < everyMs)) return 0;
      const after = await lookedBefore(notifications, now);
      const found = [...windows.values()].flatMap((window) => seen(world, window, after, now));
      for (const { what, occurrence } of found)
        await world.outbox.notify(await notificationsAbout(world, what, occurrence));
      await notifications.put([mark(now)], now);
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
    log.error({ err, window: window.id }, 'A maintenance window cannot be reckoned; check it in the file');
    return [];
  }
}

/** Until when somebody has looked. Without a mark, what was before this moment is nobody's news. */
async function lookedBefore(notifications: NotificationStore, now: Date): Promise<Date> {
  const last = await notifications.load(markId);
  const since = (last ? last.revision * 1000 : now.getTime()) - overlapMs;
  return new Date(Math.max(since, now.getTime() - uselessAfterMs));
}

/** Kept as a notification that is never sent: of many who write it, the highest revision stays, which is the latest look. */
function mark(now: Date): NotificationRequest {
  return {
    id: markId,
    to: { platform: 'web', kind: 'channel', id: '' },
    message: { text: `Maintenance windows were looked for at ${now.toISOString()}` },
    revision: Math.floor(now.getTime() / 1000),
    notBefore: new Date('9999-12-31T00:00:00Z'),
  };
}
