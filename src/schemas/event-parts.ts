import { z } from 'zod';
import type { UnsentPage } from '../domain/incident/events.ts';
import { platform } from './delivery-events.ts';
import { momentJson, personIdJson } from './incident.ts';

/** Which route began an incident. */
export const routeJson = z
  .union([
    z.literal('none'),
    z.object({
      number: z.int().min(1).meta({ description: 'Its place among the routes of the file at that time, from 1' }),
      match: z.string().meta({ description: 'Its conditions; empty: it matches every alert' }),
      chose: z.array(z.enum(['service', 'severity', 'policy'])),
    }),
  ])
  .meta({ description: 'The route that its first alert matched, or `none`; absent: no alert, or there are no routes' });

/** Why somebody was paged. */
export const reasonJson = z
  .object({
    person: personIdJson,
    kind: z.enum(['person', 'schedule', 'override', 'team']),
    schedule: z.string().optional(),
    layer: z.int().min(1).optional().meta({ description: 'From 1, where the schedule had several' }),
    instead: personIdJson.optional().meta({ description: 'Who would have been on call without the override' }),
    team: z.string().optional(),
  })
  .meta({ description: 'How the policy, a schedule or a team led to the person at that moment' });

/** The ways of pages that an acknowledgement or resolution stopped. */
export const unsentJson = z
  .array(
    z.object({
      page: z.int().min(1).meta({ description: 'The `seq` of the event that paged them' }),
      person: personIdJson,
      platform,
      dueAt: momentJson,
    }),
  )
  .meta({ description: 'Ways of pages that were not due yet, and are never sent' });

export function unsentOf({ call: page, person, platform: on, dueAt }: UnsentPage) {
  return { page, person, platform: on, dueAt };
}
