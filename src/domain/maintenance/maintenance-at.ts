import { occurrencesIn } from './occurrences.ts';
import { concerns, type MaintenanceWindow, type Occurrence } from './window.ts';

/** Windows without a pause between them end then at the latest, for the caller: it looks again. */
const furthestMs = 31 * 86_400_000;

/** The window that a service is in, and until when. */
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
 * Whether a service is in maintenance, and until the last of what follows without a pause. Of several windows it is the one
 * that lasts longest by itself.
 *
 * @param service absent: for alerts that belong to none
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

/** Returns what began and ended after the one moment, and at or before the other, in order. */
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
