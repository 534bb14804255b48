import type { Role } from '../domain/people.ts';

/** Routes of an adapter, with the web's own types. The one HTTP server mounts them. */
export interface HttpRoutes {
  /** Paths as the server matches them: `/slack/events`, or `/web/*` for everything below. */
  readonly paths: readonly string[];
  handle(request: Request, peer: Peer): Promise<Response>;
  /**
   * The same as `handle` for a plain POST. Where it is present, the server calls it without making a `Request`, which costs
   * more than to read an alert.
   */
  handlePlain?(request: PlainRequest, peer: Peer): Promise<Response | PlainAnswer>;
}

export interface Peer {
  readonly address: string;
}

/** What a route reads of a request that has a body of a known length. Every `Request` is one. */
export interface PlainRequest {
  readonly method: string;
  /** Absolute. */
  readonly url: string;
  readonly headers: HeaderReader;
  /** Returns the whole body, as it came. Throws when it breaks off. */
  arrayBuffer(): Promise<ArrayBuffer | Uint8Array>;
}

export type HeaderReader = Pick<Headers, 'get' | 'has' | 'keys'>;

/** A short answer, whole. */
export interface PlainAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** The scopes of a token: send alerts, read, change incidents, read the audit log. */
export const scopes = ['alerts', 'read', 'write', 'audit'] as const;
export type Scope = (typeof scopes)[number];

/** A token of an API client. */
export interface ApiToken {
  readonly name: string;
  readonly token: string;
  /** Its scopes. Absent: all. */
  readonly scopes?: readonly Scope[];
  /** When it expires. Absent: never. */
  readonly expires?: Date;
  /** The id of the only person for whom it acts. Absent: anybody in the file. */
  readonly by?: string;
  /** The highest role that a person has through it. Absent: their own role. */
  readonly role?: Role;
}

/** How long before its end a token is warned about. */
export const expiryWarningMs = 14 * 24 * 60 * 60_000;

/** Returns the last day on which the token is good, as the settings write it. */
export function expiryDay(expires: Date): string {
  return new Date(expires.getTime() - 1).toISOString().slice(0, 10);
}

/** The name of programs on this machine, where no tokens are set. */
export const loopback = 'loopback';

/** An API client that was authenticated. */
export interface ApiClient {
  /** The name of its token; `loopback` (see above) where no tokens are set. Never the token. */
  readonly name: string;
  /** The id of the only person for whom it may act. Absent: anybody in the file. */
  readonly by?: string;
  /** The role of its token. Absent: it has none. */
  readonly role?: Role;
  /** Headers for the answer: what is left of the client's rate. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** A token, or how to tell that the sender knows one: true for the token with which it signed what it sent. */
export type GivenToken = string | ((token: string) => boolean);

/** Returns the 403 for a program whose token acts for another person; undefined when it may act for this one. */
export function refuseOthers({ name, by }: ApiClient, asked: unknown): Response | undefined {
  if (by === undefined || asked === undefined || asked === by) return undefined;
  return problem(403, problemTitles[403], `The token “${name}” acts for “${by}” only: send that as “by”.`);
}

/** Decides which API clients may use which paths. */
export interface Access {
  /**
   * Returns the API client, or the answer to give instead: 401, 403 or 429 as problem+json, with what to do next.
   *
   * @param token where a sender's own protocol carries it elsewhere than in `Authorization: Bearer`
   */
  check(
    request: Pick<PlainRequest, 'url' | 'headers'>,
    peer: Peer,
    scope: Scope,
    token?: GivenToken,
  ): Promise<ApiClient | Response>;
}

/** What a `problem` may say besides: `retry-after` as a header, `errors` in the body. */
export interface ProblemExtra {
  readonly headers?: Readonly<Record<string, string>>;
  /** Further members of the body (RFC 9457, 3.2), such as `errors: [{ field, message }]` or `rule`. */
  readonly members?: Readonly<Record<string, unknown>>;
}

/** The kinds of problems that programs meet at `/v1/*`; each has one status and one title. */
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
  500: 'Internal error',
  503: 'Try again later',
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
