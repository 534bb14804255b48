import type { PersonId } from '../people.ts';

/** Milliseconds since the epoch, from (included) to (excluded). */
export interface Period {
  readonly from: number;
  readonly to: number;
}

/** A person's time on call. Lists of intervals are in order and never overlap. */
export interface Interval extends Period {
  readonly person: PersonId;
}

/** Returns both lists as one; where they overlap, `top` counts. */
export function lay(below: readonly Interval[], top: readonly Interval[]): Interval[] {
  return [...without(below, top), ...top].sort((a, b) => a.from - b.from);
}

/** Returns the parts of the intervals inside the periods. */
export function within(intervals: readonly Interval[], periods: readonly Period[]): Interval[] {
  const kept: Interval[] = [];
  let first = 0;
  for (const interval of intervals) {
    while (first < periods.length && periods[first]!.to <= interval.from) first += 1;
    for (let next = first; next < periods.length && periods[next]!.from < interval.to; next += 1) {
      const { from, to } = periods[next]!;
      kept.push({ ...interval, from: Math.max(from, interval.from), to: Math.min(to, interval.to) });
    }
  }
  return kept;
}

/** Returns the parts of the range that no period covers. */
export function uncovered(periods: readonly Period[], range: Period): Period[] {
  const open: Period[] = [];
  let from = range.from;
  for (const period of periods) {
    if (period.from > from) open.push({ from, to: Math.min(period.from, range.to) });
    from = Math.max(from, period.to);
    if (from >= range.to) return open;
  }
  return [...open, { from, to: range.to }];
}

/** Joins adjacent intervals of one person. */
export function joined(intervals: readonly Interval[]): Interval[] {
  const whole: Interval[] = [];
  for (const interval of intervals) {
    const before = whole.at(-1);
    if (before?.person === interval.person && before.to === interval.from)
      whole[whole.length - 1] = { ...before, to: interval.to };
    else whole.push(interval);
  }
  return whole;
}

function without(intervals: readonly Interval[], holes: readonly Period[]): Interval[] {
  return within(intervals, uncovered(holes, { from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY }));
}
