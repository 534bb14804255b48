import type { UnreadableIncident } from '../../domain/incident/listed.ts';
import { operatorsRooms } from '../../domain/operators-rooms.ts';
import type { NotificationRequest } from '../../ports/notifications.ts';
import type { OverdueWork, WatchdogMetrics } from '../../ports/watchdog.ts';
import { unreadableAlarm } from '../../views/admin/unreadable.ts';
import { houseReader } from '../../views/reader.ts';
import { alarm } from '../delivery/operators.ts';
import type { World } from '../world.ts';

const everyMs = 5 * 60_000;
const newest = 200;
/** More than so many are one message, which is edited as they become more. */
const mostApart = 5;

export interface UnreadableAlarms {
  /** Tells the operators of each incident that cannot be read, once, also when processes start again. */
  look(): Promise<void>;
}

/** Looks every five minutes: such an incident is in no list, and where nothing of it is due, nothing else would tell. */
export function alarmAboutUnreadable(
  { clock, directory, platforms, outbox }: Pick<World, 'clock' | 'directory' | 'platforms' | 'outbox'>,
  work: Pick<OverdueWork, 'unreadable'>,
  meters: WatchdogMetrics | undefined,
): UnreadableAlarms {
  let looked: Date | undefined;
  /** What this process has sent already, with its revision. */
  const told = new Map<string, number>();

  function alarmsOf(found: readonly UnreadableIncident[]): readonly NotificationRequest[] {
    const rooms = operatorsRooms(directory(), platforms);
    const house = houseReader(directory(), clock.now());
    if (found.length > mostApart) return alarm(rooms, 'unreadable/many', unreadableAlarm(found, house), found.length);
    return found.flatMap((one) => alarm(rooms, `unreadable/${one.id}`, unreadableAlarm([one], house), 1));
  }

  return {
    async look() {
      const now = clock.now();
      if (looked && now.getTime() - looked.getTime() < everyMs) return;
      const found = await work.unreadable(newest);
      meters?.unreadable(found.length);
      const news = alarmsOf(found).filter(({ id, revision = 1 }) => (told.get(id) ?? 0) < revision);
      if (news.length > 0) await outbox.notify(news);
      for (const { id, revision = 1 } of news) told.set(id, revision);
      looked = now;
    },
  };
}
