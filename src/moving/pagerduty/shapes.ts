import { z } from 'zod';
import { moment, optionalNumber, optionalText, reference } from '../read.ts';

// The parts of the answers of PagerDuty's REST API v2 that are read.

const contactMethod = z.object({ type: z.string().default(''), address: optionalText, label: optionalText });

export const user = z.object({
  id: z.string(),
  name: optionalText,
  email: optionalText,
  time_zone: optionalText,
  role: optionalText,
  teams: z.array(reference).nullish(),
  contact_methods: z.array(contactMethod).nullish(),
  notification_rules: z.array(z.unknown()).nullish(),
});

const restriction = z.object({
  type: z.string(),
  start_time_of_day: z.string(),
  start_day_of_week: z.number().nullish(),
  duration_seconds: z.number(),
});

const layer = z.object({
  name: optionalText,
  start: moment,
  end: moment.nullish(),
  rotation_virtual_start: moment,
  rotation_turn_length_seconds: z.number().positive(),
  users: z.array(z.object({ user: reference.nullish() })),
  restrictions: z.array(restriction).nullish(),
});

export const override = z.object({ start: moment, end: moment, user: reference });

export const schedule = z.object({
  id: z.string(),
  name: optionalText,
  time_zone: optionalText,
  // Highest first, as the API gives them.
  schedule_layers: z.array(layer).nullish(),
  overrides: z.array(override).nullish(),
});

export const escalationPolicy = z.object({
  id: z.string(),
  name: optionalText,
  num_loops: optionalNumber,
  escalation_rules: z.array(
    z.object({
      escalation_delay_in_minutes: optionalNumber,
      targets: z.array(reference),
      escalation_rule_assignment_strategy: z.object({ type: optionalText }).nullish(),
    }),
  ),
});

export const integration = z.object({
  id: z.string(),
  type: optionalText,
  name: optionalText,
  summary: optionalText,
  integration_key: optionalText,
  integration_email: optionalText,
  vendor: reference.nullish(),
  service: reference.nullish(),
});

export const service = z.object({
  id: z.string(),
  name: optionalText,
  summary: optionalText,
  status: optionalText,
  escalation_policy: reference.nullish(),
  teams: z.array(reference).nullish(),
  acknowledgement_timeout: optionalNumber,
  auto_resolve_timeout: optionalNumber,
  integrations: z.array(integration).nullish(),
  incident_urgency_rule: z.object({ type: optionalText, urgency: optionalText }).nullish(),
  support_hours: z.unknown().optional(),
  alert_grouping_parameters: z
    .object({
      type: optionalText,
      config: z.object({ fields: z.array(z.string()).nullish() }).nullish(),
    })
    .nullish(),
});

export const maintenanceWindow = z.object({
  id: z.string(),
  description: optionalText,
  start_time: moment,
  end_time: moment,
  services: z.array(reference),
});

export type User = z.infer<typeof user>;
export type Schedule = z.infer<typeof schedule>;
export type ScheduleLayer = z.infer<typeof layer>;
export type Service = z.infer<typeof service>;
export type EscalationPolicy = z.infer<typeof escalationPolicy>;
