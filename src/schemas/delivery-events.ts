import { z } from 'zod';
import { failureCodes } from '../domain/incident/deliveries/failure-reason.ts';
import type { IncidentEvent } from '../domain/incident/events.ts';
import { pageWays } from '../domain/people.ts';
import { personIdJson } from './incident.ts';

export type EventType = IncidentEvent['type'];
export type Happened<T extends EventType> = Extract<IncidentEvent, { type: T }>;

export interface Kind<T extends EventType> {
  /** What happened, in a sentence for readers of the schema. */
  readonly means: string;
  /** The fields of the event that are sent; no other field is. */
  readonly data: z.ZodObject;
  /** Returns the fields that are not sent as the event has them. */
  changed?(event: Happened<T>): Record<string, unknown>;
}

export const platform = z.enum(pageWays);

type DeliveryEvent = 'rerouted' | 'bundled' | 'undelivered';

/** The data of delivery events: how a page was sent, and what could not be delivered. */
export const deliveryEvents: { readonly [T in DeliveryEvent]: Kind<T> } = {
  rerouted: {
    means: 'One way to page somebody fails, and the next was taken early',
    data: z.object({ person: personIdJson, from: z.array(platform), to: platform }),
  },
  bundled: {
    means: 'A page went out in one message with those of other incidents',
    data: z.object({
      person: personIdJson,
      platform,
      others: z.int().min(0).meta({ description: 'How many other incidents that message names' }),
    }),
  },
  undelivered: {
    means: 'A message of it was given up',
    data: z.object({
      platform,
      person: personIdJson.optional(),
      reason: z.string().meta({
        description: `What the platform said, or a code: ${failureCodes.join(', ')}`,
      }),
      escalatedTo: z.number().int().min(1).optional().meta({
        description: 'It was the last way to anybody whom the level paged, so this level, from 1, is paged at once',
      }),
    }),
    changed: ({ escalatedTo: level }) => ({ escalatedTo: level === undefined ? undefined : level + 1 }),
  },
};
