import { z } from 'zod';
import { textLimit } from '../domain/incident/texts.ts';
import { severityJson, stateJson } from './incident.ts';

// The requests of programs. Every object is strict: an unknown field is a mistake, which names the field.

const nameLimit = 200;
const name = (description: string) => z.string().trim().min(1).max(nameLimit).meta({ description });
export const byJson = name('The person on whose behalf: an id in the configuration file');

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
const reader = byJson.optional().meta({ description: 'Who asks; may be left out' });

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
  by: byJson.optional().meta({ description: 'Who asks: times are in their zone, without it in UTC' }),
});
export const answerQuery = z.strictObject({
  by: byJson.optional().meta({ description: 'Who asks: the answer is in their language and zone' }),
});
export const reportQuery = answerQuery.extend({
  period: z.string().trim().min(1).max(60).optional().meta({
    description: 'Such as 7d, last week or 1 nov to 15 nov, in days of UTC; the last 30 days unless it is said',
  }),
});
export const answerPageQuery = answerQuery.extend({
  page: z
    .string()
    .regex(/^\d{1,3}$/, 'is to be a number')
    .transform(Number)
    .pipe(z.int().min(1).max(100))
    .optional()
    .meta({
      description: 'A further page of a long answer, from 1 to 100',
      override: { type: 'integer', minimum: 1, maximum: 100 },
    }),
});
export const timelineQuery = z.strictObject({ limit: limit(100, 100), after, by: reader });
export const alertsQuery = z.strictObject({
  limit: limit(100, 100),
  after: z
    .string()
    .regex(/^[0-9a-f]{1,64}$/, 'is to be the “next” of the page before')
    .optional()
    .meta({ description: 'The `next` of the page before' }),
  by: reader,
});
export const onCallQuery = z.strictObject({
  schedule: name('One schedule; all of them unless it is said').optional(),
  service: name('Whom the policy of this service pages, level by level; not beside `schedule`').optional(),
  at: z.string().trim().min(1).max(60).optional().meta({
    description:
      'Such as 2026-12-24T09:00 (in the zone of `by`, else UTC), 2026-12-24T09:00:00Z or +2h; now unless it is said',
  }),
  by: reader,
});
const period = (usual: string) =>
  z
    .string()
    .trim()
    .min(1)
    .max(60)
    .optional()
    .meta({
      description: `Such as 2026-12-24T09:00 (in the zone of \`by\`, else UTC), 2026-12-24T09:00:00Z or +2h; ${usual}`,
    });
export const shiftsQuery = z.strictObject({
  from: period('now unless it is said'),
  to: period('30 days after `from` unless it is said, 366 at most'),
  by: reader,
});
export const schedulePath = z.object({ name: z.string().meta({ description: 'The id of a schedule' }) });
export const auditQuery = z.strictObject({
  by: byJson.meta({ description: 'Who asks; an admin' }),
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
export const textToSend = z
  .strictObject({
    by: byJson,
    to: name('A person, team or schedule, or a room as platform:address, such as slack:C012AB3CD'),
    text: z.string().trim().min(1).max(textLimit).meta({ description: 'What it says, after the name of `by`' }),
  })
  .meta({ id: 'TextToSend' });
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

const longestFile = 500_000;

/** A configuration file to compare with the running one. */
export const fileToCompare = z.strictObject({
  file: z.string().min(1).max(longestFile).meta({ description: 'The file itself, as YAML' }),
});
