/**
 * Lengths of time, counted by how long they were: of many days' counts the median can be told, which of many days' medians
 * cannot. Each step is a tenth longer than the one before it, so a median is right to within a twentieth.
 */
const step = 1.1;
const shortestMs = 1_000;
const longestMs = 366 * 24 * 60 * 60_000;

/** The name under which a length is counted. */
export function lengthName(ms: number): string {
  const within = Math.min(Math.max(ms, shortestMs), longestMs);
  return String(Math.round(Math.log(within / shortestMs) / Math.log(step)));
}

/** The length that as many were shorter than as longer; undefined for none. */
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
