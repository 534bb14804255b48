import { finalShifts } from '../on-call/final.ts';
import type { Schedule } from '../on-call/schedule.ts';
import type { PersonId } from '../people.ts';
import { Refused } from '../refusal.ts';
import type { AddedOverride, ScheduleChanges } from '../runtime-changes.ts';

const dayMs = 86_400_000;
export const longestOverrideDays = 366;
/** Enough for every day of a year; more is a script gone wild, and would slow every look at the schedule. */
const mostComing = 400;
/** So long a past override counts in reports. */
const pastKeptDays = 400;

export interface WantedOverride {
  readonly id: string;
  readonly person: PersonId;
  readonly from: Date;
  readonly to: Date;
  readonly by: PersonId;
}

/**
 * Puts an override on top. One that has begun already counts from now on: who was on call in the past stays so.
 *
 * @param schedule as it stands, the amendment included
 * @returns the next amendment and what was added; the very same amendment when this is a repeat
 */
export function addOverride(
  amendment: ScheduleChanges,
  schedule: Schedule,
  wanted: WantedOverride,
  now: Date,
): { next: ScheduleChanges; added: AddedOverride } {
  const known = amendment.overrides.find(({ id }) => id === wanted.id);
  if (known) return { next: amendment, added: known };
  const added = { ...wanted, from: refuseBadPeriod(wanted.from, wanted.to, now) };
  const shifts = finalShifts(schedule, added.from, added.to);
  const [only] = shifts;
  if (only?.person === added.person && sameTime(only.from, added.from) && sameTime(only.to, added.to)) {
    throw new Refused('on-call-already', 'That person is on call then already, so nothing needs to change.');
  }
  if (amendment.overrides.filter(({ to }) => to > now).length >= mostComing) {
    throw new Refused(
      'too-many',
      `“${schedule.id}” has ${mostComing} coming overrides; change its layers in the file.`,
    );
  }
  return { next: withOverrides(amendment, [added], now), added };
}

/** Takes back one that was made in chat. One that is running ends now. */
export function cancelOverride(
  amendment: ScheduleChanges,
  id: string,
  now: Date,
): { next: ScheduleChanges; cancelled: AddedOverride } {
  const cancelled = amendment.overrides.find((one) => one.id === id);
  if (!cancelled) throw new Refused('unknown-override', 'That override is not there any more.');
  if (cancelled.to <= now) throw new Refused('override-over', 'That override is over, so it cannot be cancelled.');
  const overrides = amendment.overrides.flatMap((one) => {
    if (one.id !== id) return [one];
    return one.from < now ? [{ ...one, to: now }] : [];
  });
  return { next: { ...amendment, overrides }, cancelled };
}

/** On top of the others; those that are long past go. */
export function withOverrides(amendment: ScheduleChanges, added: readonly AddedOverride[], now: Date): ScheduleChanges {
  const oldest = now.getTime() - pastKeptDays * dayMs;
  const kept = amendment.overrides.filter(({ to }) => to.getTime() > oldest);
  return { ...amendment, overrides: [...kept, ...added] };
}

/** @returns when it begins, or now when it has begun */
export function refuseBadPeriod(from: Date, to: Date, now: Date): Date {
  if (to <= from) {
    throw new Refused('ends-before-it-starts', 'That ends before it starts: give a “to” that is later than “from”.');
  }
  if (to <= now) throw new Refused('over-already', 'That time is over already: give one that is still to come.');
  const begins = from < now ? now : from;
  if (to.getTime() - begins.getTime() > longestOverrideDays * dayMs) {
    throw new Refused('too-long', `That is longer than ${longestOverrideDays} days: give a shorter time.`);
  }
  return begins;
}

function sameTime(one: Date, other: Date): boolean {
  return one.getTime() === other.getTime();
}
