import type { z } from 'zod';
import type { TokenRole } from '../../src/domain/people.ts';
import type { Api, ApiActor } from '../../src/ports/api.ts';
import { jobPath } from '../../src/schemas/job.ts';
import { type ErrorStatus, listTypes, type markdownType, type Operation } from '../../src/schemas/operation.ts';
import { incidentPath } from '../../src/schemas/requests.ts';

/** One request, parsed and validated. */
export interface Call<Query, Body> {
  readonly api: Api;
  /** Number of the incident in the path; 0 where the path has none. */
  readonly number: number;
  /** Name in the path; empty where the path has none. */
  readonly name: string;
  readonly query: Query;
  readonly body: Body;
  /** Name of the client's token. */
  readonly client: string;
  /** Role of that token. Absent: it has none. */
  readonly tokenRole?: TokenRole;
  /** A repeat under the same key runs once. Absent: a repeat runs again. */
  readonly idempotencyKey?: string;
}

/**
 * One method of one path: its input, its output and its handler. The server and the OpenAPI document are both built from
 * these.
 */
export interface Endpoint<Query extends z.ZodType = z.ZodType, Body extends z.ZodType = z.ZodType> {
  readonly method: 'GET' | 'POST';
  /** Path with `{number}` for the incident's number, or `{name}`. */
  readonly path: string;
  readonly id: string;
  readonly summary: string;
  readonly tag: Operation['tag'];
  readonly scope: Operation['scope'];
  readonly query: Query;
  /** What `{name}` of the path is. Absent: the name of a recurring job. */
  readonly pathValues?: Operation['pathValues'];
  readonly body?: Body;
  readonly gives: {
    readonly status: 200 | 201 | 202;
    readonly description: string;
    readonly schema: z.ZodType;
    /** Media type of the string that `run` returns. Absent: `run` returns an object, sent as JSON. */
    readonly type?: typeof markdownType;
    /**
     * Columns of the CSV, such as `declared.at`. Present only where the answer is a page of a list, which also comes in
     * other types.
     */
    readonly columns?: readonly string[];
  };
  run(call: Call<z.output<Query>, z.output<Body>>): Promise<unknown>;
  /** Returns the path of what was created, for the Location header. */
  location?(made: unknown): string;
}

export function defineEndpoint<Query extends z.ZodType, Body extends z.ZodType = z.ZodUndefined>(
  endpoint: Endpoint<Query, Body>,
): Endpoint {
  return endpoint as unknown as Endpoint;
}

/** Returns the actor: the person whom the client acts for, and its token. */
export function actorFor(
  by: string,
  { client, tokenRole }: Pick<Call<unknown, unknown>, 'client' | 'tokenRole'>,
): ApiActor {
  return { by, client, ...(tokenRole && { tokenRole }) };
}

/** Returns the endpoint as an operation of the OpenAPI document. */
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
    ...(ofName && { pathValues: endpoint.pathValues ?? jobPath }),
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
