import { z } from 'zod';
import { optionalNumber, optionalText } from '../read.ts';

// The parts of Opsgenie's API v2, and of the folder that its configuration backup tool writes, that are read.

/** ISO 8601, or a format of the backup tool: milliseconds, or `2026-01-05 09:00` in UTC. */
export const moment = z
  .union([z.string(), z.number()])
  .transform((at) =>
    typeof at === 'string' && /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}$/.test(at)
      ? new Date(`${at.replace(' ', 'T')}Z`)
      : new Date(at),
  )
  .refine((at) => !Number.isNaN(at.getTime()), 'a time, such as 2026-01-05T09:00:00Z');

const lowerCase = z.string().transform((text) => text.toLowerCase());

/** A person, team, schedule or escalation that is paged. */
export const participant = z.object({ type: lowerCase, id: optionalText, name: optionalText, username: optionalText });

const hours = z.object({
  startDay: lowerCase.nullish(),
  startHour: z.number(),
  startMin: z.number().nullish(),
  endDay: lowerCase.nullish(),
  endHour: z.number(),
  endMin: z.number().nullish(),
});

const rotation = z.object({
  id: optionalText,
  name: optionalText,
  startDate: moment,
  endDate: moment.nullish(),
  type: lowerCase,
  length: optionalNumber,
  participants: z.array(participant).nullish(),
  timeRestriction: z
    .object({ type: lowerCase.nullish(), restriction: hours.nullish(), restrictions: z.array(hours).nullish() })
    .nullish(),
});

export const override = z.object({
  alias: optionalText,
  user: participant.partial({ type: true }).nullish(),
  startDate: moment,
  endDate: moment,
  rotations: z.array(z.object({ id: optionalText, name: optionalText })).nullish(),
  _parent: z.object({ id: optionalText }).nullish(),
});

const team = z.object({ id: optionalText, name: optionalText });

export const schedule = z.object({
  id: z.string(),
  name: z.string(),
  timezone: optionalText,
  enabled: z.boolean().nullish(),
  ownerTeam: team.nullish(),
  rotations: z.array(rotation).nullish(),
  overrides: z.array(override).nullish(),
});

export const user = z.object({
  id: z.string(),
  username: z.string(),
  fullName: optionalText,
  role: z.object({ name: optionalText }).nullish(),
  timeZone: optionalText,
  blocked: z.boolean().nullish(),
  notificationRules: z.array(z.unknown()).nullish(),
  userContacts: z.array(z.object({ contactMethod: optionalText, enabled: z.boolean().nullish() })).nullish(),
});

const condition = z.object({
  field: optionalText,
  key: optionalText,
  not: z.boolean().nullish(),
  operation: optionalText,
  expectedValue: optionalText,
});

export const routingRule = z.object({
  id: optionalText,
  name: optionalText,
  isDefault: z.boolean().nullish(),
  order: optionalNumber,
  criteria: z.object({ type: optionalText, conditions: z.array(condition).nullish() }).nullish(),
  timeRestriction: z.unknown().optional(),
  notify: participant.partial({ type: true }).nullish(),
});

export const teamShape = z.object({
  id: z.string(),
  name: z.string(),
  members: z.array(z.object({ user: z.object({ id: optionalText, username: optionalText }) })).nullish(),
  routingRules: z.array(routingRule).nullish(),
});

export const escalation = z.object({
  id: z.string(),
  name: z.string(),
  rules: z
    .array(
      z.object({
        condition: optionalText,
        notifyType: optionalText,
        recipient: participant,
        delay: z.object({ timeAmount: optionalNumber, timeUnit: optionalText }).nullish(),
      }),
    )
    .nullish(),
  repeat: z
    .object({ waitInterval: optionalNumber, count: optionalNumber, closeAlertAfterAll: z.boolean().nullish() })
    .nullish(),
  ownerTeam: team.nullish(),
});

export const integration = z.object({
  id: z.string(),
  name: optionalText,
  type: optionalText,
  enabled: z.boolean().nullish(),
  apiKey: optionalText,
  teamId: optionalText,
  ownerTeam: team.nullish(),
  emailAddress: optionalText,
});

export type Schedule = z.infer<typeof schedule>;
export type Rotation = z.infer<typeof rotation>;
export type Override = z.infer<typeof override>;
export type Participant = z.infer<typeof participant>;
export type Team = z.infer<typeof teamShape>;
export type RoutingRule = z.infer<typeof routingRule>;
export type Condition = z.infer<typeof condition>;
export type Escalation = z.infer<typeof escalation>;
export type Integration = z.infer<typeof integration>;
export type User = z.infer<typeof user>;
