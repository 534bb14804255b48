import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

const page = fileURLToPath(new URL('./page/', import.meta.url));
/** Node is given lit-html's own build for servers, in `node/`; the browser's stands one folder above. */
const litHtml = join(dirname(createRequire(import.meta.url).resolve('lit-html')), '..');

interface StaticFile {
  readonly body: string;
  readonly type: string;
  readonly etag: string;
}

export interface StaticFiles {
  /** `name` as in `app.js` or `vendor/lit-html.js`. */
  answer(name: string, request: Request, status?: number): Promise<Response | undefined>;
}

/** The page's files, read once. */
export function createStaticFiles(): StaticFiles {
  const files = new Map<string, StaticFile>();

  async function find(name: string): Promise<StaticFile | undefined> {
    const known = files.get(name);
    if (known) return known;
    const path = pathOf(name);
    if (!path) return undefined;
    const text = await readFile(path, 'utf8').catch((err: NodeJS.ErrnoException) => {
      if (err.code === 'ENOENT') return undefined;
      throw err;
    });
    if (text === undefined) return undefined;
    const body = name === 'lit.js' ? forTheBrowser(text) : text;
    const etag = `"${createHash('sha256').update(body).digest('hex').slice(0, 32)}"`;
    const file = { body, etag, type: types[extname(name)] ?? 'application/octet-stream' };
    files.set(name, file);
    return file;
  }

  return {
    async answer(name, request, status = 200) {
      const file = await find(name);
      if (!file) return undefined;
      // Asked for again each time and not sent again while it is the same: no stale page after an upgrade.
      const headers = { 'content-type': file.type, 'cache-control': 'no-cache', etag: file.etag };
      if (status === 200 && request.headers.get('if-none-match') === file.etag)
        return new Response(null, { status: 304, headers });
      return new Response(file.body, { status, headers });
    },
  };
}

/** Names are checked letter by letter, so that none leads out of its folder. */
function pathOf(name: string): string | undefined {
  const vendored = /^vendor\/lit-html\/((?:directives\/)?[a-z-]+\.js)$/.exec(name)?.[1];
  if (vendored) return join(litHtml, vendored);
  if (/^[a-z-]+\.(?:js|css|svg|html)$/.test(name)) return join(page, name);
  return undefined;
}

/** Browsers do not know packages by name; `lit.js` is the one file of the page that names one. */
function forTheBrowser(text: string): string {
  return text
    .replaceAll("'lit-html'", "'/web/vendor/lit-html/lit-html.js'")
    .replaceAll("'lit-html/", "'/web/vendor/lit-html/");
}
