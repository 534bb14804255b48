import { createHash } from 'node:crypto';
import { type Language, languageOfHeader, languages } from '../../src/domain/languages.ts';
import type { HttpRoutes } from '../../src/ports/http.ts';
import type { StatusPage, StatusReads } from '../../src/ports/reporting.ts';
import type { Log } from '../../src/ports/runtime.ts';
import { drawFeed } from './feed.ts';
import { drawHtml, drawPlain } from './html.ts';
import { drawJson } from './json.ts';
import { stylesheet } from './stylesheet.ts';
import { type Words, wordsIn } from './words.ts';

/** No script runs here, and nothing loads from another origin. */
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
  /** Absent: the format contains no text in any language. */
  readonly inLanguages?: true;
  draw(page: StatusPage, words: Words): string;
}

/** Serves the public status page without a token. The page passed in contains public data only. */
export function createStatusRoutes({
  reads,
  publicUrl,
  language: fileLanguage,
  log,
}: {
  reads: StatusReads;
  publicUrl: string;
  /**
   * The language of the configuration file, in which everybody reads the page; undefined: each visitor reads it in the
   * browser's.
   */
  language: () => Language | undefined;
  log: Log;
}): HttpRoutes {
  const feed = `${publicUrl.replace(/\/+$/, '')}/status.atom`;
  const formats: Readonly<Record<string, Format>> = {
    '/status': { type: html, inLanguages: true, draw: drawHtml },
    '/status.json': { type: 'application/json; charset=utf-8', draw: drawJson },
    '/status.atom': {
      type: 'application/atom+xml; charset=utf-8',
      inLanguages: true,
      draw: (page, words) => drawFeed(page, feed, words),
    },
  };
  const style = drawn(stylesheet);
  /** Rendered pages, kept as long as the page that they show. */
  const known = new WeakMap<StatusPage, Map<string, Drawn>>();

  function drawnAs(path: string, format: Format, page: StatusPage, words: Words): Drawn {
    const drawings = known.get(page) ?? new Map<string, Drawn>();
    const key = format.inLanguages ? `${path} ${words.language}` : path;
    known.set(page, drawings);
    const drawing = drawings.get(key) ?? drawn(format.draw(page, words));
    drawings.set(key, drawing);
    return drawing;
  }

  function wordsFor(request: Request): Words {
    return wordsIn(fileLanguage() ?? languageOfHeader(request.headers.get('accept-language')) ?? languages[0]);
  }

  async function handle(request: Request): Promise<Response> {
    const path = new URL(request.url).pathname;
    const words = wordsFor(request);
    if (request.method !== 'GET' && request.method !== 'HEAD')
      return plain(request, path, 405, 'method', words, { allow: 'GET, HEAD' });
    // Relative, because a proxy may publish the page under another path, and the page's own links are relative to it.
    if (path === '/status/') return new Response(null, { status: 308, headers: { location: '../status' } });
    if (path === '/status.css') return answer(request, style, 'text/css; charset=utf-8', 'no-cache');
    const format = formats[path];
    if (!format) return plain(request, path, 404, 'not-found', words);
    let page: StatusPage;
    try {
      page = await reads.look();
    } catch (err) {
      log.debug({ err, path }, 'status page could not be read');
      return plain(request, path, 503, 'unavailable', words, { 'retry-after': String(againAfterSeconds) });
    }
    // With a fixed language, a cache may share the answer between visitors.
    const varies = format.inLanguages && fileLanguage() === undefined;
    const drawing = drawnAs(path, format, page, words);
    return answer(request, drawing, format.type, 'public, max-age=5', varies ? { vary: 'accept-language' } : {});
  }

  return { paths: [...Object.keys(formats), '/status/', '/status.css'], handle };
}

function drawn(body: string): Drawn {
  return { body, etag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 32)}"` };
}

function answer(
  request: Request,
  { body, etag }: Drawn,
  type: string,
  cache: string,
  more: Readonly<Record<string, string>> = {},
): Response {
  const headers = { etag, 'cache-control': cache, 'content-security-policy': policy, ...more };
  const tags = request.headers.get('if-none-match')?.split(',') ?? [];
  // A proxy that compresses turns an ETag into a weak one.
  if (tags.some((tag) => [etag, `W/${etag}`, '*'].includes(tag.trim())))
    return new Response(null, { status: 304, headers });
  const length = { 'content-type': type, 'content-length': String(Buffer.byteLength(body)) };
  return new Response(request.method === 'HEAD' ? null : body, { headers: { ...headers, ...length } });
}

/** Returns a sentence in the format of the requested path. */
function plain(
  request: Request,
  path: string,
  status: number,
  error: 'method' | 'not-found' | 'unavailable',
  words: Words,
  more: Readonly<Record<string, string>> = {},
): Response {
  const sentence = words.t(`status-page.error.${error}`);
  const [type, body] =
    path === '/status.json'
      ? ['application/json; charset=utf-8', `${JSON.stringify({ error: sentence })}\n`]
      : path === '/status'
        ? [html, drawPlain(sentence, words)]
        : ['text/plain; charset=utf-8', `${sentence}\n`];
  return new Response(request.method === 'HEAD' ? null : body, {
    status,
    headers: { 'content-type': type, 'cache-control': 'no-store', 'content-security-policy': policy, ...more },
  });
}
