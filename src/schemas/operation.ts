import type { z } from 'zod';

export const markdownType = 'text/markdown; charset=utf-8';

/** What lists come as, by `Accept`; the first is for who accepts anything. */
export const listTypes = ['application/json', 'application/x-ndjson', 'text/csv', 'application/msgpack'] as const;

/** What an operation can answer when something is wrong, each as problem+json. */
export type ErrorStatus = 400 | 401 | 403 | 404 | 405 | 406 | 409 | 413 | 415 | 422 | 429 | 500 | 503;

/** One method of one path under `/v1`, as the OpenAPI document tells of it. Each adapter says so of what it answers. */
export interface Operation {
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'DELETE';
  /** With `{number}` where something is to be put in. */
  readonly path: string;
  /** No other has it. */
  readonly id: string;
  readonly summary: string;
  /** More than the summary, in Markdown. */
  readonly about?: string;
  /** Where the makers of what is posted describe it. */
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
  /** Where the token may stand besides `Authorization: Bearer`. */
  readonly tokenAlso?: readonly ('header' | 'basic' | 'query')[];
  readonly pathValues?: z.ZodObject;
  readonly query?: z.ZodObject;
  readonly body?: Body;
  /** What a repeat is known by; absent: it is known by nothing. */
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
  /** What it comes as besides, by `Accept`. */
  readonly also?: readonly string[];
  /** Headers that it has, each with what it says. */
  readonly headers?: Readonly<Record<string, string>>;
}
