import type { HeaderReader } from '../../src/ports/http.ts';

/**
 * Returns the token of a request: from `Authorization: Bearer` (or Opsgenie's `GenieKey`), `X-Tocsin-Token`, the password of
 * basic auth, or `?token=`, for senders that can set only a URL.
 */
export function tokenOf(headers: HeaderReader, url: URL): string | undefined {
  const authorization = headers.get('authorization') ?? '';
  const [, bearer] = /^(?:bearer|geniekey)(?=\s)(.*)$/is.exec(authorization) ?? [];
  if (bearer !== undefined) return bearer.trim() || undefined;
  return headers.get('x-tocsin-token') || passwordOf(authorization) || url.searchParams.get('token') || undefined;
}

function passwordOf(authorization: string): string | undefined {
  if (!/^basic\s/i.test(authorization)) return undefined;
  const pair = Buffer.from(authorization.slice('basic'.length).trim(), 'base64').toString();
  return pair.slice(pair.indexOf(':') + 1);
}
