const mostRedirects = 3;
/** These statuses keep the method and the body; after the other redirects a client sends a GET (RFC 9110, 15.4). */
const keepingStatuses = new Set([307, 308]);

/**
 * Returns the target of a redirect that may be followed: at most three redirects, within the same host, and never from https
 * to http. So the signature and the headers only reach hosts that the file names.
 *
 * @param followed how many redirects were followed already
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
