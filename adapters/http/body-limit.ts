/** A request whose body ends with an error beyond the limit. */
export interface LimitedRequest {
  readonly request: Request;
  /** More came than the limit: whatever the route made of it, the answer is 413. */
  isTooLarge(): boolean;
  /** Something of the body may still be on its way, so nothing else can come on this connection. */
  isUnread(): boolean;
}

/**
 * Holds a request to a body of `limit` bytes. Nothing is read before the route reads it: who is not let in has sent the
 * body in vain. Undefined when the length that was told is larger.
 *
 * Hono's own bodyLimit is no use here: for a body whose length is not told beforehand it builds the request anew from
 * the Node adapter's stand-in for a Request, and what comes out has lost its body and method.
 */
export function limitBody(request: Request, limit: number): LimitedRequest | undefined {
  const told = request.headers.get('content-length');
  // Node itself holds a sender to the length that was told. The body is not touched: the stand-in would become a whole Request.
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
