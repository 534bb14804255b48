import { platformNames } from '../../domain/people.ts';
import { backoffMs } from '../../lib/async.ts';
import { type ChatAdapter, PlatformRefused } from '../../ports/chat.ts';
import type { Commands } from '../../ports/commands.ts';
import { type Log, systemTicks } from '../../ports/runtime.ts';
import { holdLease, type LeaseHold, type LeaseParts } from './hold-lease.ts';

const firstDelayMs = 2_000;
const longestDelayMs = 5 * 60_000;

export interface Connection {
  readonly chat: ChatAdapter;
  /** Settles after the first attempt, whether it connected or not, and whether it listens or another process does. */
  readonly tried: Promise<void>;
  /** 'standby': it can send, and listens as soon as whoever else listens is gone. */
  hearing(): 'here' | 'standby' | 'no';
  /** Hears no more, for good, and lets another process listen at once. It can still send. Ends within 6 s. */
  hush(): Promise<void>;
  /** Stops trying, and the adapter. */
  stop(): Promise<void>;
}

/**
 * Connects one platform and connects it again whenever it is lost for good, waiting longer each time. A token that is
 * refused stops this platform alone, and is tried again, for it may be mended on the other side. Where only one process
 * may hear a platform, the one with its lease does; who cannot listen gives the lease to the next.
 * @param lease absent: no other process can be on this database
 */
// biome-ignore lint/complexity/noExcessiveLinesPerFunction: to be split
export function keepConnected(chat: ChatAdapter, commands: Commands, log: Log, lease?: LeaseParts): Connection {
  const ticks = lease?.ticks ?? systemTicks;
  const { platform } = chat;
  const name = platformNames[platform];
  let hushed = false;
  let failures = 0;
  let cancelRetry = () => {};
  let hold: LeaseHold | undefined;
  /** Counts the attempts, so that one which has failed already does not fail again. */
  let attempt = 0;

  async function connect(): Promise<void> {
    attempt += 1;
    const mine = attempt;
    const fail = (err: unknown) => lost(mine, err);
    try {
      await chat.start(commands, (why) => void fail(why));
      log.info({ platform }, `Connected to ${name}`);
      if (!chat.exclusive) failures = 0;
      else if (!lease) await listen();
      else if (!hushed && mine === attempt) await contend(lease, fail);
    } catch (err) {
      await fail(err);
    }
  }

  async function listen(): Promise<void> {
    if (hushed) return;
    await chat.listen();
    failures = 0;
    log.info({ platform }, `Listening to ${name}`);
  }

  async function contend(parts: LeaseParts, fail: (err: unknown) => Promise<void>): Promise<void> {
    const mine = holdLease(`listen-${platform}`, parts, {
      won: () =>
        listen().catch((err: unknown) => {
          // Not awaited: failing ends the hold, and that waits for this. Cut short by losing the lease, it is no failure.
          if (mine.holds()) void fail(err);
        }),
      lost: async () => {
        await chat.hush();
        log.info({ platform }, `No longer listening to ${name}`);
      },
    });
    hold = mine;
    await mine.tried;
    if (!mine.holds() && !chat.hears())
      log.info({ platform }, `Another process listens to ${name}; this one stands by`);
  }

  /** Another process may try to listen meanwhile. */
  async function giveWay(): Promise<void> {
    const ended = hold;
    hold = undefined;
    await ended?.end();
  }

  async function lost(which: number, err: unknown): Promise<void> {
    if (hushed || which !== attempt) return;
    attempt += 1;
    failures += 1;
    const delay = backoffMs(failures, firstDelayMs, longestDelayMs);
    const reason =
      err instanceof PlatformRefused ? err.message : `unexpected: ${err instanceof Error ? err.message : String(err)}`;
    log.error(
      { platform, reason, again: `in ${Math.round(delay / 1000)} s` },
      'A platform is not connected; the others go on',
    );
    await giveWay();
    await chat
      .stop()
      .catch((stopErr: unknown) => log.warn({ err: stopErr, platform }, 'A platform did not stop cleanly'));
    if (hushed) return;
    cancelRetry = ticks.after(delay, () => void connect());
  }

  async function hush(): Promise<void> {
    hushed = true;
    cancelRetry();
    await giveWay();
    await chat.hush();
  }

  return {
    chat,
    tried: connect(),
    hearing() {
      if (chat.hears()) return 'here';
      return hold && !hold.holds() && chat.connected() ? 'standby' : 'no';
    },
    hush,
    async stop() {
      await hush();
      await chat.stop();
    },
  };
}
