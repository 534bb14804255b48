/**
 * Lengths of time are counted in steps, because a median over several days can be computed from counts but not from daily
 * medians. Each step is a tenth longer than the previous one, so a median is accurate to a twentieth.
 */
const step = 1.1;
const shortestMs = 1_000;
const longestMs = 366 * 24 * 60 * 60_000;

/** Returns the name under which a length in milliseconds is counted. */
export function lengthName(ms: number): string {
  const within = Math.min(Math.max(ms, shortestMs), longestMs);
  return String(Math.round(Math.log(within / shortestMs) / Math.log(step)));
}

/** Returns the median in milliseconds; undefined without any lengths. */
export function medianMs(counted: Readonly<Record<string, number>>): number | undefined {
  const lengths = Object.entries(counted)
    .map(([name, count]) => ({ place: Number(name), count }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => a.place - b.place);
  const all = lengths.reduce((sum, { count }) => sum + count, 0);
  let before = 0;
  for (const { place, count } of lengths) {
    before += count;
    if (before * 2 >= all) return shortestMs * step ** place;
  }
  return undefined;
}
