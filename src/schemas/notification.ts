import { z } from 'zod';
import { type Platform, platformNames } from '../domain/people.ts';

/** A text that was sent to people or into a room. */
export const sentNotificationJson = z
  .object({
    id: z.string().meta({ description: 'The same for a repeat under the same Idempotency-Key' }),
    to: z
      .array(
        z.object({
          platform: z.enum(Object.keys(platformNames) as [Platform, ...Platform[]]),
          kind: z.enum(['channel', 'person']),
          id: z.string().meta({ description: 'The address as its platform spells it' }),
        }),
      )
      .meta({ description: 'Where it goes' }),
  })
  .meta({ id: 'SentNotification' });
