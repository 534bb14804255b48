import { AsyncLocalStorage } from 'node:async_hooks';
import {
  type Context,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  type Tracer,
  trace,
} from '@opentelemetry/api';
import type { ActiveSpan, SpanRequest, TraceIds, Tracing } from '../../../src/ports/telemetry/tracing.ts';

const kinds = {
  server: SpanKind.SERVER,
  client: SpanKind.CLIENT,
  producer: SpanKind.PRODUCER,
  consumer: SpanKind.CONSUMER,
} as const;

/** https://www.w3.org/TR/trace-context/#traceparent-header */
const traceparent = /^[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(?:-|$)/;

export interface OtlpTracing extends Tracing {
  context(): Context;
  /** Undefined outside of every span, and in a trace that is not sampled. */
  ids(): TraceIds | undefined;
}

/** Traces with the SDK, without its globals: several Tocsins of one process keep theirs apart. */
export function createTracing(tracer: Tracer): OtlpTracing {
  const going = new AsyncLocalStorage<Context>();
  const context = () => going.getStore() ?? ROOT_CONTEXT;

  function parentOf({ parent }: SpanRequest): Context {
    if (parent === undefined) return context();
    if (parent === 'none') return ROOT_CONTEXT;
    return remoteContext(parent) ?? context();
  }

  return {
    context,
    async span(request, run) {
      const { name, kind, attributes = {} } = request;
      const parent = parentOf(request);
      const span = tracer.startSpan(
        name,
        { kind: kind ? kinds[kind] : SpanKind.INTERNAL, attributes: { ...attributes } },
        parent,
      );
      try {
        return await going.run(trace.setSpan(parent, span), () => run(activeOf(span)));
      } catch (err) {
        // The message may hold what people wrote, or a secret.
        span.setStatus({ code: SpanStatusCode.ERROR });
        span.setAttribute('error.type', err instanceof Error ? err.name : 'unknown');
        throw err;
      } finally {
        span.end();
      }
    },
    current() {
      const known = trace.getSpanContext(context());
      if (!known) return undefined;
      const flags = known.traceFlags.toString(16).padStart(2, '0');
      return `00-${known.traceId}-${known.spanId}-${flags}`;
    },
    ids() {
      const known = trace.getSpanContext(context());
      return known && known.traceFlags & 1 ? { trace_id: known.traceId, span_id: known.spanId } : undefined;
    },
  };
}

function activeOf(span: Span): ActiveSpan {
  return {
    set: (attributes) => void span.setAttributes({ ...attributes }),
    fail: () => void span.setStatus({ code: SpanStatusCode.ERROR }),
  };
}

/** Undefined when it is malformed. */
function remoteContext(parent: string): Context | undefined {
  const [, traceId, spanId, flags] = traceparent.exec(parent) ?? [];
  if (!traceId || !spanId || !flags || /^0+$/.test(traceId) || /^0+$/.test(spanId)) return undefined;
  const traceFlags = Number.parseInt(flags, 16) & 1;
  return trace.setSpanContext(ROOT_CONTEXT, { traceId, spanId, traceFlags, isRemote: true });
}
