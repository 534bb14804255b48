import { finalShifts } from '../on-call/final.ts';
import type { Schedule } from '../on-call/schedule.ts';
import type { PersonId } from '../people.ts';
import { refusedBy } from '../refusal.ts';
import type { AddedOverride, ScheduleChanges } from '../runtime-changes.ts';

const dayMs = 86_400_000;
export const longestOverrideDays = 366;
/** Enough for every day of a year. More come from a faulty script, and would slow down every query of the schedule. */
const mostComing = 400;
/** How long past overrides are kept, for reports. */
const pastKeptDays = 400;

/** Returns the name of a person, for texts. */
export type NameOf = (person: PersonId) => string;

export interface OverrideRequest {
  readonly id: string;
  readonly person: PersonId;
  readonly from: Date;
  readonly to: Date;
  readonly by: PersonId;
  /** Only while this person has all of the time: the first to take a shift has it. Absent: whoever is on call. */
  readonly instead?: PersonId;
}

/**
 * Adds an override above all others. One that began in the past counts from now on.
 *
 * @param schedule with the changes applied
 * @returns the new changes and the override; the same changes for a repeat
 * @throws Refused
 */
export function addOverride(
  changes: ScheduleChanges,
  schedule: Schedule,
  request: OverrideRequest,
  now: Date,
  nameOf: NameOf = (person) => person,
): { next: ScheduleChanges; added: AddedOverride } {
  const known = changes.overrides.find(({ id }) => id === request.id);
  if (known) return { next: changes, added: known };
  const { instead, ...asked } = request;
  const added = { ...asked, from: refuseBadPeriod(request.from, request.to, now) };
  const shifts = finalShifts(schedule, added.from, added.to);
  if (instead !== undefined && (shifts.length === 0 || shifts.some(({ person }) => person !== instead))) {
    throw refusedBy('not-theirs-now', { name: nameOf(instead) });
  }
  const [only] = shifts;
  if (only?.person === added.person && sameTime(only.from, added.from) && sameTime(only.to, added.to)) {
    throw refusedBy('on-call-already');
  }
  if (changes.overrides.filter(({ to }) => to > now).length >= mostComing) {
    throw refusedBy('too-many-overrides', { schedule: schedule.id, most: mostComing });
  }
  return { next: withOverrides(changes, [added], now), added };
}

/** Cancels an override made in chat. A running one ends now. Throws Refused. */
export function cancelOverride(
  changes: ScheduleChanges,
  id: string,
  now: Date,
): { next: ScheduleChanges; cancelled: AddedOverride } {
  const cancelled = changes.overrides.find((one) => one.id === id);
  if (!cancelled) throw refusedBy('unknown-override');
  if (cancelled.to <= now) throw refusedBy('override-over');
  const overrides = changes.overrides.flatMap((one) => {
    if (one.id !== id) return [one];
    return one.from < now ? [{ ...one, to: now }] : [];
  });
  return { next: { ...changes, overrides }, cancelled };
}

/** Adds overrides above the others, and removes those that ended long ago. */
export function withOverrides(changes: ScheduleChanges, added: readonly AddedOverride[], now: Date): ScheduleChanges {
  const oldest = now.getTime() - pastKeptDays * dayMs;
  const kept = changes.overrides.filter(({ to }) => to.getTime() > oldest);
  return { ...changes, overrides: [...kept, ...added] };
}

/**
 * Throws Refused for an invalid period.
 *
 * @returns its beginning, or now when it has begun
 */
export function refuseBadPeriod(from: Date, to: Date, now: Date): Date {
  if (to <= from) {
    throw refusedBy('ends-before-it-starts', { option: 'to' });
  }
  if (to <= now) throw refusedBy('over-already', { option: 'to' });
  const begins = from < now ? now : from;
  if (to.getTime() - begins.getTime() > longestOverrideDays * dayMs) {
    throw refusedBy('period-too-long', { days: longestOverrideDays, option: 'to' });
  }
  return begins;
}

function sameTime(one: Date, other: Date): boolean {
  return one.getTime() === other.getTime();
}
