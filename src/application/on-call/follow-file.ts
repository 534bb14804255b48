import type { Directory } from '../../domain/directory.ts';
import { quietUntil } from '../../domain/paging.ts';
import type { PersonId } from '../../domain/people.ts';
import { endSchedule, followFileChange, type RotaChanges } from '../../domain/runtime-changes/rota.ts';
import type { ScheduleChanges } from '../../domain/runtime-changes.ts';
import type { Message } from '../../ports/message.ts';
import type { NotificationRequest } from '../../ports/notifications.ts';
import {
  coverRequestMovedView,
  overrideEndedView,
  overrideMovedView,
  shiftsChangedView,
} from '../../views/on-call/rota.ts';
import type { Reader } from '../../views/reader.ts';
import { nameIn, type World } from '../world.ts';
import { changeSchedule } from './change-schedule.ts';
import { notificationsTo } from './overrides.ts';
import { renameSchedules } from './rename-schedules.ts';

/** A change of shifts is told for so long, should a chat be away. */
const usefulMs = 3 * 24 * 60 * 60_000;

/** Brings the kept rotas up to the configuration file. */
export interface FileFollower {
  /** Does something when this process has read another file since. Never throws. Returns how many rotas changed. */
  look(): Promise<number>;
}

/**
 * Follows this process's own file: at its first look and whenever the file is read again, each schedule's kept rota is
 * revised, by compare-and-set. Of many processes that read the same file the first revises, and the others find it done. A
 * process whose file has not changed follows what is kept, whatever its own file says.
 */
export function followFile(world: World): FileFollower {
  let followed: Directory | undefined;
  let isFailing = false;

  return {
    async look() {
      const file = world.amended.file();
      if (file === followed) return 0;
      try {
        let revised = await renameSchedules(world, file);
        for (const id of file.schedules.keys()) if (await follow(world, id, { file, before: followed })) revised += 1;
        revised += await endRemoved(world, { file, before: followed });
        followed = file;
        isFailing = false;
        return revised;
      } catch (err) {
        if (!isFailing)
          world.log.error({ err, component: 'rota' }, 'schedules of the file could not be kept; trying again');
        isFailing = true;
        return 0;
      }
    },
  };
}

/** The file as it is, and as this process followed it before; names of who is gone come from there. */
interface Files {
  readonly file: Directory;
  readonly before: Directory | undefined;
}

async function follow(world: World, id: string, { file, before }: Files): Promise<boolean> {
  const schedule = file.schedules.get(id)!;
  const isKnown = (person: PersonId) => file.people.has(person);
  const nameGone = (person: PersonId) => nameIn(before ?? file, person);
  const effects = await changeSchedule(world, id, (changes) => {
    const { next, effects } = followFileChange(changes, schedule, isKnown, world.clock.now());
    const isFirst = changes.rota === undefined;
    const notifications = next === changes ? [] : notificationsOf(world, next, effects, nameGone);
    return { next, notifications, result: next === changes || isFirst ? undefined : effects };
  });
  if (effects) world.log.info({ component: 'rota', schedule: id, ...logged(effects) }, 'shifts changed by the file');
  return effects !== undefined;
}

/** Ends the schedules that the file does not have any more, and tells those who had shifts to come. */
async function endRemoved(world: World, { file, before }: Files): Promise<number> {
  const { schedules } = await world.runtimeChanges.all();
  let ended = 0;
  for (const { schedule: id, rota } of schedules) {
    if (file.schedules.has(id) || !rota) continue;
    const nameGone = (person: PersonId) => nameIn(before ?? file, person);
    const gone = { id, ...rota.file };
    const decide = (changes: ScheduleChanges) => {
      const { next, effects } = endSchedule(changes, world.clock.now());
      const notifications = next === changes ? [] : notificationsOf(world, next, effects, nameGone);
      return { next, notifications, result: next === changes ? undefined : effects };
    };
    const effects = await changeSchedule(world, id, decide, gone);
    if (!effects) continue;
    ended += 1;
    world.log.info({ component: 'rota', schedule: id, ...logged(effects) }, 'schedule is not in the file any more');
  }
  return ended;
}

function notificationsOf(
  world: World,
  next: ScheduleChanges,
  effects: RotaChanges,
  nameGone: (person: PersonId) => string,
): NotificationRequest[] {
  const { schedule } = next;
  const now = world.clock.now();
  const about = `rota-${schedule}-${next.version + 1}`;
  const until = new Date(now.getTime() + usefulMs);
  const directory = world.directory();

  /** Nobody is woken by it, except whoever is on call from now on. */
  const to = (person: PersonId, what: string, isUrgent: boolean, view: (reader: Reader) => Message) => {
    const known = directory.people.get(person);
    const quiet = known && !isUrgent ? quietUntil(known, 'sev4', now) : undefined;
    return notificationsTo(world, person, `${about}-${what}`, until, view, quiet);
  };

  return [
    ...effects.shifts.flatMap((change) => {
      const [first] = change.after;
      const takesOver = first?.from.getTime() === now.getTime() && change.before[0]?.from.getTime() !== now.getTime();
      return to(change.person, 'shifts', takesOver, (reader) => shiftsChangedView(change, schedule, takesOver, reader));
    }),
    ...effects.overrides.flatMap((moved, index) =>
      [...new Set([moved.of.person, moved.of.by])].flatMap((person) =>
        to(person, `override-${index}`, false, (reader) => overrideMovedView(moved, schedule, reader)),
      ),
    ),
    ...effects.requests.flatMap((moved, index) =>
      to(moved.of.requester, `cover-${index}`, false, (reader) => coverRequestMovedView(moved, schedule, reader)),
    ),
    ...effects.ended.flatMap((change, index) =>
      [...new Set([change.override.by, ...change.shifts.map(({ person }) => person)])].flatMap((person) =>
        to(person, `lost-${index}`, change.override.from <= now, (reader) =>
          overrideEndedView(change, schedule, nameGone(change.override.person), reader),
        ),
      ),
    ),
  ];
}

function logged({ shifts, overrides, requests, ended }: RotaChanges): object {
  return {
    shifts,
    overridesMoved: overrides.map(({ of }) => of.id),
    coverRequestsMoved: requests.map(({ of }) => of.id),
    overridesLost: ended.map(({ override }) => override),
  };
}
