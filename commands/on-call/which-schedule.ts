import type { Directory } from '../../src/domain/directory.ts';
import type { PersonId } from '../../src/domain/people.ts';
import { Refused } from '../../src/domain/refusal.ts';

/**
 * The schedule that is meant: the one that was named, the only one there is, or the only one with this person on it.
 * @param named as `checkArgs` left it
 */
export function whichSchedule({ schedules }: Directory, named: string | undefined, person?: PersonId): string {
  if (named !== undefined) return named;
  const all = [...schedules.values()];
  const theirs = all.filter(({ layers }) =>
    layers.some(({ people }) => person !== undefined && people.includes(person)),
  );
  const [only, ...others] = theirs.length > 0 ? theirs : all;
  if (only && others.length === 0) return only.id;
  if (!only) throw new Refused('no-schedules', 'There are no schedules yet; an admin adds them to the file.');
  const names = [only, ...others].map(({ id }) => id).join(', ');
  throw new Refused('which-schedule', `Which schedule? Say “schedule:” and one of: ${names}.`);
}
