import { z } from 'zod';
import { problemTitles } from '../../../../src/ports/http.ts';
import type { BadPayload } from '../../sender.ts';

/** A refusal in the words that PagerDuty's clients read. */
export function invalidEvent(problems: BadPayload['problems']) {
  const errors = problems.map(({ field, message }) => (field ? `${field}: ${message}` : message));
  return { status: 'invalid event', message: 'Event object is invalid', errors };
}

/** The same for the API's document. */
export const invalidEventAnswer = {
  status: 400,
  description: problemTitles[400],
  schema: z.object({ status: z.string(), message: z.string(), errors: z.array(z.string()) }),
} as const;
