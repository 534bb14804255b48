import { absencesDuring, awayUntil } from '../../domain/absence.ts';
import type { Directory } from '../../domain/directory.ts';
import { awayParts, dutyWithAbsences } from '../../domain/escalation/paged-instead.ts';
import { peopleBehind } from '../../domain/escalation/people-behind.ts';
import type { Target } from '../../domain/escalation/policy.ts';
import { finalShifts, nextShifts } from '../../domain/on-call/final.ts';
import { parseMoment } from '../../domain/on-call/moments.ts';
import type { Schedule } from '../../domain/on-call/schedule.ts';
import type { Person } from '../../domain/people.ts';
import { refusedBy } from '../../domain/refusal.ts';
import { BadField, type OnCall, type OnCallQuery, type ScheduledShift, type ShiftQuery } from '../../ports/api.ts';
import { atField } from '../incidents/at-field.ts';
import { idOf } from '../incidents/known-names.ts';
import type { World } from '../world.ts';

const nextShown = 3;
const dayMs = 86_400_000;
const usualDays = 30;
const mostDays = 366;

type Parts = Pick<World, 'directory' | 'clock'>;

/**
 * Returns who is on call at a moment and who is next: on one schedule, for one service, or on all schedules. Local times are
 * in the person's zone.
 *
 * @throws BadField for an unknown name, a wrong time, or a schedule and a service at once
 */
export function readOnCall(
  { directory: current, clock }: Parts,
  { schedule, service, at }: OnCallQuery,
  person: Person | undefined,
): readonly OnCall[] {
  const directory = current();
  const now = clock.now();
  const moment = at === undefined ? now : atField('at', () => parseMoment(at, person?.timezone ?? 'UTC', now));
  if (service !== undefined) {
    if (schedule !== undefined) throw new BadField('service', 'Say a schedule or a service, not both.');
    const id = atField('service', () => idOf('service', service, [...directory.services.values()]));
    return onCallFor(id, moment, directory);
  }
  const all = [...directory.schedules.values()];
  const only = schedule && atField('schedule', () => idOf('schedule', schedule, all));
  return all.filter(({ id }) => !only || id === only).map((one) => onSchedule(one, moment, directory));
}

function onSchedule(schedule: Schedule, at: Date, directory: Directory): OnCall {
  const duty = dutyWithAbsences(schedule, at, directory);
  const next = nextShifts(schedule, at, nextShown).map((shift) => ({
    ...shift,
    away: absencesDuring(directory.people.get(shift.person) ?? {}, shift),
  }));
  return { schedule: schedule.id, timezone: schedule.timezone, at, next, ...(duty && { now: duty }) };
}

/** Returns whom the levels of the service's policy name, in order: schedules, members of teams, and people. */
function onCallFor(service: string, at: Date, directory: Directory): readonly OnCall[] {
  const levels = directory.policies.get(directory.services.get(service)?.policy ?? '')?.levels ?? [];
  return levels.flatMap(({ page }, index) =>
    page.flatMap((target) => onTarget(target, at, directory)).map((one) => ({ ...one, level: index + 1 })),
  );
}

function onTarget(target: Target, at: Date, directory: Directory): readonly OnCall[] {
  if ('schedule' in target) {
    const schedule = directory.schedules.get(target.schedule);
    return schedule ? [onSchedule(schedule, at, directory)] : [];
  }
  return peopleBehind(target, directory, at).flatMap((id): readonly OnCall[] => {
    const person = directory.people.get(id);
    if (!person) return [];
    const away = awayUntil(person, at);
    const now = { person: id, ...(away && { awayUntil: away }) };
    return [{ timezone: person.timezone, at, now, next: [], ...('team' in target && { team: target.team }) }];
  });
}

/**
 * Returns the shifts of a schedule in a period: 30 days from now unless it says otherwise. Local times are in the person's
 * zone.
 *
 * @throws Refused for an unknown schedule, BadField for a wrong time
 */
export function readShifts(
  { directory: current, clock }: Parts,
  { schedule: id, ...asked }: ShiftQuery,
  person: Person | undefined,
): readonly ScheduledShift[] {
  const directory = current();
  const now = clock.now();
  const schedule = directory.schedules.get(id);
  if (!schedule) throw refusedBy('unknown-schedule', { schedule: id });
  const read = (field: 'from' | 'to', base: Date) => {
    const text = asked[field];
    return text === undefined ? undefined : atField(field, () => parseMoment(text, person?.timezone ?? 'UTC', base));
  };
  const from = read('from', now) ?? now;
  const to = read('to', from) ?? new Date(from.getTime() + usualDays * dayMs);
  if (to <= from) throw new BadField('to', 'It is to be later than “from”.');
  if (to.getTime() - from.getTime() > mostDays * dayMs) {
    throw new BadField('to', `It is to be at most ${mostDays} days after “from”.`);
  }
  return finalShifts(schedule, from, to).map((shift) => ({ ...shift, away: awayParts(schedule, shift, directory) }));
}
