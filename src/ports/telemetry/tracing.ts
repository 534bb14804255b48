/** Ids, names of kinds and counts: never a secret, a text of a message, or a name of a person. */
export type SpanAttributes = Readonly<Record<string, string | number | boolean>>;

/** A part of a trace that begins with `run` and ends with it. */
export interface SpanRequest {
  /** One of few, such as `deliver page`. */
  readonly name: string;
  /** Absent: it is the inside of Tocsin. */
  readonly kind?: 'server' | 'client' | 'producer' | 'consumer';
  /** A W3C `traceparent` that it continues, or `none` for a trace of its own. Absent, or malformed: what is going on here. */
  readonly parent?: string;
  readonly attributes?: SpanAttributes;
}

export interface ActiveSpan {
  set(attributes: SpanAttributes): void;
  /** It did not do what it was for, although nothing was thrown. */
  fail(): void;
}

/** What is going on, for logs and exemplars: in the names that logs have for it. */
export interface TraceIds {
  readonly trace_id: string;
  readonly span_id: string;
}

/** Follows one request through processes and brokers. */
export interface Tracing {
  /** Runs `run` in a span of its own, which fails when `run` throws. Throws what `run` throws. */
  span<T>(request: SpanRequest, run: (span: ActiveSpan) => Promise<T>): Promise<T>;
  /** The W3C `traceparent` of what is going on, to be kept or sent along; undefined while nothing is traced. */
  current(): string | undefined;
}

const inactive: ActiveSpan = { set: () => undefined, fail: () => undefined };

/** Traces nothing, and costs nothing. */
export const noTracing: Tracing = { span: (_request, run) => run(inactive), current: () => undefined };
