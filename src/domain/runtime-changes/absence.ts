import { awayUntil, joinedAbsences } from '../absence.ts';
import type { Absence } from '../people.ts';
import { refusedBy } from '../refusal.ts';
import type { PersonChanges } from '../runtime-changes.ts';
import { refuseBadPeriod } from './override.ts';

/** More come from a faulty script. */
const mostComing = 50;
/** Past ones are kept for as long as calendars show past shifts. */
const mostPast = 50;
const pastKeptMs = 100 * 86_400_000;

/**
 * Adds an absence and merges it with those that it overlaps or touches. One that has begun counts from now on. A repeat
 * changes nothing.
 *
 * @throws Refused for an invalid time
 */
export function addAbsence(changes: PersonChanges, { from, to }: Absence, now: Date): PersonChanges {
  const begins = refuseBadPeriod(from, to, now);
  const absences = joinedAbsences([...(changes.away ?? []), { from: begins, to }]);
  const coming = absences.filter((one) => one.to > now);
  if (coming.length > mostComing) throw refusedBy('too-many-absences', { most: mostComing });
  return { ...changes, away: [...past(absences, now), ...coming] };
}

/**
 * Ends the absence that is under way, also one of the file, and removes those to come that were entered in chat. What has
 * passed is kept.
 *
 * @param ofFile the person's absences in the file
 */
export function endAbsences(changes: PersonChanges, ofFile: readonly Absence[], now: Date): PersonChanges {
  const begun = (changes.away ?? []).filter(({ from }) => from < now);
  const ended = begun.map(({ from, to }) => ({ from, to: to > now ? now : to }));
  // The end also cuts what the file gets later, so it is kept only where the file has something to end.
  const cutsFile = awayUntil({ away: ofFile }, now) !== undefined;
  return { ...changes, away: past(ended, now), ...(cutsFile && { awayEndedAt: now }) };
}

function past(absences: readonly Absence[], now: Date): readonly Absence[] {
  return absences.filter(({ to }) => to <= now && now.getTime() - to.getTime() < pastKeptMs).slice(-mostPast);
}
