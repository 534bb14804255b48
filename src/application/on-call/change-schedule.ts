import type { Schedule } from '../../domain/on-call/schedule.ts';
import { refusedBy } from '../../domain/refusal.ts';
import { amendSchedule as amended, type ScheduleChanges } from '../../domain/runtime-changes.ts';
import { retried } from '../../lib/retried.ts';
import type { NotificationRequest } from '../../ports/notifications.ts';
import type { Untold } from '../../ports/runtime-changes.ts';
import type { World } from '../world.ts';

/** So long the maker of a change has for posting its notifications before the sweep does. */
const tellMs = 10_000;
const batch = 100;

export type Amending = Pick<World, 'runtimeChanges' | 'amended' | 'outbox' | 'clock' | 'log'>;

export interface Decision<T> {
  readonly next: ScheduleChanges;
  /** Written together with the change, so that none is lost. */
  readonly notifications: readonly NotificationRequest[];
  readonly result: T;
}

/**
 * Changes a schedule: one read, a decision, one atomic write of the change and its notifications, which are then sent. The
 * same changes as `next` mean that there is nothing to write.
 *
 * @param decide gets the schedule with its changes applied; it may throw Refused
 * @param removed the schedule of the kept changes, which the file does not have any more
 */
export function changeSchedule<T>(
  world: Amending,
  id: string,
  decide: (changes: ScheduleChanges, schedule: Schedule) => Decision<T>,
  removed?: Schedule,
): Promise<T> {
  return retried(async () => {
    const file = world.amended.file();
    const schedule = file.schedules.get(id) ?? removed;
    if (!schedule) throw refusedBy('unknown-schedule', { schedule: id });
    const changes = await world.runtimeChanges.ofSchedule(id);
    const { next, notifications, result } = decide(changes, amended(schedule, changes, file));
    if (next === changes) return result;
    const kept = { ...next, version: changes.version + 1 };
    const untold = await world.runtimeChanges.keepSchedule(kept, notifications, tellBy(world));
    await Promise.all([tell(world, untold), world.amended.refresh()]);
    return result;
  });
}

/** Posts what a change asked for. The change is kept already, so a failure here is the sweep's business, not the asker's. */
export async function tell({ runtimeChanges, outbox, log }: Amending, untold: Untold): Promise<void> {
  try {
    if (untold.notifications.length > 0) await outbox.notify(untold.notifications);
    await runtimeChanges.told(untold);
  } catch (err) {
    log.warn({ err, change: untold.key }, 'change could not be announced yet; the sweep tries again');
  }
}

/** Posts the notifications of changes whose maker died before doing so. Returns how many changes those were. */
export async function tellOverdue(world: Amending): Promise<number> {
  const overdue = await world.runtimeChanges.untold(world.clock.now(), batch);
  for (const untold of overdue) await tell(world, untold);
  return overdue.length;
}

/** When the sweep posts the notifications of a change that is made now. */
export function tellBy({ clock }: Pick<World, 'clock'>): Date {
  return new Date(clock.now().getTime() + tellMs);
}
