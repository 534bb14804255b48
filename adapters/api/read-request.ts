import { z } from 'zod';
import { excerpt } from '../../src/lib/text.ts';
import { type ProblemStatus, problem, problemTitles } from '../../src/ports/http.ts';

/** Thrown for an invalid request, with the answer that explains it. */
export class BadRequest extends Error {
  readonly answer: Response;

  constructor(status: ProblemStatus, sentence: string, errors?: readonly FieldError[]) {
    super(sentence);
    this.name = 'BadRequest';
    this.answer = problem(status, problemTitles[status], sentence, errors && { members: { errors } });
  }
}

interface FieldError {
  readonly field: string;
  readonly message: string;
}

const mostErrors = 20;
const mostTold = 5;

/**
 * Returns the body, parsed by the schema. Throws BadRequest: 415 for another Content-Type than JSON, 400 with each invalid
 * field.
 */
export async function readBody<T extends z.ZodType>(request: Request, schema: T): Promise<z.output<T>> {
  const type = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase() ?? '';
  if (!/^application\/(?:[\w.+-]+\+)?json$/.test(type)) {
    throw new BadRequest(415, 'The body must be JSON: send it with Content-Type: application/json.');
  }
  const coding = request.headers.get('content-encoding')?.trim().toLowerCase() || 'identity';
  if (coding !== 'identity') throw new BadRequest(415, 'The body is compressed: send it as it is.');
  return checked(schema, parsed(await request.arrayBuffer()));
}

function parsed(bytes: ArrayBuffer): unknown {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw bad([{ field: '', message: 'the body is not UTF-8' }]);
  }
  try {
    return JSON.parse(text);
  } catch {
    throw bad([{ field: '', message: text.trim() ? 'the body is not JSON' : 'the body is empty; send a JSON object' }]);
  }
}

/** Returns the query, parsed by the schema. Throws BadRequest, also for a parameter that occurs twice. */
export function readQuery<T extends z.ZodType>(query: URLSearchParams, schema: T): z.output<T> {
  const names = [...query.keys()];
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw bad([{ field: excerpt(twice), message: 'is given twice' }]);
  return checked(schema, Object.fromEntries(query));
}

/** Returns the Idempotency-Key; undefined when there is none, and a repeat then runs again. Throws BadRequest. */
export function readKey(request: Request): string | undefined {
  const key = request.headers.get('idempotency-key');
  if (key === null) return undefined;
  if (/^[\x21-\x7e]{1,255}$/.test(key)) return key;
  throw bad([{ field: 'Idempotency-Key', message: 'must be 1 to 255 visible ASCII characters without spaces' }]);
}

export function bad(errors: readonly FieldError[]): BadRequest {
  const told = errors.slice(0, mostTold).map(({ field, message }) => (field ? `“${field}” ${message}` : message));
  const more = errors.length > mostTold ? `; and ${errors.length - mostTold} more` : '';
  const sentence = `${told.join('; ')}${more}.`;
  return new BadRequest(400, sentence.charAt(0).toUpperCase() + sentence.slice(1), errors.slice(0, mostErrors));
}

function checked<T extends z.ZodType>(schema: T, value: unknown): z.output<T> {
  const read = schema.safeParse(value);
  if (read.success) return read.data;
  const known = schema instanceof z.ZodObject ? Object.keys(schema.shape).join(', ') : '';
  throw bad(read.error.issues.flatMap((issue) => errorsOf(issue, known, value)));
}

function errorsOf(issue: z.core.$ZodIssue, known: string, value: unknown): FieldError[] {
  const field = excerpt(issue.path.map(String).join('.'));
  if (issue.code === 'unrecognized_keys') {
    const todo = known ? `is not known here; known are ${known}` : 'is not known: nothing can be said here';
    return issue.keys.map((key) => ({ field: excerpt([...issue.path.map(String), key].join('.')), message: todo }));
  }
  if (issue.code === 'invalid_type' && field && !isThere(value, issue.path)) {
    return [{ field, message: `is missing; it is to be a ${issue.expected}` }];
  }
  return [{ field, message: wrong(issue) }];
}

function wrong(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.path.length > 0 ? `is to be a ${issue.expected}` : 'the body is to be a JSON object';
    case 'invalid_value':
      return `is to be one of ${issue.values.join(', ')}`;
    case 'too_small':
      return issue.origin === 'string' ? 'is empty' : `is to be ${issue.minimum} at least`;
    case 'too_big':
      return issue.origin === 'string'
        ? `is too long; at most ${issue.maximum} characters are kept`
        : `is to be ${issue.maximum} at most`;
    default:
      return issue.message;
  }
}

function isThere(value: unknown, path: readonly PropertyKey[]): boolean {
  let at = value;
  for (const key of path) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, key)) return false;
    at = (at as Record<PropertyKey, unknown>)[key];
  }
  return true;
}
