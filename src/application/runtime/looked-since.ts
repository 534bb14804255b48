import type { Cursors } from '../../ports/runtime.ts';

/** What changed in chat a moment ago is seen a moment later, and clocks differ: what was looked at is looked at again. */
const overlapMs = 2 * 60_000;

/**
 * Until when some process has looked for what it tells people, a little earlier, and never longer ago than is worth telling.
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
