import { z } from 'zod';

/** An error for programs (RFC 9457). */
export const problemJson = z
  .object({
    type: z.string().meta({ description: 'Always about:blank: the status says what kind of trouble it is' }),
    title: z.string(),
    status: z.int().min(400).max(599),
    detail: z.string().meta({ description: 'One sentence: what was wrong, what was expected, what to do' }),
    rule: z.string().optional().meta({ description: 'The rule that said no, such as already-acknowledged' }),
    errors: z
      .array(z.object({ field: z.string(), message: z.string() }))
      .optional()
      .meta({ description: 'Each field that is wrong; an empty field is the whole body' }),
    scope: z.string().optional().meta({ description: 'The scope that the token has not' }),
  })
  .meta({ id: 'Problem', description: 'An error (RFC 9457)' });
