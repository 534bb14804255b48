import { instantOf, zonedAt } from '../on-call/moments.ts';
import { localTimesOf } from './recurrence.ts';
import { isRecurring, type MaintenanceWindow, type Occurrence, type Recurring } from './window.ts';

/** The largest change of a zone's clocks was a day, which Apia skipped; and some hours of margin. */
const zoneSlack = { hours: 26 };
/** A zone moves only few occurrences in a row. */
const mostTries = 60;
const keptMs = 24 * 3_600_000;

/**
 * Returns the occurrences of a window that overlap the range, in order. Both ends of the range are included, so `to` may
 * equal `from`.
 */
export function occurrencesIn(window: MaintenanceWindow, from: Date, to: Date): Occurrence[] {
  const { time } = window;
  const times = isRecurring(time) ? near(window, time, from, to) : [cutShort(window, time)];
  return times.filter((one) => one.from <= to && one.until >= from && one.from < one.until);
}

interface Near {
  readonly from: Date;
  readonly to: Date;
  readonly found: readonly Occurrence[];
}

/** Cache: in a storm each alert needs the same hours, which take 0.1 ms to calculate. */
const kept = new WeakMap<MaintenanceWindow, Near>();

function near(window: MaintenanceWindow, time: Recurring, from: Date, to: Date): readonly Occurrence[] {
  const known = kept.get(window);
  if (known && known.from <= from && to <= known.to) return known.found;
  const end = new Date(Math.max(to.getTime(), from.getTime() + keptMs));
  const found = startsIn(time, from, end).map((start) => cutShort(window, lasting(start, time)));
  kept.set(window, { from, to: end, found });
  return found;
}

/** Returns the first occurrence after this moment; undefined when there is none. */
export function nextOccurrence(window: MaintenanceWindow, after: Date): Occurrence | undefined {
  const { time } = window;
  if (!isRecurring(time)) return time.from > after ? cutShort(window, time) : undefined;
  const times = localTimesOf(time);
  const earliest = time.starts === undefined ? after : laterOf(after, instantOf(time.starts, time.timezone));
  let local = zonedAt(earliest, time.timezone).toPlainDateTime().subtract(zoneSlack);
  for (let tries = 0; tries < mostTries; tries += 1) {
    const next = times.firstAfter(local);
    const start = next && startOf(time, next);
    if (!next || !start || (time.ends && start >= time.ends)) return undefined;
    if (start > after && isFromStart(time, start)) return cutShort(window, lasting(start, time));
    local = next;
  }
  return undefined;
}

function startsIn(time: Recurring, from: Date, to: Date): Date[] {
  const earliest = new Date(from.getTime() - time.forMs);
  const local = (at: Date) => zonedAt(at, time.timezone).toPlainDateTime();
  const found = localTimesOf(time)
    .between(local(earliest).subtract(zoneSlack), local(to).add(zoneSlack))
    .map((one) => startOf(time, one).getTime());
  // When the zone skips one of two local times, both may be the same moment.
  return [...new Set(found)]
    .sort((a, b) => a - b)
    .map((at) => new Date(at))
    .filter((at) => isFromStart(time, at) && (!time.ends || at < time.ends));
}

/**
 * Returns the moment of a local time. A skipped one moves forward; of one that occurs twice the first counts, as for
 * hand-overs.
 */
function startOf(
  { timezone }: Recurring,
  local: { toZonedDateTime(zone: string): { epochMilliseconds: number } },
): Date {
  return new Date(local.toZonedDateTime(timezone).epochMilliseconds);
}

function isFromStart({ starts, timezone }: Recurring, at: Date): boolean {
  return starts === undefined || at >= instantOf(starts, timezone);
}

function laterOf(one: Date, other: Date): Date {
  return one > other ? one : other;
}

function lasting(from: Date, { forMs }: Recurring): { from: Date; until: Date } {
  return { from, until: new Date(from.getTime() + forMs) };
}

function cutShort(window: MaintenanceWindow, { from, until }: { from: Date; until: Date }): Occurrence {
  const cut = window.cuts?.find((one) => one.from.getTime() === from.getTime());
  return { window, from, until: cut && cut.until < until ? cut.until : until };
}
