import { z } from 'zod';

/** The default answer to accepted alerts. */
const problems = z.array(z.object({ field: z.string(), message: z.string() }));

export const acceptedJson = z
  .object({
    accepted: z.int().min(0).meta({ description: 'How many alerts were taken' }),
    incidents: z.array(z.int().min(1)).meta({ description: 'The incidents that they began or joined, each once' }),
    readAs: z
      .string()
      .optional()
      .meta({ description: 'The sender in whose shape they were read, where that is not the one of the address' }),
    readFrom: z
      .array(z.object({ field: z.string(), from: z.string() }))
      .optional()
      .meta({ description: 'Fields that were found under the names that other monitors use, and where' }),
    ignored: problems
      .optional()
      .meta({ description: 'Fields that were not understood; their alerts were taken without them' }),
    refused: problems
      .optional()
      .meta({ description: 'What makes entries of an array unusable; the other entries were taken' }),
  })
  .meta({ id: 'Accepted' });
