import type { Directory } from '../directory.ts';
import { assignmentAt, onCallAt } from '../on-call/final.ts';
import { isInForce } from '../on-call/rotation.ts';
import type { Layer, Schedule } from '../on-call/schedule.ts';
import type { PersonId } from '../people.ts';
import type { Target } from './policy.ts';

/** How a target of a level led to a person. */
export type Reason =
  | { readonly kind: 'person' }
  /** `layer` counts from 1, and is set where the schedule had several layers then. */
  | { readonly kind: 'schedule'; readonly schedule: string; readonly layer?: number }
  /** `instead`: who would have been on call without the override. */
  | { readonly kind: 'override'; readonly schedule: string; readonly instead?: PersonId }
  | { readonly kind: 'team'; readonly team: string };

/** A reason as a page records it. */
export type RecordedReason = Reason & { readonly person: PersonId };

/** A page records so many reasons: a team of hundreds would fill the incident's document. */
const mostRecorded = 50;

/** Looks up how targets lead to a person now. */
export type ReasonLookup = (targets: readonly Target[], person: PersonId) => readonly Reason[];

/** Returns why these targets lead to the people who are paged now, as the event of the page records it. */
export function recordedReasons(
  people: readonly PersonId[],
  targets: readonly Target[],
  { reasons }: { readonly reasons?: ReasonLookup },
): { readonly why?: readonly RecordedReason[] } {
  if (!reasons || people.length === 0) return {};
  const why = people
    .slice(0, mostRecorded)
    .flatMap((person) => reasons(targets, person).map((reason) => ({ person, ...reason })));
  return { why: why.slice(0, mostRecorded) };
}

/**
 * Returns how these targets lead to a person at that moment. Schedules are kept through time, so an edit of the file since
 * changes nothing; members of teams are those of the present file.
 *
 * @returns none when nothing that is known leads to the person
 */
export function reasonsFor(
  targets: readonly Target[],
  person: PersonId,
  at: Date,
  { schedules, teams }: Pick<Directory, 'schedules' | 'teams'>,
): readonly Reason[] {
  return targets.flatMap((target): readonly Reason[] => {
    if ('person' in target) return target.person === person ? [{ kind: 'person' }] : [];
    if ('team' in target)
      return teams.get(target.team)?.members.includes(person) ? [{ kind: 'team', team: target.team }] : [];
    const schedule = 'schedule' in target ? schedules.get(target.schedule) : undefined;
    return schedule ? shiftOf(schedule, person, at) : [];
  });
}

function shiftOf(schedule: Schedule, person: PersonId, at: Date): readonly Reason[] {
  const assignment = assignmentAt(schedule, at);
  if (assignment?.person !== person) return [];
  const { id } = schedule;
  if (assignment.layer) {
    const layer = numberOf(assignment.layer, schedule, at);
    return [{ kind: 'schedule', schedule: id, ...(layer !== undefined && { layer }) }];
  }
  const instead = onCallAt({ ...schedule, overrides: [] }, at);
  return [{ kind: 'override', schedule: id, ...(instead !== undefined && instead !== person && { instead }) }];
}

/** Returns the number of a layer among those in force, from 1; undefined for the only one. */
function numberOf(layer: Layer, { layers, timezone }: Schedule, at: Date): number | undefined {
  const inForce = layers.filter((one) => isInForce(one, timezone, at.getTime()));
  return inForce.length > 1 ? inForce.indexOf(layer) + 1 : undefined;
}
