import type { z } from 'zod';
import type { Scope } from '../../src/ports/access.ts';
import type { ApiDesk, Spoken } from '../../src/ports/api-desk.ts';

/** What one request asks, read and checked. */
export interface Call<Query, Body> {
  readonly desk: ApiDesk;
  /** Of the incident in the path; 0 where the path has none. */
  readonly number: number;
  readonly query: Query;
  readonly body: Body;
  /** Who it is said for, with the key under which a repeat is known. */
  spoken(by: string): Spoken;
}

/** One method of one path: what it takes, what it gives, and how. The document and the server are both made of these. */
export interface Endpoint<Query extends z.ZodType = z.ZodType, Body extends z.ZodType = z.ZodType> {
  readonly method: 'GET' | 'POST';
  /** With `{number}` where the incident's number stands. */
  readonly path: string;
  readonly id: string;
  readonly summary: string;
  readonly tag: 'Incidents' | 'Actions' | 'On call';
  readonly scope: Scope;
  readonly query: Query;
  readonly body?: Body;
  readonly gives: { readonly status: 200 | 201; readonly description: string; readonly schema: z.ZodType };
  run(call: Call<z.output<Query>, z.output<Body>>): Promise<unknown>;
  /** Where what was made is found. */
  location?(made: unknown): string;
}

export function defineEndpoint<Query extends z.ZodType, Body extends z.ZodType = z.ZodUndefined>(
  endpoint: Endpoint<Query, Body>,
): Endpoint {
  return endpoint as unknown as Endpoint;
}
