import type { z } from 'zod';
import type { TokenRole } from '../../src/domain/people.ts';
import type { Api, ApiActor } from '../../src/ports/api.ts';
import { jobPath } from '../../src/schemas/job.ts';
import { type ErrorStatus, listTypes, type markdownType, type Operation } from '../../src/schemas/operation.ts';
import { incidentPath } from '../../src/schemas/requests.ts';

/** What one request asks, read and checked. */
export interface Call<Query, Body> {
  readonly api: Api;
  /** Of the incident in the path; 0 where the path has none. */
  readonly number: number;
  /** The name in the path; empty where the path has none. */
  readonly name: string;
  readonly query: Query;
  readonly body: Body;
  /** The name of the program's token. */
  readonly client: string;
  /** The role of that token. Absent: it has none. */
  readonly tokenRole?: TokenRole;
  /** Under which a repeat is known. Absent: no repeat is. */
  readonly idempotencyKey?: string;
}

/** One method of one path: what it takes, what it gives, and how. The document and the server are both made of these. */
export interface Endpoint<Query extends z.ZodType = z.ZodType, Body extends z.ZodType = z.ZodType> {
  readonly method: 'GET' | 'POST';
  /** With `{number}` where the incident's number stands, or `{name}`. */
  readonly path: string;
  readonly id: string;
  readonly summary: string;
  readonly tag: Operation['tag'];
  readonly scope: Operation['scope'];
  readonly query: Query;
  readonly body?: Body;
  readonly gives: {
    readonly status: 200 | 201 | 202;
    readonly description: string;
    readonly schema: z.ZodType;
    /** Then what `run` returns is the text itself. Absent: JSON. */
    readonly type?: typeof markdownType;
    /** It is a page of a list, and comes in other types too: the columns of its CSV, such as `declared.at`. */
    readonly columns?: readonly string[];
  };
  run(call: Call<z.output<Query>, z.output<Body>>): Promise<unknown>;
  /** Where what was made is found. */
  location?(made: unknown): string;
}

export function defineEndpoint<Query extends z.ZodType, Body extends z.ZodType = z.ZodUndefined>(
  endpoint: Endpoint<Query, Body>,
): Endpoint {
  return endpoint as unknown as Endpoint;
}

/** Returns on whose behalf the caller acts, and by which token. */
export function actorFor(
  by: string,
  { client, tokenRole }: Pick<Call<unknown, unknown>, 'client' | 'tokenRole'>,
): ApiActor {
  return { by, client, ...(tokenRole && { tokenRole }) };
}

/** The same for the document. */
export function operationOf(endpoint: Endpoint): Operation {
  const { method, path, id, summary, tag, scope, gives, body } = endpoint;
  const ofIncident = path.includes('{number}');
  const ofName = path.includes('{name}');
  return {
    method,
    path,
    id,
    summary,
    tag,
    scope,
    query: endpoint.query as z.ZodObject,
    ...(ofIncident && { pathValues: incidentPath }),
    ...(ofName && { pathValues: jobPath }),
    ...(body && {
      body: { required: true, type: 'application/json', schema: body },
      idempotencyKey: { maxLength: 255, pattern: '^[\\x21-\\x7e]+$' },
    }),
    answers: [
      {
        ...gives,
        ...(gives.columns && { also: listTypes.slice(1) }),
        ...(gives.status === 201 && { headers: { Location: 'Where it is found' } }),
      },
    ],
    errors: errorsOf(endpoint, ofIncident || ofName),
  };
}

function errorsOf({ method, scope, gives }: Endpoint, isOfOne: boolean): readonly ErrorStatus[] {
  const always: ErrorStatus[] = [400, 401, 403, 405, 429, 500, 503];
  const found: ErrorStatus[] = [...(isOfOne ? [404 as const] : []), ...(gives.columns ? [406 as const] : [])];
  if (method === 'GET') return [...always, ...found];
  return [...always, ...found, 409, 413, 415, ...(scope === 'write' ? ([422] as const) : [])];
}
