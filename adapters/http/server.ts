import { createServer as createHttpServer } from 'node:http';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { getRequestListener, type HttpBindings } from '@hono/node-server';
import { type Context, Hono } from 'hono';
import { withTimeout } from '../../src/lib/async.ts';
import type { HttpRoutes } from '../../src/ports/http.ts';
import type { Log } from '../../src/ports/runtime.ts';
import { noTracing, type Tracing } from '../../src/ports/telemetry/tracing.ts';
import { answerOf, observed } from './answer.ts';
import { limitBody } from './body-limit.ts';
import { compressed } from './compressed.ts';
import { createHttpMetrics, type HttpMetrics } from './metrics.ts';
import { plainRequests } from './plain-requests.ts';
import { polite } from './polite.ts';
import { securityHeadersFor } from './security-headers.ts';

const BODY_LIMIT_BYTES = 1024 * 1024;
/** Alertmanager sends a group in one request, however many alerts it has. */
const ALERTS_LIMIT_BYTES = 8 * BODY_LIMIT_BYTES;
const alertPaths = /^\/(?:v1\/alerts|v1\/integrations|api\/v[12]\/alerts)(?:\/|$)/;
/** Limit for receiving a whole request. */
const ARRIVAL_LIMIT_MS = 30_000;
const HEADERS_LIMIT_MS = 10_000;
const READY_LIMIT_MS = 5_000;
/** How long requests in flight may take at a shutdown before their connections are closed. */
const GRACE_MS = 1_500;

export interface Readiness {
  readonly ready: boolean;
  readonly reasons: readonly string[];
  /** Problems that do not stop Tocsin from paging. Absent: none. */
  readonly warnings?: readonly string[];
  /**
   * The platforms that this process listens to. On a platform with one listener at a time, the other processes stand by.
   */
  readonly hears?: readonly string[];
  /** The number of the worker process that answers. Absent: there is only one process. */
  readonly worker?: number;
}

export interface HttpSettings {
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** How people reach this server; absent: not by https. */
  readonly publicUrl?: string;
  readonly routes: readonly HttpRoutes[];
  readonly ready: () => Promise<Readiness>;
  /** Shown by `/health/ready`. */
  readonly version?: string;
  readonly log: Log;
  /** Created by `createHttpMetrics`; other parts may add their metrics to its registry. */
  readonly metrics?: HttpMetrics;
  /** Absent: nothing is traced. */
  readonly tracing?: Tracing;
}

export interface HttpServer {
  readonly port: number;
  readonly url: string;
  /** Settles within 2 s, also while event streams are open. May be called again. */
  stop(): Promise<void>;
}

type Env = { Bindings: HttpBindings };

export async function startHttp(settings: HttpSettings): Promise<HttpServer> {
  const metrics = settings.metrics ?? createHttpMetrics();
  const { tracing = noTracing } = settings;
  const app = new Hono<Env>();

  const isHttps = settings.publicUrl?.startsWith('https:') ?? false;
  const usualHeaders = Object.entries(securityHeadersFor(isHttps));

  app.use(async (c, next) => {
    await next();
    const { headers } = c.res;
    for (const [name, value] of usualHeaders) if (!headers.has(name)) headers.set(name, value);
  });
  app.use(compressed());

  app.get('/health/live', () => Response.json({ live: true }));
  app.get('/health/ready', async () => {
    const standing = await readiness(settings.ready);
    return Response.json({ ...standing, version: settings.version }, { status: standing.ready ? 200 : 503 });
  });
  app.get('/metrics', async (c) => {
    const { body, contentType } = await metrics.write(c.req.header('accept'));
    return c.body(body, 200, { 'content-type': contentType });
  });

  for (const routes of settings.routes)
    for (const path of routes.paths)
      app.all(path, (c) => {
        const { method } = c.req;
        return observed({ method, path, parent: c.req.header('traceparent') }, { tracing, metrics }, () =>
          answer(routes, c, settings.log),
        );
      });

  app.notFound((c) => polite(c.req.raw, 404, 'http.not-found'));
  app.onError((err, c) => {
    settings.log.error({ err }, 'request failed');
    return polite(c.req.raw, 500, 'http.failed');
  });

  const server = createHttpServer(
    { requestTimeout: ARRIVAL_LIMIT_MS, headersTimeout: HEADERS_LIMIT_MS },
    plainRequests({ ...settings, isHttps, tracing, metrics, bodyLimit: bodyLimitOf }, getRequestListener(app.fetch)),
  );
  let stopping = false;
  server.on('request', (_request, response) => {
    // Closes a connection that was busy when the shutdown began as soon as it has its answer, not only after `GRACE_MS`.
    response.once('close', () => stopping && setImmediate(() => server.closeIdleConnections()));
  });
  await listen(server, settings);
  const { port } = server.address() as AddressInfo;

  return {
    port,
    url: `http://${settings.host.includes(':') ? `[${settings.host}]` : settings.host}:${port}`,
    async stop() {
      stopping = true;
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeIdleConnections();
      const grace = setTimeout(() => server.closeAllConnections(), GRACE_MS);
      await closed;
      clearTimeout(grace);
    },
  };
}

