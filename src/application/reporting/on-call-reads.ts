import { absencesDuring } from '../../domain/absence.ts';
import { awayParts, dutyWithAbsences } from '../../domain/escalation/paged-instead.ts';
import { finalShifts, nextShifts } from '../../domain/on-call/final.ts';
import { parseMoment } from '../../domain/on-call/moments.ts';
import type { Person } from '../../domain/people.ts';
import { refusedBy } from '../../domain/refusal.ts';
import { BadField, type OnCall, type ScheduledShift, type ShiftQuery } from '../../ports/api.ts';
import { atField } from '../incidents/at-field.ts';
import { idOf } from '../incidents/known-names.ts';
import type { World } from '../world.ts';

const nextShown = 3;
const dayMs = 86_400_000;
const usualDays = 30;
const mostDays = 366;

type Parts = Pick<World, 'directory' | 'clock'>;

/** Returns who is on call at a moment and who is next, on one schedule or on all. Local times are in the person's zone. */
export function readOnCall(
  { directory: current, clock }: Parts,
  { schedule, at }: { readonly schedule?: string; readonly at?: string },
  person: Person | undefined,
): readonly OnCall[] {
  const directory = current();
  const now = clock.now();
  const all = [...directory.schedules.values()];
  const only = schedule && atField('schedule', () => idOf('schedule', schedule, all));
  const moment = at === undefined ? now : atField('at', () => parseMoment(at, person?.timezone ?? 'UTC', now));
  return all
    .filter(({ id }) => !only || id === only)
    .map((one): OnCall => {
      const duty = dutyWithAbsences(one, moment, directory);
      const next = nextShifts(one, moment, nextShown).map((shift) => ({
        ...shift,
        away: absencesDuring(directory.people.get(shift.person) ?? {}, shift),
      }));
      return { schedule: one.id, timezone: one.timezone, at: moment, next, ...(duty && { now: duty }) };
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
