import { z } from 'zod';
import type { AwayPart, PagedInstead } from '../domain/escalation/paged-instead.ts';
import type { ComingShift, Shift } from '../domain/on-call/schedule.ts';
import type { Absence, PersonId } from '../domain/people.ts';
import { momentJson, personIdJson } from './incident.ts';

const absenceJson = z.object({ from: momentJson, to: momentJson });
const nextShiftJson = z.object({
  person: personIdJson,
  from: momentJson,
  to: momentJson.optional().meta({ description: 'Absent: not within a year' }),
  away: z.array(absenceJson).optional().meta({ description: 'Their time off during it; absent: none' }),
});
const pagedInsteadJson = z.array(personIdJson).meta({
  description:
    'Whom the policies page meanwhile, by level and quiet hours; the person themselves when nobody else is left',
});

/** A schedule at one moment: who is on call, and who is next. For a service also a person whom its policy names. */
export const onCallJson = z
  .object({
    schedule: z
      .string()
      .optional()
      .meta({ description: 'Absent: the policy of the service names the person, or their team' }),
    team: z.string().optional().meta({ description: 'The team that the policy of the service names' }),
    level: z
      .int()
      .positive()
      .optional()
      .meta({ description: 'The level of the service’s policy; absent: no service was asked for' }),
    timezone: z.string().meta({ description: 'IANA name of the zone of the schedule, else of the person' }),
    at: momentJson.meta({ description: 'The moment that this tells of' }),
    person: personIdJson.optional().meta({ description: 'Who is on call; absent: nobody' }),
    awayUntil: momentJson.optional().meta({ description: 'They are away until then: the next level is paged' }),
    pagedInstead: pagedInsteadJson.optional(),
    since: momentJson.optional(),
    until: momentJson.optional().meta({ description: 'Absent: not within a year' }),
    next: z.array(nextShiftJson).meta({ description: 'The shifts that begin after it' }),
  })
  .meta({ id: 'OnCall' });
export type OnCallJson = z.output<typeof onCallJson>;

/** A shift in a period, cut to it. */
export const shiftJson = z
  .object({
    schedule: z.string(),
    person: personIdJson,
    from: momentJson,
    to: momentJson,
    away: z
      .array(absenceJson.extend({ pagedInstead: pagedInsteadJson.optional() }))
      .optional()
      .meta({ description: 'The parts in which they are away; absent: none' }),
  })
  .meta({ id: 'Shift' });
export type ShiftJson = z.output<typeof shiftJson>;

interface OnCallNow {
  readonly schedule?: string;
  readonly team?: string;
  readonly level?: number;
  readonly timezone: string;
  readonly at: Date;
  readonly now?: {
    readonly person: PersonId;
    readonly awayUntil?: Date;
    readonly instead?: PagedInstead;
    readonly since?: Date;
    readonly until?: Date;
  };
  readonly next: readonly (ComingShift & { readonly away?: readonly Absence[] })[];
}

export function onCallToJson({ timezone, at, now, next, ...named }: OnCallNow): OnCallJson {
  return {
    ...named,
    timezone,
    at: at.toISOString(),
    ...(now && { person: now.person }),
    ...(now?.awayUntil && { awayUntil: now.awayUntil.toISOString() }),
    ...(now?.instead && { pagedInstead: paged(now.person, now.instead) }),
    ...(now?.since && { since: now.since.toISOString() }),
    ...(now?.until && { until: now.until.toISOString() }),
    next: next.map(({ person, from, to, away = [] }) => ({
      person,
      from: from.toISOString(),
      ...(to && { to: to.toISOString() }),
      ...(away.length > 0 && { away: away.map(absenceToJson) }),
    })),
  };
}

export function shiftToJson(
  schedule: string,
  { person, from, to, away }: Shift & { readonly away: readonly AwayPart[] },
): ShiftJson {
  const parts = away.map((part) => ({
    ...absenceToJson(part),
    ...(part.instead && { pagedInstead: paged(person, part.instead) }),
  }));
  return {
    schedule,
    person,
    from: from.toISOString(),
    to: to.toISOString(),
    ...(parts.length > 0 && { away: parts }),
  };
}

function absenceToJson({ from, to }: Absence) {
  return { from: from.toISOString(), to: to.toISOString() };
}

function paged(person: PersonId, { people, nobodyElse }: PagedInstead): PersonId[] {
  return [...people, ...(nobodyElse ? [person] : [])];
}

/** The changes that a configuration file would make. */
export const fileComparisonJson = z
  .object({
    mistakes: z.array(z.string()).meta({ description: 'What is wrong with the file; empty: it is in order' }),
    changes: z.array(z.string()).meta({ description: 'What it would change, a line each; empty: nothing' }),
  })
  .meta({ id: 'FileComparison' });
