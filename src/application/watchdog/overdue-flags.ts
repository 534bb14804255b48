import { operatorsRooms } from '../../domain/operators-rooms.ts';
import type { Notification, NotificationRequest } from '../../ports/notifications.ts';
import type { Overdue, OverdueWork } from '../../ports/watchdog.ts';
import { doneAlarm, manyOverdueAlarm, overdueAlarm } from '../../views/admin/overdue.ts';
import { houseReader } from '../../views/reader.ts';
import { alarm, alarmPrefix } from '../delivery/operators.ts';
import type { World } from '../world.ts';

/** So many of each kind are counted; more are reported as “at least”. */
export const mostFound = 500;
/** More than so many are one message: a message for each would hide the reason. */
const mostApart = 5;
/** Higher than every count: a finished one stays finished. */
const doneRevision = 1_000_000;
const prefix = `${alarmPrefix}overdue/`;
const many = 'overdue/many';

type Parts = Pick<World, 'clock' | 'directory' | 'platforms' | 'outbox'>;

export interface OverdueFlags {
  /** Reports overdue work that was not reported yet, and edits the reports of work that is done now. */
  settle(overdue: readonly Overdue[]): Promise<void>;
}

/**
 * One alarm for each incident and step, however many processes see it and however long it lasts. What stands flagged is
 * read from the notifications at the beginning, so that a process that starts later settles what an earlier one flagged.
 */
export function flagOverdue({ clock, directory, platforms, outbox }: Parts, work: OverdueWork): OverdueFlags {
  /** Reported work that is not done, by notification. */
  let standing: Map<string, NotificationRequest> | undefined;

  function flagsFor(
    overdue: readonly Overdue[],
    flagged: ReadonlyMap<string, NotificationRequest>,
  ): readonly NotificationRequest[] {
    const rooms = operatorsRooms(directory(), platforms);
    const house = houseReader(directory(), clock.now());
    const together = [...flagged.keys()].find(isMany);
    if (overdue.length <= mostApart && !(together && overdue.length > 0)) {
      return overdue.flatMap((one) => alarm(rooms, causeOf(one), overdueAlarm(one, house), 1));
    }
    const message = manyOverdueAlarm(overdue, overdue.length >= mostFound, house);
    const cause = together ? causeIn(together) : `${many}/${(overdue[0]?.at ?? clock.now()).toISOString()}`;
    return alarm(rooms, cause, message, overdue.length);
  }

  return {
    async settle(found) {
      // The alarms themselves are not reported when they are late.
      const overdue = found.filter(({ id }) => !id.startsWith(alarmPrefix));
      standing ??= await standingNow(work);
      const flagged = standing;
      const next = flagsFor(overdue, flagged);
      const still = new Set(overdue.map(causeOf));
      const done = [...flagged.values()].filter(({ id }) =>
        isMany(id) ? overdue.length === 0 : !still.has(causeIn(id)),
      );
      const news = next.filter(({ id, revision = 1 }) => (flagged.get(id)?.revision ?? 0) < revision);
      const house = houseReader(directory(), clock.now());
      const settled = done.map((one) => ({ ...one, message: doneAlarm(one.message, house), revision: doneRevision }));
      if (news.length + settled.length > 0) await outbox.notify([...news, ...settled]);
      for (const { id } of settled) flagged.delete(id);
      for (const one of news) flagged.set(one.id, one);
    },
  };
}

function causeOf({ kind, id, at }: Overdue): string {
  return `overdue/${kind}/${id}/${at.toISOString()}`;
}

/** The cause of which `alarm` made this notification's id. */
function causeIn(id: string): string {
  return id.slice(alarmPrefix.length, id.lastIndexOf('/'));
}

function isMany(id: string): boolean {
  return id.startsWith(`${alarmPrefix}${many}/`);
}

async function standingNow(work: OverdueWork): Promise<Map<string, NotificationRequest>> {
  const notifications = await work.notificationsUnder(prefix);
  return new Map(notifications.filter(({ revision }) => revision < doneRevision).map((one) => [one.id, flagOf(one)]));
}

function flagOf({ id, to, message, revision }: Notification): NotificationRequest {
  return { id, to, message, revision };
}
