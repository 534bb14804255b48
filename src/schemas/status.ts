import { z } from 'zod';
import { statuses } from '../domain/incident/roles.ts';
import { impacts } from '../domain/status/outside.ts';
import { momentJson } from './incident.ts';

// Foreign programs depend on this shape: fields may be added, but never renamed or removed. Everybody sees added fields.

const updateJson = z.strictObject({
  time: momentJson,
  status: z.enum(statuses).optional().meta({ description: 'How far the work had come' }),
  text: z.string(),
});

const problem = {
  id: z.uuid().meta({ description: 'Stays the same, and says nothing' }),
  service: z.string().meta({ description: 'The name of its service' }),
  impact: z.enum(impacts),
  status: z.enum(statuses).optional().meta({ description: 'How far the work has come; absent: nobody has said' }),
  since: momentJson,
};
const updates = z.array(updateJson).meta({ description: 'The latest first' });

const openJson = z.strictObject({ ...problem, updates });
const endedJson = z.strictObject({ ...problem, ended: momentJson, updates });

/** Programs know these values and no others, so maintenance has a field of its own. */
const stateJson = z.enum(['operational', ...impacts]);
const underMaintenance = z.literal(true).optional();

/** The answer of `GET /status.json`. */
export const statusPageJson = z.strictObject({
  title: z.string(),
  about: z.string().optional(),
  state: stateJson.optional().meta({ description: 'Of the worst service; absent: none is published' }),
  underMaintenance: underMaintenance.meta({ description: 'No service is worse than under maintenance; else absent' }),
  services: z.array(
    z.strictObject({
      name: z.string(),
      state: stateJson,
      underMaintenance: underMaintenance.meta({
        description: 'A maintenance window runs and no incident is open; else absent',
      }),
    }),
  ),
  open: z.array(openJson).meta({ description: 'The gravest first, then the newest; the 50 gravest' }),
  ended: z.array(endedJson).meta({ description: 'In the last 14 days, the latest first; the 50 latest' }),
  maintenance: z
    .array(
      z.strictObject({
        services: z.array(z.string()).meta({ description: 'The names of its services' }),
        from: momentJson,
        until: momentJson,
        running: z.boolean(),
      }),
    )
    .optional()
    .meta({ description: 'What is running, then what begins in the next 14 days, the soonest first; absent: none' }),
  more: z
    .strictObject({ open: z.boolean(), ended: z.boolean() })
    .meta({ description: 'There are more than these, or some that cannot be read' }),
  asOf: momentJson
    .optional()
    .meta({ description: 'Only when it could not be read again for a while: then it was so at that moment' }),
});
export type StatusPageJson = z.output<typeof statusPageJson>;
