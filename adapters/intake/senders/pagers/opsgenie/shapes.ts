import { randomUUID } from 'node:crypto';
import { z } from 'zod';

/** What Opsgenie answers when something is wrong. Its clients read `message`, and `errors` as an object of fields. */
export const failure = z.object({
  message: z.string(),
  errors: z.record(z.string(), z.string()).optional(),
  took: z.number(),
  requestId: z.string(),
});

export function failed(message: string, errors?: Readonly<Record<string, string>>): z.output<typeof failure> {
  return { message, ...(errors && { errors: { ...errors } }), took: 0.001, requestId: randomUUID() };
}

/** What it answers when something was asked. */
export const answered = z.object({
  data: z.unknown(),
  paging: z.record(z.string(), z.string()).optional(),
  took: z.number(),
  requestId: z.string(),
});

export const noSuchAlert = 'Alert with the given identifier does not exist.';

export function framed(data: unknown) {
  return { data, took: 0.001, requestId: randomUUID() };
}

export function countIn(text: string | null): number | undefined {
  return text && /^\d{1,6}$/.test(text) ? Number(text) : undefined;
}

/** Returns the parts of a path, decoded. */
export function partsOf(rest: string): readonly string[] {
  return rest.split('/').map(decodeURIComponent);
}
