/** A request whose body stream fails beyond the limit. */
export interface LimitedRequest {
  readonly request: Request;
  /** Whether the body exceeded the limit. Then the answer is 413, whatever the route returned. */
  isTooLarge(): boolean;
  /** Whether part of the body may still arrive. Then the connection cannot carry another request. */
  isUnread(): boolean;
}

/**
 * Limits a request to a body of `limit` bytes. The body is read only when the route reads it, so a client without access
 * costs no reading. Returns undefined when Content-Length already exceeds the limit.
 *
 * Hono's own bodyLimit does not work here: for a body without Content-Length it rebuilds the request from the Node adapter's
 * lightweight Request, and the result has lost its body and method.
 */
export function limitBody(request: Request, limit: number): LimitedRequest | undefined {
  const told = request.headers.get('content-length');
  // Node itself holds a client to its Content-Length. Touching the body would turn the lightweight Request into a full one.
  if (told !== null && !request.headers.has('transfer-encoding')) {
    return Number(told) > limit ? undefined : unlimited(request);
  }
  if (!request.body) return unlimited(request);
  let size = 0;
  let ended = false;
  const counting = new TransformStream<Uint8Array, Uint8Array>({
    transform(piece, controller) {
      size += piece.length;
      if (size > limit) controller.error(new Error('The body is larger than the limit'));
      else controller.enqueue(piece);
    },
    flush() {
      ended = true;
    },
  });
  const { method, headers, signal } = request;
  const body = request.body.pipeThrough(counting);
  return {
    request: new Request(request.url, { method, headers, signal, body, duplex: 'half' } as RequestInit),
    isTooLarge: () => size > limit,
    isUnread: () => !ended,
  };
}

function unlimited(request: Request): LimitedRequest {
  return { request, isTooLarge: () => false, isUnread: () => false };
}
