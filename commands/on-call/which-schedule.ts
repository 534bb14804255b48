import type { Directory } from '../../src/domain/directory.ts';
import { peopleInLayers } from '../../src/domain/on-call/kept-rota.ts';
import type { PersonId } from '../../src/domain/people.ts';
import { refusedBy } from '../../src/domain/refusal.ts';

/**
 * The schedule that is meant: the one that was named, the only one there is, or the only one with this person on it.
 * @param named as `checkArgs` left it
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
