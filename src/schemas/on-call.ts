import { z } from 'zod';
import type { ComingShift } from '../domain/on-call/schedule.ts';
import type { PersonId } from '../domain/people.ts';
import { momentJson, personIdJson } from './incident.ts';

const shiftJson = z.object({
  person: personIdJson,
  from: momentJson,
  to: momentJson.optional().meta({ description: 'Absent: not within a year' }),
});

/** A schedule at one moment: who is on call, and who is next. */
export const onCallJson = z
  .object({
    schedule: z.string(),
    timezone: z.string().meta({ description: 'IANA name of the zone that the schedule is written in' }),
    at: momentJson.meta({ description: 'The moment that this tells of' }),
    person: personIdJson.optional().meta({ description: 'Who is on call; absent: nobody' }),
    awayUntil: momentJson.optional().meta({ description: 'They are away until then: the next level is paged' }),
    since: momentJson.optional(),
    until: momentJson.optional().meta({ description: 'Absent: not within a year' }),
    next: z.array(shiftJson).meta({ description: 'The shifts that begin after it' }),
  })
  .meta({ id: 'OnCall' });
export type OnCallJson = z.output<typeof onCallJson>;

interface OnCallNow {
  readonly schedule: string;
  readonly timezone: string;
  readonly at: Date;
  readonly now?: {
    readonly person: PersonId;
    readonly awayUntil?: Date;
    readonly since?: Date;
    readonly until?: Date;
  };
  readonly next: readonly ComingShift[];
}

export function onCallToJson({ schedule, timezone, at, now, next }: OnCallNow): OnCallJson {
  return {
    schedule,
    timezone,
    at: at.toISOString(),
    ...(now && { person: now.person }),
    ...(now?.awayUntil && { awayUntil: now.awayUntil.toISOString() }),
    ...(now?.since && { since: now.since.toISOString() }),
    ...(now?.until && { until: now.until.toISOString() }),
    next: next.map(({ person, from, to }) => ({
      person,
      from: from.toISOString(),
      ...(to && { to: to.toISOString() }),
    })),
  };
}

/** The changes that a configuration file would make. */
export const fileComparisonJson = z
  .object({
    mistakes: z.array(z.string()).meta({ description: 'What is wrong with the file; empty: it is in order' }),
    changes: z.array(z.string()).meta({ description: 'What it would change, a line each; empty: nothing' }),
  })
  .meta({ id: 'FileComparison' });
