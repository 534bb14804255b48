import type { PersonId } from '../people.ts';

/** Milliseconds since the epoch, from (included) to (excluded). */
export interface Period {
  readonly from: number;
  readonly to: number;
}

/** A person's time. Lists of these are in order and never overlap. */
export interface Interval extends Period {
  readonly person: PersonId;
}

/** What lies on top covers what is below. */
export function lay(below: readonly Interval[], top: readonly Interval[]): Interval[] {
  return [...without(below, top), ...top].sort((a, b) => a.from - b.from);
}

/** What is left of the spans inside the periods. */
export function within(spans: readonly Interval[], periods: readonly Period[]): Interval[] {
  const kept: Interval[] = [];
  let first = 0;
  for (const span of spans) {
    while (first < periods.length && periods[first]!.to <= span.from) first += 1;
    for (let next = first; next < periods.length && periods[next]!.from < span.to; next += 1) {
      const { from, to } = periods[next]!;
      kept.push({ ...span, from: Math.max(from, span.from), to: Math.min(to, span.to) });
    }
  }
  return kept;
}

/** The parts of the range that no period covers. */
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

/** One person's spans that touch are one. */
export function joined(spans: readonly Interval[]): Interval[] {
  const whole: Interval[] = [];
  for (const span of spans) {
    const before = whole.at(-1);
    if (before?.person === span.person && before.to === span.from) whole[whole.length - 1] = { ...before, to: span.to };
    else whole.push(span);
  }
  return whole;
}

function without(spans: readonly Interval[], holes: readonly Period[]): Interval[] {
  return within(spans, uncovered(holes, { from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY }));
}
