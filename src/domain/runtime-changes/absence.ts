import type { Absence } from '../people.ts';
import { refusedBy } from '../refusal.ts';
import type { PersonChanges } from '../runtime-changes.ts';
import { refuseBadPeriod } from './override.ts';

/** More come from a faulty script. */
const mostComing = 50;

/**
 * Adds an absence. One that has begun counts from now on. Past ones are removed, and a repeat changes nothing.
 *
 * @throws Refused for an invalid time
 */
export function addAbsence(changes: PersonChanges, { from, to }: Absence, now: Date): PersonChanges {
  const begins = refuseBadPeriod(from, to, now);
  const coming = (changes.away ?? []).filter((one) => one.to > now);
  if (coming.some((one) => one.from <= begins && one.to >= to)) return { ...changes, away: coming };
  if (coming.length >= mostComing) throw refusedBy('too-many-absences', { most: mostComing });
  const away = [...coming, { from: begins, to }].toSorted((a, b) => a.from.getTime() - b.from.getTime());
  return { ...changes, away };
}
