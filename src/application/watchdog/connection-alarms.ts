import { operatorsRooms } from '../../domain/operators-rooms.ts';
import type { Platform } from '../../domain/people.ts';
import type { Chat } from '../../ports/chat.ts';
import type { NotificationRequest } from '../../ports/notifications.ts';
import type { EventSink } from '../../ports/sinks.ts';
import { awayAlarm, backAlarm, type ConnectionName } from '../../views/admin/connections.ts';
import { houseReader } from '../../views/reader.ts';
import { alarm } from '../delivery/operators.ts';
import type { World } from '../world.ts';

/** A connection that is back within this time is not reported. */
const toldAfterMs = 60_000;
/** Reports of several processes within this time are one alarm. */
const windowMs = 10 * 60_000;

export interface ConnectionAlarms {
  /** Notifies the operators once when a connection has been away for more than a minute, and when it is back. */
  look(): Promise<void>;
  /**
   * Returns the connections that have been away for more than a minute, by their names in the settings, such as `slack`
   * or `amqp`.
   */
  away(): readonly Away[];
}

export interface Away {
  readonly name: string;
  readonly since: Date;
}

interface Observed extends Away {
  readonly connection: ConnectionName;
  told: boolean;
}

/**
 * Watches the chats and the event sinks of this process.
 *
 * @param hears whether people’s commands and presses on a platform arrive, in this process or another
 */
export function alarmAboutConnections(
  { clock, directory, platforms, outbox }: Pick<World, 'clock' | 'directory' | 'platforms' | 'outbox'>,
  chats: readonly Pick<Chat, 'platform' | 'connected'>[],
  sinks: () => ReadonlyMap<string, Pick<EventSink, 'connected'>>,
  hears: (platform: Platform) => boolean,
): ConnectionAlarms {
  const observed = new Map<string, Observed>();

  function connectionsNow(): { name: string; connection: ConnectionName; connected: boolean }[] {
    return [
      ...chats.map((chat) => ({
        name: chat.platform,
        connection: { platform: chat.platform },
        connected: chat.connected(),
      })),
      ...chats.map((chat) => ({
        name: `${chat.platform} commands`,
        connection: { commandsOf: chat.platform },
        // A platform that cannot be reached at all has an alarm already.
        connected: !chat.connected() || hears(chat.platform),
      })),
      ...[...sinks()].map(([name, sink]) => ({ name, connection: { sink: name }, connected: sink.connected() })),
    ];
  }

  function isLong({ since }: Away, now: Date): boolean {
    return now.getTime() - since.getTime() > toldAfterMs;
  }

  /** An alarm is edited when it is over; its revision grows with the time, so that the next one in its window counts. */
  function requests(one: Observed, now: Date, isBack: boolean): NotificationRequest[] {
    const about = 'platform' in one.connection ? one.connection.platform : undefined;
    const start = one.since.getTime() - (one.since.getTime() % windowMs);
    const message = (isBack ? backAlarm : awayAlarm)(one.connection, one.since, houseReader(directory(), now));
    const revision = 1 + 2 * (one.since.getTime() - start) + Number(isBack);
    const cause = `away/${one.name}/${new Date(start).toISOString()}`;
    return alarm(operatorsRooms(directory(), platforms, about), cause, message, revision);
  }

  return {
    async look() {
      const now = clock.now();
      const current = connectionsNow();
      const news: NotificationRequest[] = [];
      const done: (() => void)[] = [];
      for (const { name, connection, connected } of current) {
        const known = observed.get(name);
        if (!connected && !known) observed.set(name, { name, connection, since: now, told: false });
        else if (known && !connected && !known.told && isLong(known, now)) {
          news.push(...requests(known, now, false));
          done.push(() => {
            known.told = true;
          });
        } else if (known && connected) {
          if (known.told) news.push(...requests(known, now, true));
          done.push(() => observed.delete(name));
        }
      }
      // A sink that is no longer in the file is not missed.
      for (const name of observed.keys()) if (!current.some((one) => one.name === name)) observed.delete(name);
      if (news.length > 0) await outbox.notify(news);
      for (const settle of done) settle();
    },
    away() {
      const now = clock.now();
      return [...observed.values()].filter((one) => isLong(one, now)).map(({ name, since }) => ({ name, since }));
    },
  };
}
