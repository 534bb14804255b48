import { type RunnerHandle, run } from '@grammyjs/runner';
import type { Update } from 'grammy/types';
import { sleep, withTimeout } from '../../../src/lib/async.ts';
import type { Log } from '../../../src/ports/runtime.ts';
import { isCode, loggable } from '../failures.ts';
import type { Timing } from '../timing.ts';
import { keepInHand, type Poll } from './in-hand.ts';

/** All that is listened to. Telegram remembers the last list it was given, so it is always given. */
export const allowedUpdates = ['message', 'callback_query'] as const;

/** Stopping gives the last poll this long to end, the loop around it too, and the last updates to be ticked off. */
const STOP_MS = 800;

export interface Polling {
  /** Throws when Telegram cannot be heard; another program that polls is no reason to: it may be on its way out. */
  start(): Promise<void>;
  stop(): Promise<void>;
  hearing(): boolean;
  /** Ticks off what has been handled, so that it does not come again with the next start. */
  confirm(): Promise<void>;
}

/** Long polling that mends itself: grammY's runner ends for good at the first sign of another poller. */
export function createPolling(parts: {
  getUpdates: Poll;
  take: (update: Update) => Promise<void>;
  unauthorized: () => void;
  timing: Timing;
  log: Log;
  ending: AbortSignal;
}): Polling {
  const { timing, log, ending } = parts;
  const { poll, take } = keepInHand(parts.getUpdates, parts.take);
  let hearing = false;
  let last: number | undefined;
  let runner: RunnerHandle | undefined;
  let looping: Promise<void> | undefined;

  const getUpdates: Poll = async (args, signal) => {
    try {
      const updates = await poll(args, signal);
      hearing = true;
      last = updates.at(-1)?.update_id ?? last;
      return updates;
    } catch (err) {
      hearing = false;
      if (isCode(err, 401)) parts.unauthorized();
      throw err;
    }
  };

  async function start(): Promise<void> {
    // One that answers at once, for the first long one may take its time; without an offset it ticks nothing off.
    try {
      const heard = await withTimeout(
        getUpdates({ timeout: 0, limit: 1, allowed_updates: allowedUpdates }).then(() => true),
        timing.callMs,
      );
      if (!heard) throw new Error('there was no answer in time');
    } catch (err) {
      if (!isCode(err, 409)) throw err;
      warnOfConflict();
    }
    last = undefined;
    looping = loop();
  }

  async function loop(): Promise<void> {
    while (!ending.aborted) {
      runner = listen();
      try {
        await runner.task();
      } catch (err) {
        hearing = false;
        if (ending.aborted || isCode(err, 401)) return;
        if (isCode(err, 409)) warnOfConflict();
        else log.warn(loggable(err), 'Telegram polling failed; trying again');
      }
      await sleep(timing.conflictMs, ending);
    }
  }

  function listen(): RunnerHandle {
    return run<Update, { error: unknown }>(
      {
        handleUpdate: take,
        errorHandler: (err) => log.error(loggable(err), 'Telegram update could not be handled'),
        api: { getUpdates },
      },
      {
        runner: {
          fetch: { timeout: timing.pollSeconds, allowed_updates: allowedUpdates },
          // The default doubles without end: after an hour's outage it would be deaf for another.
          retryInterval: timing.pollAgainMs,
          maxRetryTime: Number.POSITIVE_INFINITY,
          // It would print errors, and with them the token.
          silent: true,
        },
      },
    );
  }

  function warnOfConflict(): void {
    const message = 'Another program takes this Telegram bot’s messages: stop it, or give each its own token';
    log.warn({ againInMs: timing.conflictMs }, message);
  }

  async function stop(): Promise<void> {
    hearing = false;
    if (runner?.isRunning()) await withTimeout(runner.stop(), STOP_MS);
    if (looping) await withTimeout(looping, STOP_MS);
  }

  async function confirm(): Promise<void> {
    if (last === undefined) return;
    const offset = last + 1;
    last = undefined;
    await withTimeout(parts.getUpdates({ offset, limit: 1, timeout: 0 }), STOP_MS);
  }

  return { start, stop, hearing: () => hearing, confirm };
}
