import type { Api } from 'grammy';
import type { Update } from 'grammy/types';
import { withTimeout } from '../../../src/lib/async.ts';

export type Poll = Api['getUpdates'];

/** While updates are being handled, the poll interval in which Telegram is asked for more. */
const WAIT_FOR_HANDLERS_MS = 200;
/**
 * An update that takes longer is confirmed nevertheless, and so are updates that fill a whole answer: otherwise no new ones
 * would arrive.
 */
const LONGEST_MS = 60_000;
const MOST = 100;

/**
 * Tracks the updates that are being handled. Telegram forgets an update when a poll asks for the ones after it. Here no poll
 * does so before the update was handled, so the next process gets an update that this one did not finish.
 */
export function keepInHand(
  getUpdates: Poll,
  handle: (update: Update) => Promise<void>,
): { poll: Poll; take: typeof handle } {
  const inHand = new Map<number, { readonly since: number; readonly done: Promise<unknown> }>();

  function take(update: Update): Promise<void> {
    const handled = handle(update);
    const done = handled.catch(() => undefined).finally(() => inHand.delete(update.update_id));
    inHand.set(update.update_id, { since: performance.now(), done });
    return handled;
  }

  async function allDone(): Promise<void> {
    await Promise.all([...inHand.values()].map(({ done }) => done));
  }

  /** Returns the oldest update that Telegram must not forget yet. */
  function oldest(): number | undefined {
    const since = performance.now() - LONGEST_MS;
    const unfinished = [...inHand].filter(([, one]) => one.since > since).map(([id]) => id);
    return unfinished.length > 0 && unfinished.length < MOST ? Math.min(...unfinished) : undefined;
  }

  const poll: Poll = async (args, signal) => {
    if (inHand.size > 0) await withTimeout(allDone(), WAIT_FOR_HANDLERS_MS);
    const offset = oldest();
    if (offset === undefined) return getUpdates(args, signal);
    const known = new Set(inHand.keys());
    const updates = await getUpdates({ ...args, offset, limit: MOST, timeout: 0 }, signal);
    return updates.filter(({ update_id }) => !known.has(update_id) && update_id >= (args?.offset ?? 0));
  };

  return { poll, take };
}
