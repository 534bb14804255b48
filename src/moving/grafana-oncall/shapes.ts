import { z } from 'zod';
import { optionalNumber, optionalText } from '../read.ts';

// The parts of the answers of Grafana OnCall's public API that are read.

/** Local time, `2026-01-05T09:00:00`. */
const local = z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/, 'a local time, such as 2026-01-05T09:00:00');

export const user = z.object({
  id: z.string(),
  email: optionalText,
  username: optionalText,
  role: optionalText,
  timezone: optionalText,
  teams: z.array(z.string()).nullish(),
  slack: z.union([z.array(z.object({ user_id: optionalText })), z.object({ user_id: optionalText })]).nullish(),
});

export const team = z.object({ id: z.string(), name: z.string() });

export const schedule = z.object({
  id: z.string(),
  name: optionalText,
  type: optionalText,
  time_zone: optionalText,
  shifts: z.array(z.string()).nullish(),
  slack: z.object({ user_group_id: optionalText }).nullish(),
});

export const shift = z.object({
  id: z.string(),
  name: optionalText,
  type: z.enum(['single_event', 'recurrent_event', 'rolling_users', 'override']),
  time_zone: optionalText,
  level: optionalNumber,
  start: local,
  duration: z.number(),
  rotation_start: local.nullish(),
  until: local.nullish(),
  frequency: z.enum(['hourly', 'daily', 'weekly', 'monthly']).nullish(),
  interval: optionalNumber,
  week_start: optionalText,
  by_day: z.array(z.string()).nullish(),
  by_month: z.array(z.number()).nullish(),
  by_monthday: z.array(z.number()).nullish(),
  users: z.array(z.string()).nullish(),
  rolling_users: z.array(z.array(z.string())).nullish(),
  start_rotation_from_user_index: optionalNumber,
});

export const escalationChain = z.object({ id: z.string(), name: z.string() });

export const escalationStep = z.object({
  id: z.string(),
  escalation_chain_id: z.string(),
  position: optionalNumber,
  type: z.string(),
  duration: optionalNumber,
  persons_to_notify: z.array(z.string()).nullish(),
  persons_to_notify_next_each_time: z.array(z.string()).nullish(),
  notify_on_call_from_schedule: optionalText,
  team_to_notify: optionalText,
});

export const integration = z.object({
  id: z.string(),
  name: optionalText,
  type: optionalText,
  link: optionalText,
  default_route: z.object({ escalation_chain_id: optionalText }).nullish(),
});

export const route = z.object({
  id: z.string(),
  integration_id: z.string(),
  escalation_chain_id: optionalText,
  routing_type: optionalText,
  routing_regex: optionalText,
  position: optionalNumber,
  is_the_last_route: z.boolean().nullish(),
});

export type Schedule = z.infer<typeof schedule>;
export type Shift = z.infer<typeof shift>;
export type EscalationStep = z.infer<typeof escalationStep>;
export type Integration = z.infer<typeof integration>;
export type Route = z.infer<typeof route>;
