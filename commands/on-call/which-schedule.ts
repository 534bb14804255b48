import type { Directory } from '../../src/domain/directory.ts';
import { peopleInLayers } from '../../src/domain/on-call/kept-rota.ts';
import type { PersonId } from '../../src/domain/people.ts';
import { refusedBy } from '../../src/domain/refusal.ts';

/**
 * Returns the named schedule, else the only one, else the only one with this person.
 *
 * @param named as `checkArgs` returned it
 * @throws Refused when none of these applies
 */
export function whichSchedule(
  { schedules }: Directory,
  named: string | undefined,
  now: Date,
  person?: PersonId,
): string {
  if (named !== undefined) return named;
  const all = [...schedules.values()];
  const theirs = all.filter((one) => person !== undefined && peopleInLayers(one, now).includes(person));
  const [only, ...others] = theirs.length > 0 ? theirs : all;
  if (only && others.length === 0) return only.id;
  if (!only) throw refusedBy('no-schedules');
  throw refusedBy('which-schedule', { known: [only, ...others].map(({ id }) => id) });
}
