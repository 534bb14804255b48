import type { Directory } from '../directory.ts';
import { onCallAt } from '../on-call/final.ts';
import type { PersonId } from '../people.ts';
import type { Target } from './policy.ts';

/** Returns whom a target means at this moment. A schedule means the person on call, which may be nobody. */
export function peopleBehind(
  target: Target,
  { teams, schedules }: Pick<Directory, 'teams' | 'schedules'>,
  at: Date,
): readonly PersonId[] {
  if ('person' in target) return [target.person];
  if ('team' in target) return teams.get(target.team)?.members ?? [];
  if ('channel' in target) return [];
  const schedule = schedules.get(target.schedule);
  const person = schedule && onCallAt(schedule, at);
  return person ? [person] : [];
}
