import type { Directory } from '../../domain/directory.ts';
import { fileRota, isEqual, peopleInLayers } from '../../domain/on-call/kept-rota.ts';
import type { Schedule } from '../../domain/on-call/schedule.ts';
import { quietUntil } from '../../domain/paging.ts';
import { endSchedule } from '../../domain/runtime-changes/rota.ts';
import type { ScheduleChanges } from '../../domain/runtime-changes.ts';
import type { NotificationRequest } from '../../ports/notifications.ts';
import { scheduleRenamedView } from '../../views/on-call/rota.ts';
import type { World } from '../world.ts';
import { changeSchedule } from './change-schedule.ts';
import { notificationsTo } from './overrides.ts';

/** A new name is told for so long, should a chat be away. */
const usefulMs = 3 * 24 * 60 * 60_000;

/**
 * Recognises schedules that the file has under another id and with the same shifts. What was kept goes on under the new id:
 * the past, overrides and covers.
 *
 * @returns how many schedules were renamed
 */
export async function renameSchedules(world: World, file: Directory): Promise<number> {
  const { schedules } = await world.runtimeChanges.all();
  const kept = new Set(schedules.map(({ schedule }) => schedule));
  const gone = schedules.filter(({ schedule, rota }) => !file.schedules.has(schedule) && rota?.file.layers.length);
  const added = [...file.schedules.values()].filter(({ id }) => !kept.has(id));
  const pairs = gone.flatMap((from) => {
    const [to, ...others] = added.filter((one) => isEqual(fileRota(one), from.rota?.file));
    const isOnly = gone.every((other) => other === from || !isEqual(other.rota?.file, from.rota?.file));
    return to && others.length === 0 && isOnly ? [{ from, to }] : [];
  });
  for (const { from, to } of pairs) {
    await changeSchedule(world, to.id, ({ version }) => {
      const next = { ...from, schedule: to.id, version };
      return { next, notifications: notificationsOf(world, from, to), result: undefined };
    });
    const end = (changes: ScheduleChanges) => {
      const { next } = endSchedule(changes, world.clock.now());
      return { next: { ...next, overrides: [], covers: [] }, notifications: [], result: undefined };
    };
    await changeSchedule(world, from.schedule, end, { ...to, id: from.schedule });
    world.log.info(
      { component: 'rota', schedule: to.id, before: from.schedule },
      'schedule has another id in the file',
    );
  }
  return pairs.length;
}

/** Tells those who have shifts to come, of whom nobody is woken. */
function notificationsOf(world: World, from: ScheduleChanges, to: Schedule): NotificationRequest[] {
  const now = world.clock.now();
  const taking = from.overrides.filter((one) => one.to > now).map(({ person }) => person);
  return [...new Set([...peopleInLayers(to), ...taking])].flatMap((id) => {
    const person = world.directory().people.get(id);
    const until = new Date(now.getTime() + usefulMs);
    const view = scheduleRenamedView.bind(undefined, from.schedule, to.id);
    const about = `rota-renamed-${from.schedule}-${to.id}-${from.version}`;
    return notificationsTo(world, id, about, until, view, person && quietUntil(person, 'sev4', now));
  });
}
