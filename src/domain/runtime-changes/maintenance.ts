import { maintenanceAt, runningAt } from '../maintenance/maintenance-at.ts';
import { nextOccurrence } from '../maintenance/occurrences.ts';
import { spellRecurrence } from '../maintenance/recurrence.ts';
import {
  isRecurring,
  type MaintenanceWindow,
  type Occurrence,
  type Once,
  type Recurring,
} from '../maintenance/window.ts';
import type { PersonId } from '../people.ts';
import { refusedBy } from '../refusal.ts';
import type { MaintenanceChanges } from '../runtime-changes.ts';

const minuteMs = 60_000;
const dayMs = 86_400_000;
const longestDays = 90;
/** A longer recurring window is probably forgotten. */
export const longestRecurringDays = 7;
const furthestDays = 366;
/** More come from a faulty script, and each alert is compared with all of them. */
const mostWindows = 200;
/** How long ended windows are kept, for the notice of their end and for questions. */
const pastKeptDays = 30;

export interface WindowRequest {
  /** Derived from the cause, so that a repeat is recognised. */
  readonly id: string;
  /** Absent: all services. */
  readonly service?: string;
  readonly time: Once | Recurring;
  readonly reason?: string;
  readonly by: PersonId;
}

/** The windows of the file and those made in chat, by id. */
export type Standing = ReadonlyMap<string, MaintenanceWindow>;

/**
 * Creates a window. If a window made in chat is running for the same service, a window that begins now extends it instead.
 *
 * @param standing windows with the changes applied
 * @returns the same changes for a repeat
 * @throws Refused for an invalid time, and for a window that would change nothing
 */
export function makeWindow(
  changes: MaintenanceChanges,
  standing: Standing,
  request: WindowRequest,
  now: Date,
): { next: MaintenanceChanges; window: MaintenanceWindow; extended: boolean } {
  const known = changes.windows.find(({ id }) => id === request.id);
  if (known) return { next: changes, window: known, extended: false };
  const { service, time, ...rest } = request;
  const window: MaintenanceWindow = { ...rest, time, ...(service !== undefined && { services: [service] }) };
  if (isRecurring(time)) {
    refuseBadLength(time.forMs, longestRecurringDays);
    if (!nextOccurrence(window, now)) {
      throw refusedBy('never-again');
    }
  } else {
    refuseBadTimes(time, now);
    const running = ownRunning(changes, standing, window, now);
    if (time.from <= now) refuseSilentAlready(standing, service, time, now);
    if (time.from <= now && running) return extend(changes, running, time.until);
  }
  refuseTwice(standing, window, now);
  const kept = pruned(changes, now);
  if (kept.windows.length >= mostWindows) {
    throw refusedBy('too-many-windows', { most: mostWindows });
  }
  return { next: { ...kept, windows: [...kept.windows, window] }, window, extended: false };
}

/** Ends the running occurrence; a recurring window recurs as planned. Throws Refused. */
export function stopWindow(
  changes: MaintenanceChanges,
  standing: Standing,
  { id, by }: { id: string; by: PersonId },
  now: Date,
): { next: MaintenanceChanges; stopped: Occurrence } {
  const window = windowWith(standing, id);
  const running = runningAt([window], now).at(-1);
  if (!running) {
    throw refusedBy('not-running', { id });
  }
  const cut = { window: id, from: running.from, until: now, by };
  const kept = pruned(changes, now);
  return { next: { ...kept, cuts: [...kept.cuts, cut] }, stopped: { ...running, until: now } };
}

/** Deletes a planned or recurring window that was made in chat. Throws Refused. */
export function removeWindow(
  changes: MaintenanceChanges,
  standing: Standing,
  id: string,
  now: Date,
): { next: MaintenanceChanges; removed: MaintenanceWindow } {
  const window = windowWith(standing, id);
  const removed = changes.windows.find((one) => one.id === id);
  if (!removed || window.by === undefined) {
    throw refusedBy('stands-in-the-file', { id });
  }
  if (runningAt([window], now).length > 0) {
    throw refusedBy('running', { id });
  }
  if (!isRecurring(removed.time) && removed.time.until <= now) {
    throw refusedBy('over', { id });
  }
  return { next: { ...changes, windows: changes.windows.filter((one) => one !== removed) }, removed };
}

function windowWith(standing: Standing, id: string): MaintenanceWindow {
  const window = standing.get(id);
  if (window) return window;
  throw refusedBy('unknown-window');
}

function refuseBadTimes({ from, until }: Once, now: Date): void {
  if (from.getTime() < now.getTime() - minuteMs) {
    throw refusedBy('in-the-past');
  }
  if (from.getTime() > now.getTime() + furthestDays * dayMs) {
    throw refusedBy('too-far', { days: furthestDays });
  }
  refuseBadLength(until.getTime() - from.getTime(), longestDays);
}

function refuseBadLength(ms: number, days: number): void {
  if (ms >= minuteMs && ms <= days * dayMs) return;
  throw refusedBy('maintenance-length', { days });
}

/** Returns the running window made in chat for the same service. */
function ownRunning(
  { windows }: MaintenanceChanges,
  standing: Standing,
  { services }: MaintenanceWindow,
  now: Date,
): MaintenanceWindow | undefined {
  return windows.find((one) => {
    const known = standing.get(one.id);
    return (
      known?.by !== undefined &&
      !isRecurring(one.time) &&
      sameServices(one.services, services) &&
      runningAt([known], now).length > 0
    );
  });
}

function extend(changes: MaintenanceChanges, running: MaintenanceWindow, until: Date) {
  const window = { ...running, time: { ...(running.time as Once), until } };
  const windows = changes.windows.map((one) => (one === running ? window : one));
  return { next: { ...changes, windows }, window, extended: true };
}

function refuseSilentAlready(standing: Standing, service: string | undefined, { until }: Once, now: Date): void {
  const on = maintenanceAt(standing.values(), service, now);
  if (!on || on.until < until) return;
  throw refusedBy('in-maintenance-already', { id: on.window.id });
}

function refuseTwice(standing: Standing, window: MaintenanceWindow, now: Date): void {
  const running = [...standing.values()].find(
    (one) => sameServices(one.services, window.services) && spell(one.time) === spell(window.time) && !isOver(one, now),
  );
  if (!running) return;
  throw refusedBy('planned-already', { id: running.id });
}

function isOver({ time }: MaintenanceWindow, now: Date): boolean {
  return !isRecurring(time) && time.until <= now;
}

function spell(time: Once | Recurring): string {
  if (!isRecurring(time)) return `${time.from.toISOString()} ${time.until.toISOString()}`;
  return `${spellRecurrence(time.every)} ${time.forMs} ${time.timezone} ${time.starts ?? ''}`;
}

function sameServices(one: readonly string[] | undefined, other: readonly string[] | undefined): boolean {
  return [...(one ?? ['*'])].sort().join() === [...(other ?? ['*'])].sort().join();
}

/** Removes windows that ended long ago. */
function pruned(changes: MaintenanceChanges, now: Date): MaintenanceChanges {
  const oldest = now.getTime() - pastKeptDays * dayMs;
  const windows = changes.windows.filter(({ time }) => isRecurring(time) || time.until.getTime() > oldest);
  // A cut occurrence cannot have ended longer ago than its longest duration allows.
  const cuts = changes.cuts.filter(({ from }) => from.getTime() > oldest - furthestDays * dayMs);
  return { ...changes, windows, cuts };
}
