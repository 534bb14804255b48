import type { z } from 'zod';

export const markdownType = 'text/markdown; charset=utf-8';

/** The formats of lists, chosen by `Accept`; the first is for clients that accept all. */
export const listTypes = ['application/json', 'application/x-ndjson', 'text/csv', 'application/msgpack'] as const;

/** The error statuses of an operation, each sent as problem+json. */
export type ErrorStatus = 400 | 401 | 403 | 404 | 405 | 406 | 409 | 413 | 415 | 422 | 429 | 500 | 503;

/** One method of one path under `/v1` for the OpenAPI document. Each adapter describes the operations that it answers. */
export interface Operation {
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'DELETE';
  /** With placeholders such as `{number}`. */
  readonly path: string;
  /** Unique among all operations. */
  readonly id: string;
  readonly summary: string;
  /** More details than the summary, in Markdown. */
  readonly about?: string;
  /** The URL of the sender's own documentation of the payload. */
  readonly documentation?: string;
  readonly tag:
    | 'Incidents'
    | 'Actions'
    | 'On call'
    | 'Alerts'
    | 'Heartbeats and checks'
    | 'Recurring jobs'
    | 'Audit log'
    | 'This document';
  readonly scope: 'alerts' | 'read' | 'write' | 'audit';
  /** Where the token may be sent besides `Authorization: Bearer`. */
  readonly tokenAlso?: readonly ('header' | 'basic' | 'query')[];
  readonly pathValues?: z.ZodObject;
  readonly query?: z.ZodObject;
  readonly body?: Body;
  /** The key by which a repeat is recognized; absent: repeats are not recognized. */
  readonly idempotencyKey?: { readonly maxLength: number; readonly pattern: string };
  readonly answers: readonly Given[];
  readonly errors: readonly ErrorStatus[];
}

interface Body {
  readonly required: boolean;
  readonly type: 'application/json' | 'text/plain';
  readonly schema: z.ZodType;
}

interface Given {
  readonly status: 200 | 201 | 202 | 204 | 400 | 403 | 404 | 422;
  readonly description: string;
  /** The shape of the body. Absent: no body. */
  readonly schema?: z.ZodType;
  /** Absent: JSON. */
  readonly type?: typeof markdownType;
  /** Further formats, chosen by `Accept`. */
  readonly also?: readonly string[];
  /** The headers of the answer, each with its description. */
  readonly headers?: Readonly<Record<string, string>>;
}
