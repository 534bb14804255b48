import { createHash } from 'node:crypto';
import type { Api } from '../../src/ports/api.ts';
import { type Access, type ApiClient, type HttpRoutes, refuseOthers } from '../../src/ports/http.ts';
import type { Operation } from '../../src/schemas/operation.ts';
import { type Endpoint, operationOf } from './endpoint.ts';
import { endpointsOf } from './endpoints.ts';
import { listAnswer } from './lists.ts';
import { readBody, readKey, readQuery } from './read-request.ts';
import { notAllowed, notFound, refusal } from './refusals.ts';
import { createRepeats } from './repeats.ts';

const jsonType = 'application/json';
const documentPath = '/v1/openapi.json';

export interface ApiParts {
  readonly api: Api;
  readonly access: Access;
  /** Base URL of this server, without a trailing slash. */
  readonly publicUrl: string;
  /** Operations of other adapters under `/v1`, for the OpenAPI document. */
  readonly others: readonly Operation[];
}

/** Creates the API: `/v1/incidents`, `/v1/oncall`, `/v1/report`, `/v1/schedules`, `/v1/audit`, and the OpenAPI document. */
export function createApi({ api, access, publicUrl, others }: ApiParts): HttpRoutes {
  const endpoints = endpointsOf(api.commands.catalogue);
  const { find, methodsAt } = createFinder(endpoints);
  const repeats = createRepeats(api.answers);
  let document: Promise<string> | undefined;

  /** Generated on the first request: few clients ask for it, and it loads a library. */
  async function makeDocument(): Promise<string> {
    const { openApiDocument } = await import('./document.ts');
    return JSON.stringify(openApiDocument([...others, ...endpoints.map(operationOf)], publicUrl));
  }

  async function reply(request: Request, found: Found, client: ApiClient): Promise<Response> {
    if (found.document) {
      document ??= makeDocument();
      return answer(request, 200, { type: jsonType, text: await document });
    }
    const { endpoint, number, name } = found;
    const query = readQuery(new URL(request.url).searchParams, endpoint.query);
    const key = readKey(request);
    const body = endpoint.body && (await readBody(request, endpoint.body));
    const refused = refuseOthers(client, actorOf(body) ?? actorOf(query));
    if (refused) return refused;
    const tokenRole = client.role && { role: client.role, token: client.name };
    const from = {
      client: client.name,
      ...(tokenRole && { tokenRole }),
      ...(key !== undefined && { idempotencyKey: key }),
    };
    const call = { api, number, name, body, ...from };
    const { columns } = endpoint.gives;
    if (columns) {
      const list = await listAnswer(request, columns, query as object, (one) => endpoint.run({ ...call, query: one }));
      return list instanceof Response ? list : answer(request, list.status, list, list.headers);
    }
    const run = async () => {
      const given = await endpoint.run({ ...call, query });
      const location = endpoint.location?.(given);
      const { status, type = jsonType } = endpoint.gives;
      const text = type === jsonType ? JSON.stringify(given) : String(given);
      return { status, type, text, ...(location !== undefined && { location }) };
    };
    const { pathname: path } = new URL(request.url);
    const isKept = endpoint.scope === 'write' && key !== undefined;
    const made = isKept ? await repeats({ client: client.name, path, key, body }, run) : await run();
    if (made instanceof Response) return made;
    return answer(request, made.status, made, made.location ? { location: made.location } : {});
  }

  return {
    paths: [
      '/v1/incidents',
      '/v1/incidents/*',
      '/v1/pages',
      '/v1/notifications',
      '/v1/oncall',
      '/v1/report',
      '/v1/schedules/*',
      '/v1/audit',
      '/v1/jobs',
      '/v1/jobs/*',
      '/v1/configuration/diff',
      documentPath,
    ],
    async handle(request, peer) {
      const { pathname } = new URL(request.url);
      const methods = methodsAt(pathname);
      if (request.method === 'OPTIONS' && methods.length > 0) {
        return new Response(null, { status: 204, headers: { allow: allowed(methods) } });
      }
      const found = find(request.method === 'HEAD' ? 'GET' : request.method, pathname);
      const client = await access.check(request, peer, found?.endpoint?.scope ?? 'read');
      if (client instanceof Response) return client;
      if (!found) return methods.length > 0 ? notAllowed(allowed(methods)) : notFound();
      const response = await reply(request, found, client).catch((err: unknown) => {
        const refused = refusal(err);
        if (refused) return refused;
        throw err;
      });
      for (const [name, value] of Object.entries(client.headers ?? {})) response.headers.set(name, value);
      return response;
    },
  };
}

type Found =
  | { readonly document: true; readonly endpoint?: undefined }
  | { readonly document?: undefined; readonly endpoint: Endpoint; readonly number: number; readonly name: string };

function createFinder(endpoints: readonly Endpoint[]) {
  const matchers = endpoints.map((endpoint) => ({
    endpoint,
    pattern: new RegExp(
      `^${endpoint.path.replace('{number}', '(?<number>\\d{1,9})').replace('{name}', '(?<name>[\\w-]{1,100})')}$`,
    ),
  }));

  return {
    find(method: string, pathname: string): Found | undefined {
      if (pathname === documentPath) return method === 'GET' ? { document: true } : undefined;
      for (const { endpoint, pattern } of matchers) {
        const match = endpoint.method === method && pattern.exec(pathname);
        if (match) return { endpoint, number: Number(match.groups?.number ?? 0), name: match.groups?.name ?? '' };
      }
      return undefined;
    },
    methodsAt(pathname: string): readonly string[] {
      if (pathname === documentPath) return ['GET'];
      return matchers.filter(({ pattern }) => pattern.test(pathname)).map(({ endpoint }) => endpoint.method);
    },
  };
}

/** Returns the person that the body or query names as the actor. */
function actorOf(input: unknown): unknown {
  return typeof input === 'object' && input !== null && 'by' in input ? input.by : undefined;
}

function allowed(methods: readonly string[]): string {
  return [
    ...(methods.includes('GET') ? ['GET', 'HEAD'] : []),
    ...methods.filter((one) => one !== 'GET'),
    'OPTIONS',
  ].join(', ');
}

/** Returns the answer. A read has an ETag for conditional requests; no cache may store the answer to a change. */
function answer(
  request: Request,
  status: number,
  { type, text }: { readonly type: string; readonly text: string | Uint8Array<ArrayBuffer> },
  extra: Readonly<Record<string, string>> = {},
): Response {
  const headers = new Headers({ 'content-type': type, 'cache-control': 'no-store', ...extra });
  if (request.method !== 'GET' && request.method !== 'HEAD') return new Response(text, { status, headers });
  const etag = `"${createHash('sha256').update(text).digest('base64url').slice(0, 27)}"`;
  headers.set('cache-control', 'private, no-cache');
  headers.set('etag', etag);
  if (isKnown(request.headers.get('if-none-match'), etag)) {
    headers.delete('content-type');
    return new Response(null, { status: 304, headers });
  }
  return new Response(request.method === 'HEAD' ? null : text, { status, headers });
}

function isKnown(header: string | null, etag: string): boolean {
  const known = header?.split(',').map((one) => one.trim().replace(/^W\//, '')) ?? [];
  return known.includes('*') || known.includes(etag);
}
