import { z } from 'zod';
import { momentJson } from './incident.ts';
import { byJson } from './requests.ts';

const runEventJson = z.object({
  at: momentJson,
  type: z.enum(['started', 'succeeded', 'failed', 'interrupted']),
  by: z.string().meta({ description: 'The process' }),
  reason: z.string().optional().meta({ description: 'Why it failed' }),
  nextTryAt: momentJson.optional().meta({ description: 'When it is tried again; absent: it is not' }),
});

const jobRunJson = z
  .object({
    id: z.string().meta({ description: 'The job and the time for which it was due' }),
    dueAt: momentJson,
    state: z.enum(['running', 'waiting', 'succeeded', 'failed', 'interrupted']),
    attempt: z.int().min(1),
    nextTryAt: momentJson.optional(),
    events: z.array(runEventJson).meta({ description: 'The latest of them, in order' }),
    result: z.record(z.string(), z.number()).optional().meta({ description: 'What it did, in counts' }),
  })
  .meta({ id: 'JobRun' });

/** A recurring job with its latest runs. */
export const jobJson = z
  .object({
    name: z.string(),
    rule: z.string().meta({ description: 'When it recurs, as it is written' }),
    timezone: z.string().meta({ description: 'The zone of the rule' }),
    next: momentJson.optional().meta({ description: 'Absent: it does not run again' }),
    runs: z.array(jobRunJson).meta({ description: 'The latest first, at most 10' }),
  })
  .meta({ id: 'Job' });
export type JobJson = z.output<typeof jobJson>;

type Run = Omit<z.output<typeof jobRunJson>, 'dueAt' | 'nextTryAt' | 'events' | 'result'> & {
  readonly dueAt: Date;
  readonly nextTryAt?: Date;
  readonly result?: Readonly<Record<string, number>>;
  readonly events: readonly (Omit<z.output<typeof runEventJson>, 'at' | 'nextTryAt'> & {
    readonly at: Date;
    readonly nextTryAt?: Date;
  })[];
};

/** Returns the job as it is sent. */
export function jobToJson(job: {
  readonly name: string;
  readonly rule: string;
  readonly zone: string;
  readonly next?: Date;
  readonly runs: readonly Run[];
}): JobJson {
  const { name, rule, zone, next, runs } = job;
  return { name, rule, timezone: zone, ...(next && { next: next.toISOString() }), runs: runs.map(runToJson) };
}

function runToJson({ id, dueAt, state, attempt, nextTryAt, events, result }: Run) {
  return {
    id,
    dueAt: dueAt.toISOString(),
    state,
    attempt,
    ...(nextTryAt && { nextTryAt: nextTryAt.toISOString() }),
    events: events.map(({ at, type, by, reason, nextTryAt: next }) => ({
      at: at.toISOString(),
      type,
      by,
      ...(reason !== undefined && { reason }),
      ...(next && { nextTryAt: next.toISOString() }),
    })),
    ...(result && { result: { ...result } }),
  };
}

export const jobsQuery = z.strictObject({ by: byJson.optional().meta({ description: 'Who asks; may be left out' }) });
export const jobToRun = z.strictObject({ by: byJson.meta({ description: 'An admin' }) }).meta({ id: 'JobToRun' });
export const jobPath = z.object({ name: z.string().meta({ description: 'The name of a recurring job' }) });
