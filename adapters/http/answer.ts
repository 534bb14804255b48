import type { IncomingMessage, ServerResponse } from 'node:http';
import { withTimeout } from '../../src/lib/async.ts';
import type { PlainRequest } from '../../src/ports/http.ts';
import type { Log } from '../../src/ports/runtime.ts';
import type { ActiveSpan, SpanRequest, Tracing } from '../../src/ports/telemetry/tracing.ts';
import type { HttpMetrics } from './metrics.ts';
import { polite } from './polite.ts';

/** Limit until an answer begins. An event stream begins with its headers, and may then stay open. */
const ANSWER_LIMIT_MS = 30_000;
/** nginx's status for a request whose client left before the answer. It appears only in metrics and traces. */
const CLIENT_CLOSED_REQUEST = 499;

export interface Exchange {
  readonly incoming: IncomingMessage;
  readonly outgoing: ServerResponse;
}

/**
 * Returns the answer of the route, within 30 s. An error that the route throws is logged and becomes a 500. An error because
 * the client left becomes a 499 and is not logged as an error.
 *
 * @param path as the route was mounted
 */
export async function answerOf<A extends { readonly status: number }>(
  answer: () => Promise<A>,
  request: Pick<PlainRequest, 'method' | 'url' | 'headers'>,
  exchange: Exchange,
  { path, log }: { readonly path: string; readonly log: Log },
): Promise<A | Response> {
  const tooLong = () => polite(request, 503, 'http.timeout', { 'retry-after': '5' });
  try {
    const response = await withTimeout(answer(), ANSWER_LIMIT_MS, tooLong);
    if (response.status >= 500 && isAborted(exchange)) return new Response(null, { status: CLIENT_CLOSED_REQUEST });
    return response;
  } catch (err) {
    if (isAborted(exchange)) {
      log.debug({ component: 'http', method: request.method, path }, 'client aborted the request');
      return new Response(null, { status: CLIENT_CLOSED_REQUEST });
    }
    log.error({ err, method: request.method, path }, 'request failed');
    return polite(request, 500, 'http.failed');
  }
}

/** Runs the handler of a request in a span, and counts the request. */
export async function observed<A extends { readonly status: number }>(
  { method, path, parent }: { readonly method: string; readonly path: string; readonly parent: string | undefined },
  { tracing, metrics }: { readonly tracing: Tracing; readonly metrics: HttpMetrics },
  answer: () => Promise<A>,
): Promise<A> {
  const began = performance.now();
  const answered = await tracing.span(traceOf(method, path, parent), async (active: ActiveSpan) => {
    const given = await answer();
    active.set({ 'http.response.status_code': given.status });
    if (given.status >= 500) active.fail();
    return given;
  });
  const seconds = (performance.now() - began) / 1000;
  metrics.answered({ method, route: path, status: answered.status, seconds });
  return answered;
}

/** Describes a request by OpenTelemetry's conventions. Only the route is named, because the URL may hold a secret. */
function traceOf(method: string, route: string, parent = 'none'): SpanRequest {
  const attributes = { 'http.request.method': method, 'http.route': route };
  return { name: `${method} ${route}`, kind: 'server', parent, attributes };
}

/** Returns whether the client closed the connection before its request was complete or answered. */
function isAborted({ incoming, outgoing }: Exchange): boolean {
  return (incoming.destroyed && !incoming.complete) || outgoing.destroyed;
}
