import type { Cursors } from '../../ports/runtime.ts';

/** A change in chat is visible a moment later, and clocks differ: each look overlaps the one before. */
const overlapMs = 2 * 60_000;

/**
 * Returns the time up to which a process has looked, a little earlier, and never older than is worth a notification.
 * Before the first look of an installation there is nothing to tell.
 */
export async function lookedSince(
  cursors: Pick<Cursors, 'read'>,
  name: string,
  now: Date,
  uselessAfterMs: number,
): Promise<Date> {
  const last = (await cursors.read(name)) ?? now;
  return new Date(Math.max(last.getTime() - overlapMs, now.getTime() - uselessAfterMs));
}
