import { z } from 'zod';

/** The answer to alerts that were taken, where their sender wants no other. */
export const acceptedJson = z
  .object({
    accepted: z.int().min(0).meta({ description: 'How many alerts were taken' }),
    incidents: z.array(z.int().min(1)).meta({ description: 'The incidents that they began or joined, each once' }),
  })
  .meta({ id: 'Accepted' });
