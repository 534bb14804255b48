import { z } from 'zod';
import { momentJson } from './incident.ts';

/** The answer of a command that only reads, as a person reads it. */
export const answerJson = z
  .object({
    title: z.string().optional(),
    text: z.string().meta({ description: 'The whole answer; lines are separated by a line feed' }),
    fields: z.array(z.object({ label: z.string(), value: z.string(), at: momentJson.optional() })).optional(),
    links: z.array(z.object({ label: z.string(), url: z.string() })).optional(),
    more: z.boolean().meta({ description: 'There is another page' }),
  })
  .meta({ id: 'Answer' });

export type AnswerJson = z.infer<typeof answerJson>;
