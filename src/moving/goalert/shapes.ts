import { z } from 'zod';
import { moment, optionalNumber, optionalText } from '../read.ts';

// The parts of GoAlert's GraphQL types that docs/moving-in.md asks for.

const target = z.object({ id: z.string(), type: z.string(), name: optionalText });

export const user = z.object({
  id: z.string(),
  name: optionalText,
  email: optionalText,
  role: optionalText,
  contactMethods: z
    .array(
      z.object({
        type: optionalText,
        dest: z.object({ type: optionalText, args: z.record(z.string(), z.string()).nullish() }).nullish(),
      }),
    )
    .nullish(),
});

export const rotation = z.object({
  id: z.string(),
  name: optionalText,
  timeZone: z.string(),
  start: moment,
  type: z.enum(['hourly', 'daily', 'weekly', 'monthly']),
  shiftLength: z.number(),
  activeUserIndex: z.number(),
  userIDs: z.array(z.string()),
  nextHandoffTimes: z.array(moment).nullish(),
});

const rule = z.object({ start: z.string(), end: z.string(), weekdayFilter: z.array(z.boolean()).length(7) });

export const schedule = z.object({
  id: z.string(),
  name: optionalText,
  timeZone: z.string(),
  targets: z.array(z.object({ target, rules: z.array(rule) })),
  temporarySchedules: z
    .array(
      z.object({
        start: moment,
        end: moment,
        shifts: z.array(z.object({ userID: z.string(), start: moment, end: moment })),
      }),
    )
    .nullish(),
});

export const userOverride = z.object({
  id: z.string(),
  start: moment,
  end: moment,
  addUserID: optionalText,
  removeUserID: optionalText,
  target: z.object({ id: z.string() }),
});

export const escalationPolicy = z.object({
  id: z.string(),
  name: optionalText,
  repeat: optionalNumber,
  steps: z.array(
    z.object({
      delayMinutes: z.number(),
      stepNumber: optionalNumber,
      targets: z.array(target).nullish(),
      actions: z.array(z.object({ type: z.string(), args: z.record(z.string(), z.string()) })).nullish(),
    }),
  ),
});

export const service = z.object({
  id: z.string(),
  name: optionalText,
  escalationPolicyID: z.string(),
  integrationKeys: z
    .array(z.object({ id: z.string(), type: z.string(), name: optionalText, href: optionalText }))
    .nullish(),
  heartbeatMonitors: z
    .array(z.object({ id: z.string(), name: optionalText, timeoutMinutes: z.number(), href: optionalText }))
    .nullish(),
});

export type Rotation = z.infer<typeof rotation>;
export type Schedule = z.infer<typeof schedule>;
export type UserOverride = z.infer<typeof userOverride>;
export type EscalationPolicy = z.infer<typeof escalationPolicy>;
export type Service = z.infer<typeof service>;
