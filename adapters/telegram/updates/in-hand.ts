import type { Api } from 'grammy';
import type { Update } from 'grammy/types';
import { withTimeout } from '../../../src/lib/async.ts';

export type Poll = Api['getUpdates'];

/** While something is in hand, Telegram is asked this often whether there is more. */
const WAIT_FOR_HANDLERS_MS = 200;
/** What takes longer is ticked off all the same, and so is what fills a whole answer: else nothing new would be heard. */
const LONGEST_MS = 60_000;
const MOST = 100;

/**
 * What was heard and is not done yet. Telegram forgets an update as soon as a poll begins behind it; here no poll does
 * before it is done, so that a process which dies in the middle of a command leaves it to the next one.
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

  /** The oldest that Telegram is not to forget yet. */
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
