import { createHash } from 'node:crypto';
import type { HttpRoutes } from '../../src/ports/http.ts';
import type { StatusPage, StatusReads } from '../../src/ports/reporting.ts';
import type { Log } from '../../src/ports/runtime.ts';
import { drawFeed } from './feed.ts';
import { drawHtml, drawPlain } from './html.ts';
import { drawJson } from './json.ts';
import { stylesheet } from './stylesheet.ts';

/** Nothing runs here, and nothing comes from anywhere else. */
const policy =
  "default-src 'none'; style-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
const html = 'text/html; charset=utf-8';
const againAfterSeconds = 30;

interface Drawn {
  readonly body: string;
  readonly etag: string;
}

interface Format {
  readonly type: string;
  draw(page: StatusPage): string;
}

/** Answers to everybody, without a token: what may not be seen by everybody has not come this far. */
export function createStatusRoutes({
  desk,
  publicUrl,
  log,
}: {
  desk: StatusReads;
  publicUrl: string;
  log: Log;
}): HttpRoutes {
  const feed = `${publicUrl.replace(/\/+$/, '')}/status.atom`;
  const formats: Readonly<Record<string, Format>> = {
    '/status': { type: html, draw: drawHtml },
    '/status.json': { type: 'application/json; charset=utf-8', draw: drawJson },
    '/status.atom': { type: 'application/atom+xml; charset=utf-8', draw: (page) => drawFeed(page, feed) },
  };
  const style = drawn(stylesheet);
  /** For as long as the page itself is kept. */
  const known = new WeakMap<StatusPage, Map<Format, Drawn>>();

  function drawnAs(format: Format, page: StatusPage): Drawn {
    const drawings = known.get(page) ?? new Map<Format, Drawn>();
    known.set(page, drawings);
    const drawing = drawings.get(format) ?? drawn(format.draw(page));
    drawings.set(format, drawing);
    return drawing;
  }

  async function handle(request: Request): Promise<Response> {
    const path = new URL(request.url).pathname;
    if (request.method !== 'GET' && request.method !== 'HEAD')
      return plain(request, path, 405, 'This can be read, and not changed from here.', { allow: 'GET, HEAD' });
    if (path === '/status.css') return answer(request, style, 'text/css; charset=utf-8', 'no-cache');
    const format = formats[path];
    if (!format) return plain(request, path, 404, 'There is nothing at this address.');
    let page: StatusPage;
    try {
      page = await desk.look();
    } catch (err) {
      log.debug({ err, path }, 'The status page had nothing to show');
      return plain(
        request,
        path,
        503,
        'We cannot tell at the moment how things stand. Please look again in a moment.',
        {
          'retry-after': String(againAfterSeconds),
        },
      );
    }
    return answer(request, drawnAs(format, page), format.type, 'public, max-age=5');
  }

  return { paths: [...Object.keys(formats), '/status.css'], handle };
}

function drawn(body: string): Drawn {
  return { body, etag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 32)}"` };
}

function answer(request: Request, { body, etag }: Drawn, type: string, cache: string): Response {
  const headers = { etag, 'cache-control': cache, 'content-security-policy': policy };
  const tags = request.headers.get('if-none-match')?.split(',') ?? [];
  // A proxy that compresses makes a tag weak.
  if (tags.some((tag) => [etag, `W/${etag}`, '*'].includes(tag.trim())))
    return new Response(null, { status: 304, headers });
  const length = { 'content-type': type, 'content-length': String(Buffer.byteLength(body)) };
  return new Response(request.method === 'HEAD' ? null : body, { headers: { ...headers, ...length } });
}

/** A sentence as whoever asked for this path reads it. */
function plain(
  request: Request,
  path: string,
  status: number,
  sentence: string,
  more: Readonly<Record<string, string>> = {},
): Response {
  const [type, body] =
    path === '/status.json'
      ? ['application/json; charset=utf-8', `${JSON.stringify({ error: sentence })}\n`]
      : path === '/status'
        ? [html, drawPlain('Status', [sentence])]
        : ['text/plain; charset=utf-8', `${sentence}\n`];
  return new Response(request.method === 'HEAD' ? null : body, {
    status,
    headers: { 'content-type': type, 'cache-control': 'no-store', 'content-security-policy': policy, ...more },
  });
}
