import type { IncomingMessage, ServerResponse } from 'node:http';
import { withTimeout } from '../../src/lib/async.ts';
import type { PlainRequest } from '../../src/ports/http.ts';
import type { Log } from '../../src/ports/runtime.ts';
import type { ActiveSpan, SpanRequest, Tracing } from '../../src/ports/telemetry/tracing.ts';
import type { HttpMetrics } from './metrics.ts';
import { polite } from './polite.ts';

/** Until an answer begins. An event stream has begun once its headers are sent, and may then last. */
const ANSWER_LIMIT_MS = 30_000;
/** As nginx counts a request whose client left before the answer. Nobody receives it. */
const CLIENT_CLOSED_REQUEST = 499;

export interface Exchange {
  readonly incoming: IncomingMessage;
  readonly outgoing: ServerResponse;
}

/**
 * Gives what the route answers, within 30 s. What the route throws is logged and becomes a 500; what fails because the
 * client left is a 499, which is neither.
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

/** Runs what answers a request in a span of its own, and counts it. */
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

/** A request as OpenTelemetry's conventions want it; its address may hold a secret, so only its route is named. */
function traceOf(method: string, route: string, parent = 'none'): SpanRequest {
  const attributes = { 'http.request.method': method, 'http.route': route };
  return { name: `${method} ${route}`, kind: 'server', parent, attributes };
}

/** Whether the client closed the connection before its request was whole, or before it was answered. */
function isAborted({ incoming, outgoing }: Exchange): boolean {
  return (incoming.destroyed && !incoming.complete) || outgoing.destroyed;
}
