import { type RunnerHandle, run } from '@grammyjs/runner';
import type { Update } from 'grammy/types';
import { sleep, withTimeout } from '../../../src/lib/async.ts';
import type { Log } from '../../../src/ports/runtime.ts';
import { isCode, isWebhookSet, loggable, refusesToken } from '../failures.ts';
import type { Timing } from '../timing.ts';
import { keepInHand, type Poll } from './in-hand.ts';

/** The kinds of updates that are handled. Telegram remembers the list of the last poll, so every poll names it. */
export const allowedUpdates = ['message', 'callback_query'] as const;

/** How long stopping waits for each of: the last poll, its loop, and confirming the last updates to Telegram. */
const STOP_MS = 800;

export interface Polling {
  /** Throws when Telegram cannot be polled. Another poller is no reason to throw, because it may be about to stop. */
  start(): Promise<void>;
  stop(): Promise<void>;
  hearing(): boolean;
  /** Confirms the handled updates, so that Telegram does not send them again at the next start. */
  confirm(): Promise<void>;
}

/** Creates long polling that recovers from failures: grammY's runner ends for good when another poller appears. */
export function createPolling(parts: {
  getUpdates: Poll;
  deleteWebhook: () => Promise<unknown>;
  take: (update: Update) => Promise<void>;
  unauthorized: () => void;
  timing: Timing;
  log: Log;
  ending: AbortSignal;
}): Polling {
  const { timing, log, ending } = parts;
  const { poll, take } = keepInHand(parts.getUpdates, parts.take);
  let hearing = false;
  const outage = tellOutages(log);
  let last: number | undefined;
  let runner: RunnerHandle | undefined;
  let looping: Promise<void> | undefined;

  const getUpdates: Poll = async (args, signal) => {
    try {
      const updates = await poll(args, signal);
      hearing = true;
      outage.ended();
      last = updates.at(-1)?.update_id ?? last;
      return updates;
    } catch (err) {
      if (hearing && !ending.aborted) outage.began(err);
      hearing = false;
      if (refusesToken(err)) parts.unauthorized();
      throw err;
    }
  };

  async function start(): Promise<void> {
    // A poll that returns at once, because the first long one may take its time. Without an offset it confirms nothing.
    try {
      const heard = await withTimeout(
        getUpdates({ timeout: 0, limit: 1, allowed_updates: allowedUpdates }).then(() => true),
        timing.callMs,
      );
      if (!heard) throw new Error('there was no answer in time');
    } catch (err) {
      if (!isCode(err, 409)) throw err;
      await conflict(err);
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
        if (ending.aborted || refusesToken(err)) return;
        if (isCode(err, 409)) await conflict(err);
        else log.warn(loggable(err), 'Telegram polling ended; starting it again');
      }
      await sleep(timing.conflictMs, ending);
    }
  }

  function listen(): RunnerHandle {
    return run<Update, { error: unknown }>(
      {
        handleUpdate: take,
        errorHandler: (err) => log.error(loggable(err), 'Telegram update could not be handled and is dropped'),
        api: { getUpdates },
      },
      {
        runner: {
          fetch: { timeout: timing.pollSeconds, allowed_updates: allowedUpdates },
          // The default doubles without a limit: after an hour's outage it would not poll for another hour.
          retryInterval: timing.pollAgainMs,
          maxRetryTime: Number.POSITIVE_INFINITY,
          // The runner would print errors, and with them the token.
          silent: true,
        },
      },
    );
  }

  async function conflict(err: unknown): Promise<void> {
    const byWebhook = isWebhookSet(err);
    const message = byWebhook
      ? 'Another program has set a webhook for this Telegram bot, which is removed now: stop it, or give each its own token'
      : 'Another program takes this Telegram bot’s messages: stop it, or give each its own token';
    log.warn({ againInMs: timing.conflictMs }, message);
    // What fails here fails as the next poll.
    if (byWebhook) await parts.deleteWebhook().catch(() => undefined);
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

/** Logs that polling fails, once, and that it works again: the runner repeats a failed poll without a word. */
function tellOutages(log: Log): { began(err: unknown): void; ended(): void } {
  let isTold = false;
  return {
    began(err) {
      // Of these two somebody else tells.
      if (isTold || refusesToken(err) || isCode(err, 409)) return;
      isTold = true;
      const message = 'Telegram polling failed; trying again. If it lasts, check the network to TELEGRAM_API_ROOT';
      log.warn(loggable(err), message);
    },
    ended() {
      if (isTold) log.info({}, 'Telegram polling works again');
      isTold = false;
    },
  };
}