/**
 * Checks that the address can be listened on, before anything else starts. If another program takes it afterwards,
 * `startHttp` throws the same error.
 *
 * @throws an Error with one sentence: the cause and the next step
 */
export async function checkAddress(address: { readonly host: string; readonly port: number }): Promise<void> {
  const probe = createServer();
  await listen(probe, address);
  await new Promise((resolve) => probe.close(resolve));
}

function bodyLimitOf(path: string): number {
  return alertPaths.test(path) ? ALERTS_LIMIT_BYTES : BODY_LIMIT_BYTES;
}

async function answer(routes: HttpRoutes, c: Context<Env>, log: Log): Promise<Response> {
  const limited = limitBody(c.req.raw, bodyLimitOf(c.req.path));
  if (!limited) return tooLarge(c.req.raw);
  const { request } = limited;
  const address = c.env.incoming.socket.remoteAddress ?? '';
  const handle = async () => {
    try {
      const response = await routes.handle(request, { address });
      return limited.isTooLarge() ? tooLarge(request) : response;
    } catch (err) {
      if (limited.isTooLarge()) return tooLarge(request);
      throw err;
    }
  };
  const response = await answerOf(handle, request, c.env, { path: c.req.routePath, log });
  if (limited.isUnread()) response.headers.set('connection', 'close');
  return response;
}

/** Answers 413 and closes the connection: the rest of the body is not read, so no other request can follow it. */
function tooLarge(request: Request): Response {
  return polite(request, 413, 'http.too-large', { connection: 'close' });
}

async function readiness(ready: HttpSettings['ready']): Promise<Readiness> {
  const tooLong = () => ({ ready: false, reasons: [`The check did not end within ${READY_LIMIT_MS / 1000} s`] });
  try {
    return await withTimeout(ready(), READY_LIMIT_MS, tooLong);
  } catch {
    return { ready: false, reasons: ['The check itself failed'] };
  }
}

function listen(server: Server, { host, port }: { host: string; port: number }): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (err: NodeJS.ErrnoException) => reject(new Error(whyNot(err, host, port), { cause: err })));
    server.listen(port, host, () => resolve());
  });
}

function whyNot(err: NodeJS.ErrnoException, host: string, port: number): string {
  switch (err.code) {
    case 'EADDRINUSE':
      return `Port ${port} on ${host} is in use by another program: stop that program, or start with another port, for example HTTP_PORT=${port === 65_535 ? 3000 : port + 1}.`;
    case 'EACCES':
      return `This user may not listen on port ${port}: set HTTP_PORT to one above 1023.`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return `${host} is no address of this machine: set HTTP_HOST to 127.0.0.1, or to 0.0.0.0 for all addresses.`;
    default:
      return `Listening on ${host}:${port} failed (${err.code ?? err.message}): check HTTP_HOST and HTTP_PORT.`;
  }
}
