import { z } from 'zod';
import { taskLimit } from '../domain/incident/task.ts';
import { textLimit, titleLimit } from '../domain/incident/texts.ts';
import { incidentRoleJson, severityJson, stateJson, statusJson } from './incident.ts';

// What programs send. Every object is strict: a field that is not known is a mistake, and is named.

const nameLimit = 200;
const name = (description: string) => z.string().trim().min(1).max(nameLimit).meta({ description });
const text = (description: string) => z.string().trim().min(1).max(textLimit).meta({ description });
const by = name('The person on whose behalf: an id in the configuration file');
const title = z.string().trim().min(1).max(titleLimit).meta({ description: 'What is wrong, in a few words' });
const taskNumber = (description: string) =>
  z
    .int()
    .min(1)
    .max(9_999)
    .meta({ description: `The number of a task. ${description}` });
const target = name('A person, team or schedule');

export const declareBody = z
  .strictObject({
    by,
    title,
    severity: severityJson.optional().meta({ description: 'That of the service unless it is said, else sev3' }),
    service: name('What is affected: the id of a service').optional(),
    description: z.string().trim().max(textLimit).optional().meta({ description: 'What is known so far' }),
  })
  .meta({ id: 'Declaration' });

const onlyBy = z.strictObject({ by }).meta({ id: 'By' });

/** The body of each action, under the name at the end of its path. */
export const actionBodies = {
  ack: onlyBy,
  unack: onlyBy,
  resolve: z.strictObject({ by, summary: text('What it was and what helped').optional() }).meta({ id: 'Resolution' }),
  reopen: onlyBy,
  escalate: z
    .strictObject({ by, to: target.optional().meta({ description: 'Absent: the next level of the policy' }) })
    .meta({ id: 'EscalationWish' }),
  page: z
    .strictObject({ by, to: target, message: text('What you need from them').optional() })
    .meta({ id: 'PageWish' }),
  snooze: z
    .strictObject({
      by,
      for: z.string().trim().min(1).max(20).meta({ description: 'How long, such as 30m, 2h or 1d' }),
    })
    .meta({ id: 'Snooze' }),
  severity: z.strictObject({ by, level: severityJson }).meta({ id: 'SeverityChange' }),
  assign: z
    .strictObject({
      by,
      person: name('Who'),
      role: incidentRoleJson.optional().meta({ description: 'commander unless it is said' }),
    })
    .meta({ id: 'Assignment' }),
  rename: z.strictObject({ by, title }).meta({ id: 'Renaming' }),
  update: z
    .strictObject({
      by,
      text: text('What people should know; of a public service, those outside too'),
      status: statusJson.optional(),
    })
    .meta({ id: 'Update' }),
  tasks: z
    .strictObject({
      by,
      text: z.string().trim().min(1).max(taskLimit).optional().meta({ description: 'What is to be done: adds a task' }),
      person: name('Who does it: an id in the configuration file, or “nobody”').optional(),
      done: taskNumber('It is done').optional(),
      reopen: taskNumber('It was not done after all').optional(),
      edit: taskNumber('It gets the words of `text`, or the person, or both').optional(),
    })
    .meta({ id: 'TaskWish', description: 'One thing at a time: `text`, `done`, `reopen` or `edit`' }),
  notes: z.strictObject({ by, text: text('What you saw, did or found out') }).meta({ id: 'Note' }),
} as const;

const limit = (most: number, usual: number) =>
  z
    .string()
    .regex(/^\d{1,3}$/, 'is to be a number')
    .transform(Number)
    .pipe(z.int().min(1).max(most))
    .default(usual)
    .meta({
      description: `How many at most, from 1 to ${most}`,
      override: { type: 'integer', minimum: 1, maximum: most, default: usual },
    });
const after = z
  .string()
  .regex(/^\d{1,9}$/, 'is to be the “next” of the page before')
  .transform(Number)
  .optional()
  .meta({ description: 'The `next` of the page before', override: { type: 'integer', minimum: 0 } });
const reader = by.optional().meta({ description: 'Who asks; may be left out' });

export const listQuery = z.strictObject({
  state: z
    .enum([...stateJson.options, 'open', 'all'])
    .default('open')
    .meta({ description: 'open is triggered and acknowledged' }),
  service: name('The id of a service').optional(),
  severity: severityJson.optional(),
  limit: limit(100, 20),
  after,
  by: reader,
});
export const showQuery = z.strictObject({ by: reader });
export const postmortemQuery = z.strictObject({
  by: by.optional().meta({ description: 'Who asks: times are in their zone, without it in UTC' }),
});
export const timelineQuery = z.strictObject({ limit: limit(100, 100), after, by: reader });
export const onCallQuery = z.strictObject({
  schedule: name('One schedule; all of them unless it is said').optional(),
  at: z.string().trim().min(1).max(60).optional().meta({
    description:
      'Such as 2026-12-24T09:00 (in the zone of `by`, else UTC), 2026-12-24T09:00:00Z or +2h; now unless it is said',
  }),
  by: reader,
});
export const auditQuery = z.strictObject({
  by: by.meta({ description: 'Who asks; an admin' }),
  person: name('Only what this person did: an id, a name or an account').optional(),
  incident: z
    .string()
    .regex(/^\d{1,9}$/, 'is to be the number of an incident')
    .transform(Number)
    .optional()
    .meta({ description: 'Only what was about this incident', override: { type: 'integer', minimum: 0 } }),
  limit: limit(100, 20),
  after: z.string().min(1).max(100).optional().meta({ description: 'The `next` of the page before' }),
});
export const incidentPath = z.object({
  number: z
    .string()
    .regex(/^\d{1,9}$/)
    .transform(Number)
    .meta({
      description: 'What people call the incident: 42',
      override: { type: 'integer', minimum: 0, maximum: 999_999_999 },
    }),
});
