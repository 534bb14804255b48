import type { Directory } from '../../../domain/directory.ts';
import type { Level } from '../../../domain/escalation/policy.ts';
import { finalShifts } from '../../../domain/on-call/final.ts';
import { type Interval, within } from '../../../domain/on-call/intervals.ts';
import type { Schedule } from '../../../domain/on-call/schedule.ts';
import { formatMoment } from '../../../lib/moment.ts';

const lookAheadDays = 60;
const dayMs = 86_400_000;

/**
 * Warns about each policy with two neighbouring levels, each of a single schedule, that page the same person at some time in
 * the coming weeks: a person who does not answer is then paged again, and nobody else is.
 */
export function onePersonLevels(directory: Directory, now: Date): string[] {
  const shifts = new Map<Schedule, readonly Interval[]>();
  const shiftsOf = (schedule: Schedule) => {
    const found = shifts.get(schedule) ?? comingShifts(schedule, now);
    shifts.set(schedule, found);
    return found;
  };
  return [...directory.policies.values()].flatMap(({ id, levels }) =>
    levels.slice(1).flatMap((level, index) => {
      const [first, second] = [onlySchedule(levels[index]!, directory), onlySchedule(level, directory)];
      if (!first || !second || first === second || !meet(levels[index]!, level)) return [];
      const both = sharedTimes(shiftsOf(first), shiftsOf(second));
      const [shared] = both;
      if (!shared) return [];
      const name = directory.people.get(shared.person)?.name ?? shared.person;
      const [from, to] = [shared.from, shared.to].map((at) => formatMoment(new Date(at), first.timezone, now));
      const more = both.length > 1 ? `, and at ${both.length - 1} more times` : '';
      const todo = `move the order of people in schedules.${first.id} or schedules.${second.id}`;
      return [
        `policies.${id}: levels ${index + 1} and ${index + 2} page the same person: ${name} from ${from} to ${to}${more} in the next ${lookAheadDays} days; ${todo}`,
      ];
    }),
  );
}

/** Returns the schedule of a level that pages only this schedule and channels. */
function onlySchedule({ page }: Level, { schedules }: Directory): Schedule | undefined {
  const [target, ...others] = page.filter((one) => !('channel' in one));
  return target && 'schedule' in target && others.length === 0 ? schedules.get(target.schedule) : undefined;
}

/** Returns whether both levels apply to a common severity. */
function meet({ only }: Level, other: Level): boolean {
  return !only || !other.only || only.some((severity) => other.only?.includes(severity));
}

function comingShifts(schedule: Schedule, now: Date): readonly Interval[] {
  return finalShifts(schedule, now, new Date(now.getTime() + lookAheadDays * dayMs)).map(({ person, from, to }) => ({
    person,
    from: from.getTime(),
    to: to.getTime(),
  }));
}

function sharedTimes(some: readonly Interval[], others: readonly Interval[]): readonly Interval[] {
  const people = new Set(some.map(({ person }) => person));
  return [...people]
    .flatMap((person) => {
      const [own, theirs] = [some, others].map((shifts) => shifts.filter((shift) => shift.person === person));
      return within(own!, theirs!);
    })
    .sort((a, b) => a.from - b.from);
}
