import { createHash } from 'node:crypto';
import { operatorsRooms } from '../../domain/operators-rooms.ts';
import type { DeadLetters, NotificationRequest } from '../../ports/notifications.ts';
import { type DeadLetter, deadLettersAlarm, platformOf, progressOf, sinkOf } from '../../views/admin/dead-letters.ts';
import { houseReader } from '../../views/reader.ts';
import type { World } from '../world.ts';
import { deadSince } from './dead-letters.ts';
import { alarm, alarmPrefix } from './operators.ts';

/** Dead letters of one platform and one reason within this time share one alarm, which is edited as it grows. */
const windowMs = 10 * 60_000;
/** Dead letters this soon after the end of a window still belong to its alarm, so two alarms are at least this far apart. */
const apartMs = 60_000;
/** When no process was alive to send an alarm, the next one to start sends it. */
const firstLookBackMs = 24 * 3_600_000;
const most = 500;
/** A revision contains the moment and the count; this is how many counts fit into a millisecond. */
const mostCounted = 1_000;

type Parts = Pick<World, 'clock' | 'directory' | 'platforms' | 'outbox'>;

export interface DeadLetterAlarms {
  /** Tells the operators about recent dead letters that no alarm has covered yet. */
  look(): Promise<void>;
}

/**
 * Sends an alarm to the operators about new dead letters. It reads the stored dead letters, so that an alarm is sent even if
 * a process dies right after giving a delivery up.
 */
export function alarmAboutDeadLetters(parts: Parts, deadLetters: DeadLetters): DeadLetterAlarms {
  const { clock, directory, platforms, outbox } = parts;
  let lookedBefore = false;
  /** The revision sent for each notification, so that the same alarm is not stored again. */
  let told: ReadonlyMap<string, number> = new Map();

  return {
    async look() {
      const since = new Date(clock.now().getTime() - (lookedBefore ? 3 * windowMs : firstLookBackMs));
      const found = await deadSince(deadLetters, { limit: most, since });
      const alarms = grouped(found.filter((one) => !isAlarm(one))).flatMap(
        ({ cause, items, revision }): NotificationRequest[] => {
          const about = sinkOf(items[0]!) ? undefined : platformOf(items[0]!);
          const rooms = operatorsRooms(directory(), platforms, about);
          return alarm(rooms, cause, deadLettersAlarm(items, houseReader(directory(), clock.now())), revision);
        },
      );
      const news = alarms.filter(({ id, revision = 1 }) => (told.get(id) ?? 0) < revision);
      if (news.length > 0) await outbox.notify(news);
      told = new Map(alarms.map(({ id, revision = 1 }) => [id, revision]));
      lookedBefore = true;
    },
  };
}

function isAlarm(one: DeadLetter): boolean {
  return 'notification' in one && one.notification.id.startsWith(alarmPrefix);
}

interface Group {
  readonly cause: string;
  /** The latest first. */
  readonly items: readonly DeadLetter[];
  readonly revision: number;
}

function grouped(items: readonly DeadLetter[]): Group[] {
  const byReason = groupedBy(items, (one) => {
    const { reason, because = '' } = progressOf(one).dead;
    return `${platformOf(one)}\n${because}${reason}`;
  });
  return [...byReason].flatMap(([key, alike]) => {
    const ofPlatform = `dead/${platformOf(alike[0]!)}/${createHash('sha256').update(key).digest('hex').slice(0, 16)}`;
    return [...inWindows(alike)].map(([start, together]) => ({
      cause: `${ofPlatform}/${new Date(start).toISOString()}`,
      items: together,
      revision: revisionOf(start, together),
    }));
  });
}

function inWindows(alike: readonly DeadLetter[]): Map<number, DeadLetter[]> {
  const startOf = (at: number) => at - (at % windowMs);
  const starts = new Set(alike.map((one) => startOf(progressOf(one).dead.at.getTime())));
  return groupedBy(alike, (one) => {
    const at = progressOf(one).dead.at.getTime();
    const start = startOf(at);
    return at - start < apartMs && starts.has(start - windowMs) ? start - windowMs : start;
  });
}

function groupedBy<T, K>(items: readonly T[], keyOf: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
}

/** Grows with the time of the latest dead letter and with the count: a retry by a person does not lower it. */
function revisionOf(start: number, items: readonly DeadLetter[]): number {
  const latest = Math.max(...items.map((one) => progressOf(one).dead.at.getTime()));
  return (latest - start) * mostCounted + Math.min(items.length, mostCounted - 1);
}
