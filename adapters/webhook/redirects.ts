const mostRedirects = 3;
/** These keep the method and the body; after the others a client asks anew with GET (RFC 9110, 15.4). */
const keepingStatuses = new Set([307, 308]);

/**
 * Returns where an answer leads, when that may be followed: at most three times, within the same host, and never from https to
 * http. So neither the signature nor the headers reach anybody whom the file does not name.
 *
 * @param followed how many were followed already
 */
export function redirectedTo(
  from: URL,
  { statusCode, headers }: { readonly statusCode: number; readonly headers: Readonly<Record<string, unknown>> },
  followed: number,
): URL | undefined {
  const { location } = headers;
  if (!keepingStatuses.has(statusCode) || typeof location !== 'string' || followed >= mostRedirects) return undefined;
  if (!URL.canParse(location, from.href)) return undefined;
  const to = new URL(location, from);
  const isSafer = to.protocol === from.protocol || (from.protocol === 'http:' && to.protocol === 'https:');
  return isSafer && to.hostname === from.hostname && !to.username && !to.password ? to : undefined;
}
