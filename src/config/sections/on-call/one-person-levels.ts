import type { Directory } from '../../../domain/directory.ts';
import type { Level } from '../../../domain/escalation/policy.ts';
import { finalShifts } from '../../../domain/on-call/final.ts';
import { type Interval, within } from '../../../domain/on-call/intervals.ts';
import type { Schedule } from '../../../domain/on-call/schedule.ts';
import type { PersonId } from '../../../domain/people.ts';
import { formatMoment } from '../../../lib/moment.ts';

const lookAheadDays = 60;
const dayMs = 86_400_000;

/**
 * Warns about each policy with two neighbouring levels, each of a single schedule or person, that page the same person at
 * some time in the coming weeks: a person who does not answer is then paged again, and nobody else is.
 */
export function onePersonLevels(directory: Directory, now: Date): string[] {
  const shifts = new Map<Schedule, readonly Interval[]>();
  const timesOf = (target: OnlyTarget): readonly Interval[] => {
    if ('person' in target) return [{ person: target.person, from: now.getTime(), to: endOf(now) }];
    const found = shifts.get(target.schedule) ?? comingShifts(target.schedule, now);
    shifts.set(target.schedule, found);
    return found;
  };
  return [...directory.policies.values()].flatMap(({ id, levels }) =>
    levels.slice(1).flatMap((level, index) => {
      const [first, second] = [onlyTarget(levels[index]!, directory), onlyTarget(level, directory)];
      if (!first || !second || isRepeat(first, second) || !meet(levels[index]!, level)) return [];
      const both = sharedTimes(timesOf(first), timesOf(second));
      const [shared] = both;
      if (!shared) return [];
      const name = directory.people.get(shared.person)?.name ?? shared.person;
      const [schedule] = [first, second].flatMap((one) => ('schedule' in one ? [one.schedule] : []));
      const [from, to] = [shared.from, shared.to].map((at) => formatMoment(new Date(at), schedule!.timezone, now));
      const more = both.length > 1 ? `, and at ${both.length - 1} more times` : '';
      return [
        `policies.${id}: levels ${index + 1} and ${index + 2} page the same person: ${name} from ${from} to ${to}${more} in the next ${lookAheadDays} days; ${todo(first, second, name)}`,
      ];
    }),
  );
}

type OnlyTarget = { readonly schedule: Schedule } | { readonly person: PersonId };

/** Returns the schedule or person of a level that pages only them and channels. */
function onlyTarget({ page }: Level, { schedules }: Directory): OnlyTarget | undefined {
  const [target, ...others] = page.filter((one) => !('channel' in one));
  if (!target || others.length > 0) return undefined;
  if ('person' in target) return { person: target.person };
  const schedule = 'schedule' in target ? schedules.get(target.schedule) : undefined;
  return schedule && { schedule };
}

/** One person or schedule twice is meant. */
function isRepeat(one: OnlyTarget, other: OnlyTarget): boolean {
  if ('person' in one || 'person' in other) return 'person' in one && 'person' in other;
  return one.schedule === other.schedule;
}

function todo(first: OnlyTarget, second: OnlyTarget, name: string): string {
  if ('schedule' in first && 'schedule' in second)
    return `move the order of people in schedules.${first.schedule.id} or schedules.${second.schedule.id}`;
  return `add somebody else to one of the levels, or take ${name} out of the schedule`;
}

function endOf(now: Date): number {
  return now.getTime() + lookAheadDays * dayMs;
}

/** Returns whether both levels apply to a common severity. */
function meet({ only }: Level, other: Level): boolean {
  return !only || !other.only || only.some((severity) => other.only?.includes(severity));
}

function comingShifts(schedule: Schedule, now: Date): readonly Interval[] {
  return finalShifts(schedule, now, new Date(endOf(now))).map(({ person, from, to }) => ({
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
