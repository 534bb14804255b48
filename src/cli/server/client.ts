import { randomUUID } from 'node:crypto';
import { type Command, Option } from 'commander';
import { exitCodes, type Terminal, VerbFailed } from '../terminal.ts';
import { tokenOf } from './token.ts';

const answerWithinMs = 20_000;
const usualUrl = 'http://127.0.0.1:3000';

/** The options by which a verb finds a running Tocsin. */
export interface ServerOptions {
  readonly url?: string | undefined;
  readonly token?: string | undefined;
}

export interface ActOptions extends ServerOptions {
  readonly json?: boolean;
  readonly by?: string;
  readonly key?: string;
}

/** A page of a list of the API. */
export interface PageOf<T> {
  readonly items: readonly T[];
  /** Null: there are no more pages. */
  readonly next: number | null;
}

interface RequestParts {
  readonly query?: Readonly<Record<string, string | number | undefined>>;
  readonly body?: object;
  readonly idempotencyKey?: string;
}

export interface Server {
  /** Returns the JSON of the answer. */
  get<T>(path: string, query?: RequestParts['query']): Promise<T>;
  /** @param idempotencyKey lets the server recognize a repeat; absent: a new key */
  send<T>(path: string, body: object, idempotencyKey?: string): Promise<T>;
}

interface Problem {
  readonly detail?: string;
  readonly scope?: string;
}

/** Adds `--url` and `--token` to a verb that talks to a running Tocsin. */
export function withServerOptions(command: Command): Command {
  return command
    .option('--url <url>', `where Tocsin runs, instead of TOCSIN_URL; else ${usualUrl}`)
    .option('--token <token>', 'a token of its API_TOKENS, instead of TOCSIN_TOKEN or TOCSIN_TOKEN_FILE');
}

/** Adds `--by`, for actions on behalf of a person. */
function withActor(command: Command): Command {
  return command.option('--by <person>', 'on whose behalf, instead of TOCSIN_BY: an id or name of the file');
}

/** Adds `--key`, for actions that must not happen twice. */
function withIdempotencyKey(command: Command): Command {
  return command.addOption(new Option('--key <key>', 'a repeat under the same key changes nothing'));
}

/** Adds `--json`. */
export function withJson(command: Command): Command {
  return command.option('--json', 'print the answer of the API as JSON');
}

/** Adds the options of every command that acts on behalf of a person. */
export function withActOptions(command: Command): Command {
  return withJson(withIdempotencyKey(withServerOptions(withActor(command))));
}

/** @throws VerbFailed when neither `--by` nor TOCSIN_BY names a person */
export function actorOf(env: Terminal['env'], by: string | undefined): string {
  const named = by ?? env.TOCSIN_BY?.trim();
  if (named) return named;
  throw new VerbFailed(
    exitCodes.misused,
    'Say on whose behalf with --by PERSON or TOCSIN_BY: that person’s role counts.',
  );
}

/**
 * Returns the running Tocsin that the options or the environment name. No error repeats the given address or token, because
 * either may contain a secret. Its calls throw VerbFailed, also when the token cannot be read.
 *
 * @throws VerbFailed when the address cannot be used
 */
export function serverOf(env: Terminal['env'], options: ServerOptions): Server {
  const base = baseOf(options.url ?? (env.TOCSIN_URL?.trim() || usualUrl));
  const token = () => tokenOf(env, options.token);
  return {
    get: async (path, query) => request(base, await token(), 'GET', path, { ...(query && { query }) }),
    send: async (path, body, idempotencyKey) =>
      request(base, await token(), 'POST', path, { body, ...(idempotencyKey !== undefined && { idempotencyKey }) }),
  };
}

function baseOf(given: string): string {
  const url = URL.canParse(given) ? new URL(given) : undefined;
  if (!url || !/^https?:$/.test(url.protocol)) {
    throw new VerbFailed(
      exitCodes.misused,
      `--url or TOCSIN_URL is not an address; expected something like ${usualUrl}.`,
    );
  }
  if (url.username || url.password) {
    const todo = 'take them out, and give a token of API_TOKENS with --token';
    throw new VerbFailed(exitCodes.misused, `--url or TOCSIN_URL holds a user or password; ${todo}.`);
  }
  return `${url.origin}${url.pathname.replace(/\/+$/, '')}`;
}

async function request<T>(
  base: string,
  token: string | undefined,
  method: 'GET' | 'POST',
  path: string,
  { query = {}, body, idempotencyKey = randomUUID() }: RequestParts,
): Promise<T> {
  const url = new URL(`${base}${path}`);
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) url.searchParams.set(name, String(value));
  }
  const response = await fetch(url, {
    method,
    // A redirect would lose the body and the token.
    redirect: 'manual',
    headers: {
      accept: 'application/json',
      ...(token && { authorization: `Bearer ${token}` }),
      ...(body && { 'content-type': 'application/json', 'idempotency-key': idempotencyKey }),
    },
    ...(body && { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(answerWithinMs),
  }).catch((cause: unknown) => {
    throw notReached(base, cause, body && idempotencyKey);
  });
  const answer: unknown = await response.json().catch(() => undefined);
  if (response.ok && answer !== undefined) return answer as T;
  throw refused(base, response, (answer ?? {}) as Problem);
}

function notReached(base: string, cause: unknown, key: string | undefined): VerbFailed {
  const code = codeOf(cause);
  // With these codes no connection was made, so the request was not sent.
  const mayBeDone = key !== undefined && !['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN'].includes(code);
  const todo = mayBeDone
    ? `It may have been done all the same: repeat it with --key ${key}, and nothing happens twice.`
    : 'Start Tocsin there, or name its address with --url.';
  return new VerbFailed(exitCodes.unreachable, `${base} does not answer (${code}). ${todo}`, { cause });
}

function codeOf(cause: unknown): string {
  if (cause instanceof Error && cause.name === 'TimeoutError') return `no answer within ${answerWithinMs / 1000} s`;
  const inner = cause instanceof Error ? (cause.cause as { code?: unknown } | undefined) : undefined;
  return typeof inner?.code === 'string' ? inner.code : 'the connection failed';
}

function refused(base: string, { status, ok, headers }: Response, { detail, scope }: Problem): VerbFailed {
  if (ok || (status >= 300 && status < 400)) {
    const target = headers.get('location');
    const where = target && URL.canParse(target, base) ? ` to ${new URL(target, base).origin}` : '';
    const what = ok ? 'does not answer as Tocsin does' : `redirects${where}`;
    return new VerbFailed(exitCodes.failed, `${base} ${what}. Name the address of Tocsin itself with --url.`);
  }
  const reason = detail ?? `${base} answers ${status}.`;
  if (status === 401 || (status === 403 && scope !== undefined)) {
    return new VerbFailed(exitCodes.notSignedIn, `${reason} Give a token with --token or TOCSIN_TOKEN.`);
  }
  const later = status === 429 || status >= 500;
  return new VerbFailed(later ? exitCodes.unreachable : exitCodes.failed, reason);
}
