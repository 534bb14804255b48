/**
 * The request with a body of at most `limit` bytes, or undefined when it is larger.
 *
 * Hono's own bodyLimit is no use here: for a body whose length is not told beforehand it builds the request anew from
 * the Node adapter's stand-in for a Request, and what comes out has lost its body and method.
 */
export async function withinBodyLimit(request: Request, limit: number): Promise<Request | undefined> {
  const told = request.headers.get('content-length');
  // Node itself holds a sender to the length that was told. The body is not touched: the stand-in would become a whole Request.
  if (told !== null && !request.headers.has('transfer-encoding')) return Number(told) > limit ? undefined : request;
  if (!request.body) return request;
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of request.body) {
    size += piece.length;
    if (size > limit) return undefined;
    pieces.push(piece);
  }
  return new Request(request.url, {
    method: request.method,
    headers: request.headers,
    body: Buffer.concat(pieces),
    signal: request.signal,
  });
}
