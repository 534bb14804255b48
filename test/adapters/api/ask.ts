import { createApi } from '../../../adapters/api/routes.ts';
import { createAccess } from '../../../adapters/http/access.ts';
import type { AccessRates } from '../../../adapters/http/rate-limits.ts';
import { startHttp } from '../../../adapters/http/server.ts';
import type { Api as TocsinApi } from '../../../src/ports/api.ts';
import type { Access, ApiToken, HttpRoutes } from '../../../src/ports/http.ts';
import { KeptLog } from '../../harness/kept-log.ts';

export interface Api {
  readonly url: string;
  readonly log: KeptLog;
  ask(path: string, init?: Ask): Promise<Answer>;
  close(): Promise<void>;
}

export interface Ask {
  readonly method?: string;
  /** Sent as JSON; text is sent as it is. */
  readonly body?: unknown;
  readonly token?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: what came is what a test looks at
  readonly body: any;
}

export const publicUrl = 'https://tocsin.example.org';

interface Guards {
  readonly tokens?: readonly ApiToken[];
  readonly limits?: Partial<AccessRates>;
}

/** The API on the real server, asked by real requests. */
export function openApi(api: TocsinApi, guards: Guards = {}): Promise<Api> {
  return open((access) => [createApi({ api, access, publicUrl, others: [] })], guards);
}

/** Whatever is behind the same server. */
export async function open(
  routesFor: (access: Access, log: KeptLog) => readonly HttpRoutes[],
  { tokens = [], limits }: Guards = {},
): Promise<Api> {
  const log = new KeptLog();
  const access = createAccess(tokens, limits);
  const ready = async () => ({ ready: true, reasons: [] });
  const server = await startHttp({ host: '127.0.0.1', port: 0, routes: routesFor(access, log), ready, log });
  return {
    url: server.url,
    log,
    async ask(path, { method, body, token, headers = {} } = {}) {
      const response = await fetch(server.url + path, {
        method: method ?? (body === undefined ? 'GET' : 'POST'),
        headers: {
          ...(body !== undefined && { 'content-type': 'application/json' }),
          ...(token !== undefined && { authorization: `Bearer ${token}` }),
          ...headers,
        },
        ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      });
      const text = await response.text();
      const isJson = /[/+]json(?:;|$)/.test(response.headers.get('content-type') ?? '');
      return {
        status: response.status,
        headers: response.headers,
        text,
        body: isJson && text ? JSON.parse(text) : undefined,
      };
    },
    close: () => server.stop(),
  };
}
