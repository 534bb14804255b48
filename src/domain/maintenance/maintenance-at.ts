import { nextOccurrence, occurrencesIn } from './occurrences.ts';
import { concerns, type MaintenanceWindow, type Occurrence } from './window.ts';

/** Windows that follow each other without a pause count as ended after this time; the caller then checks again. */
const furthestMs = 31 * 86_400_000;

/** The window that a service is in, and its end. */
export interface Maintained {
  readonly window: MaintenanceWindow;
  readonly until: Date;
}

/** A beginning or an end of a window. */
export interface Happening {
  readonly what: 'began' | 'ended';
  readonly at: Date;
  readonly occurrence: Occurrence;
}

/**
 * Returns the maintenance of a service, until the end of the last window that follows without a pause. Of several windows it
 * returns the one that lasts longest by itself.
 *
 * @param service absent: for alerts without a service
 */
export function maintenanceAt(
  windows: Iterable<MaintenanceWindow>,
  service: string | undefined,
  at: Date,
): Maintained | undefined {
  const mine = [...windows].filter((window) => concerns(window, service));
  const first = mine.length > 0 ? longestAt(mine, at) : undefined;
  if (!first) return undefined;
  let { until } = first;
  while (until.getTime() - at.getTime() < furthestMs) {
    const next = longestAt(mine, until);
    if (!next) break;
    until = next.until;
  }
  return { window: first.window, until };
}

/** Returns the running windows, one occurrence each. */
export function runningAt(windows: Iterable<MaintenanceWindow>, at: Date): Occurrence[] {
  return [...windows].flatMap((window) =>
    occurrencesIn(window, at, at).filter(({ from, until }) => from <= at && at < until),
  );
}

/** Returns what is running, then the next time of each window that begins within `aheadMs`, the soonest first. */
export function runningAndComing(windows: Iterable<MaintenanceWindow>, at: Date, aheadMs: number): Occurrence[] {
  const all = [...windows];
  const coming = all
    .flatMap((window) => nextOccurrence(window, at) ?? [])
    .filter(({ from }) => from.getTime() - at.getTime() <= aheadMs);
  return [...runningAt(all, at).sort(sooner), ...coming.sort(sooner)];
}

function sooner(one: Occurrence, other: Occurrence): number {
  return one.from.getTime() - other.from.getTime();
}

/** Returns the beginnings and ends of windows after `after` and at or before `to`, in order. */
export function happenings(windows: Iterable<MaintenanceWindow>, after: Date, to: Date): Happening[] {
  const within = (at: Date) => at > after && at <= to;
  const found = [...windows]
    .flatMap((window) => occurrencesIn(window, after, to))
    .flatMap((occurrence): Happening[] => [
      ...(within(occurrence.from) ? [{ what: 'began', at: occurrence.from, occurrence } as const] : []),
      ...(within(occurrence.until) ? [{ what: 'ended', at: occurrence.until, occurrence } as const] : []),
    ]);
  return found.sort((a, b) => a.at.getTime() - b.at.getTime());
}

function longestAt(windows: readonly MaintenanceWindow[], at: Date): Occurrence | undefined {
  return runningAt(windows, at).sort((a, b) => b.until.getTime() - a.until.getTime())[0];
}
