import type { Platform } from '../../domain/people.ts';
import type { Chat } from '../../ports/chat.ts';
import type { DeadLetters } from '../../ports/notifications.ts';
import type { EventSink } from '../../ports/sinks.ts';
import type { DeadMansSwitch, OverdueWork, WatchdogMetrics } from '../../ports/watchdog.ts';
import { alarmAboutDeadLetters } from '../delivery/dead-letter-alarms.ts';
import type { World } from '../world.ts';
import { type Away, alarmAboutConnections } from './connection-alarms.ts';
import { alarmAboutFile, type FileFinding } from './file-alarms.ts';
import { flagOverdue, mostFound } from './overdue-flags.ts';
import { alarmAboutUnreadable } from './unreadable-alarms.ts';

/** A step is reported when it is late by so much. */
const overdueAfterMs = 60_000;
const everyMs = 15_000;
/** About once a minute: a look comes every 15 to 20 s. */
const signAfterMs = 55_000;
const mostCounted = 1_000;

export interface WatchdogParts extends Pick<World, 'clock' | 'directory' | 'platforms' | 'outbox' | 'log'> {
  readonly overdueWork: OverdueWork;
  readonly deadLetters: DeadLetters;
  readonly chats: readonly Pick<Chat, 'platform' | 'connected'>[];
  readonly sinks: () => ReadonlyMap<string, Pick<EventSink, 'connected'>>;
  /** Whether people’s commands on a platform arrive. Absent: they always do. */
  readonly hears?: (platform: Platform) => boolean;
  /** Absent: nobody outside watches figures. */
  readonly meters?: WatchdogMetrics;
  /** Absent: nobody outside waits for it. */
  readonly deadMansSwitch?: DeadMansSwitch;
}

export interface Watchdog {
  /** Does something every 15 s at most. Never throws: a part that could not be checked counts as failed. */
  look(): Promise<void>;
  /** Keeps what was found in the changed configuration file, for the operators. */
  fileRead(finding: FileFinding): void;
  /** Platforms and event sinks that this process has not reached for more than a minute. */
  away(): readonly Away[];
}

/**
 * Watches the others at work: what is overdue although sweeps should have found it, and what was given up, is told to the
 * operators and counted. While all is well and a chat is connected, the heartbeat says so outside; so its silence tells of
 * a Tocsin, or a watchdog, that stands still altogether.
 */
export function createWatchdog(parts: WatchdogParts): Watchdog {
  const { clock, log, meters, deadMansSwitch, chats } = parts;
  const flags = flagOverdue(parts, parts.overdueWork);
  const connectionAlarms = alarmAboutConnections(parts, chats, parts.sinks, parts.hears ?? (() => true));
  const fileAlarms = alarmAboutFile(parts);
  const unreadableAlarms = alarmAboutUnreadable(parts, parts.overdueWork, meters);
  const deadLetterAlarms = alarmAboutDeadLetters(parts, parts.deadLetters);
  let looked: Date | undefined;
  let signed: Date | undefined;

  async function lookForOverdue(now: Date): Promise<boolean> {
    const by = new Date(now.getTime() - overdueAfterMs);
    const [overdue, deadLetters, open] = await Promise.all([
      parts.overdueWork.find(by, mostFound),
      parts.deadLetters.count(mostCounted),
      meters ? parts.overdueWork.countOpen(mostCounted) : [],
    ]);
    const passed = overdue.length === 0;
    meters?.looked({ at: now, passed, overdue: overdue.length, deadLetters, open });
    if (!passed) log.error({ overdue: overdue.length, since: overdue[0]?.at }, 'steps are overdue');
    return flags.settle(overdue).then(
      () => passed,
      (err: unknown) => {
        log.error({ err }, 'overdue work could not be reported to the operators; the next look tries again');
        return passed;
      },
    );
  }

  async function giveSign(now: Date): Promise<void> {
    if (!deadMansSwitch || (signed && now.getTime() - signed.getTime() < signAfterMs)) return;
    if (!chats.some((chat) => chat.connected())) return;
    signed = now;
    try {
      await deadMansSwitch.give();
    } catch (err) {
      log.warn({ reason: err instanceof Error ? err.message : 'unknown' }, 'HEARTBEAT_URL could not be called');
    }
  }

  return {
    async look() {
      const now = clock.now();
      if (looked && now.getTime() - looked.getTime() < everyMs) return;
      looked = now;
      const passed = await lookForOverdue(now).catch((err: unknown) => {
        log.error({ err }, 'watchdog could not look; the next look tries again');
        meters?.looked({ at: now, passed: false });
        return false;
      });
      await deadLetterAlarms
        .look()
        .catch((err: unknown) => log.error({ err }, 'dead-letter alarm could not be sent yet'));
      await connectionAlarms
        .look()
        .catch((err: unknown) => log.error({ err }, 'connection alarms could not be sent; they are tried again'));
      await fileAlarms
        .look()
        .catch((err: unknown) => log.error({ err }, 'file alarm could not be sent; the next look tries again'));
      await unreadableAlarms
        .look()
        .catch((err: unknown) =>
          log.error({ err }, 'unreadable incidents could not be looked for; the next look tries again'),
        );
      if (passed) await giveSign(now);
    },
    fileRead: fileAlarms.found,
    away: connectionAlarms.away,
  };
}
