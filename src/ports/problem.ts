/** What a `problem` may say besides: `retry-after` as a header, `errors` in the body. */
export interface ProblemExtra {
  readonly headers?: Readonly<Record<string, string>>;
  /** Further members of the body (RFC 9457, 3.2), such as `errors: [{ field, message }]` or `rule`. */
  readonly members?: Readonly<Record<string, unknown>>;
}

/** The kinds of trouble a program can meet at `/v1/*`; each has one status and one title. */
export const problemTitles = {
  400: 'Bad request',
  401: 'Not signed in',
  403: 'Not allowed',
  404: 'Not found',
  405: 'Method not allowed',
  406: 'Not acceptable',
  409: 'Refused',
  413: 'Too large',
  415: 'Unsupported media type',
  422: 'Cannot be done',
  429: 'Too many requests',
  500: 'Fault here',
  503: 'Not available now',
} as const;
export type ProblemStatus = keyof typeof problemTitles;

/**
 * An error as programs read it: problem+json (RFC 9457) of the type `about:blank`, never cached.
 *
 * @param title a few words that are the same for every problem of its kind (`problemTitles`)
 * @param detail one sentence: what was wrong, what was expected, what to do
 */
export function problem(status: number, title: string, detail: string, extra: ProblemExtra = {}): Response {
  const headers = new Headers({ 'cache-control': 'no-store', ...extra.headers });
  headers.set('content-type', 'application/problem+json');
  return new Response(JSON.stringify({ type: 'about:blank', title, status, detail, ...extra.members }), {
    status,
    headers,
  });
}
