import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { designTokensCss } from '../../../src/lib/design-tokens.ts';
import { manifest } from '../manifest.ts';

const types: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.map': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
};

const names = [
  'app.js',
  'app.js.map',
  'app.css',
  'app.css.map',
  'integrations.js',
  'integrations.js.map',
  'integrations.css',
  'integrations.css.map',
  'jobs.js',
  'jobs.js.map',
  'jobs.css',
  'jobs.css.map',
  'on-call.js',
  'on-call.js.map',
  'on-call.css',
  'on-call.css.map',
  'icon.svg',
  'icon-180.png',
  'icon-192.png',
  'icon-512.png',
  'icon-maskable-512.png',
  'badge-96.png',
  'manifest.webmanifest',
  'service-worker.js',
] as const;
type Name = (typeof names)[number];

/** The page's sources, in the folder next to this file's. */
const sources = new URL('../page/', import.meta.url);
/** Where `npm run build` puts the page, next to the program. */
const built = new URL('./page/', import.meta.url);

interface StaticFile {
  readonly body: string | Buffer<ArrayBuffer>;
  readonly type: string;
  /** Derived from its contents. */
  readonly version: string;
}

export interface StaticFiles {
  /** Returns the URL of a file, which changes with its contents, so that browsers cache it permanently. */
  address(name: Extract<Name, `${string}.${'js' | 'css'}`>): Promise<string>;
  answer(name: string, request: Request): Promise<Response | undefined>;
}

/** Serves the page's script, style sheet and icon, each read once. */
export function createStaticFiles(): StaticFiles {
  const files = new Map<Name, Promise<StaticFile>>();

  function file(name: Name): Promise<StaticFile> {
    const known = files.get(name);
    if (known) return known;
    const read = load(name);
    files.set(name, read);
    // A failed read is repeated at the next request.
    read.catch(() => files.delete(name));
    return read;
  }

  return {
    async address(name) {
      const { version } = await file(name);
      return `/web/${name.replace('.', `.${version}.`)}`;
    },
    async answer(asked, request) {
      const [, base, version, ending] = /^([a-z-]+(?:\d+)?)(?:\.([0-9a-f]{16}))?(\.[a-z.]+)$/.exec(asked) ?? [];
      const name = names.find((one) => one === `${base}${ending}`);
      if (!name) return undefined;
      const found = await file(name);
      const etag = `"${found.version}"`;
      // Without the current version in its URL, the file is revalidated each time, so that an upgrade leaves no stale page.
      const cache = version === found.version ? 'public, max-age=31536000, immutable' : 'no-cache';
      const headers = {
        'content-type': found.type,
        'cache-control': cache,
        etag,
        // Lets the service worker show notifications for every path.
        ...(name === 'service-worker.js' && { 'service-worker-allowed': '/' }),
      };
      // A proxy that compresses turns an ETag into a weak one.
      const known = request.headers.get('if-none-match')?.replace(/^W\//, '');
      if (known === etag) return new Response(null, { status: 304, headers });
      return new Response(found.body, { headers });
    },
  };
}

async function load(name: Name): Promise<StaticFile> {
  const body = isCopied(name) ? await copied(name) : await bodyOf(name);
  const version = createHash('sha256').update(body).digest('hex').slice(0, 16);
  return { body, version, type: types[extname(name)] ?? 'application/octet-stream' };
}

/** Icons are served as they are; the others are bundled. */
function isCopied(name: Name): boolean {
  return /\.(?:svg|png)$/.test(name);
}

async function copied(name: Name): Promise<Buffer<ArrayBuffer>> {
  return (await readBuilt(name)) ?? readFile(new URL(`icons/${name}`, sources));
}

async function bodyOf(name: Name): Promise<string> {
  if (name === 'manifest.webmanifest') return manifest();
  const text = await bundledText(name);
  return name === 'app.css' ? designTokensCss() + text : text;
}

async function bundledText(name: Name): Promise<string> {
  const text = (await readBuilt(name))?.toString() ?? (await bundleSources()).get(name);
  if (text === undefined) throw new Error(`The page has no ${name}: run npm run build again`);
  return text;
}

/** Returns undefined when the program runs from its sources. */
async function readBuilt(name: Name): Promise<Buffer<ArrayBuffer> | undefined> {
  try {
    return await readFile(new URL(name, built));
  } catch (err) {
    if ((err as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw err;
  }
}

let bundling: Promise<ReadonlyMap<string, string>> | undefined;

/** Bundles the page as `npm run build` does, once per process: for the tests and `npm run dev`. */
function bundleSources(): Promise<ReadonlyMap<string, string>> {
  bundling ??= bundle();
  return bundling;
}

async function bundle(): Promise<ReadonlyMap<string, string>> {
  const esbuild = await import('esbuild');
  const options = JSON.parse(await readFile(new URL('esbuild.json', sources), 'utf8'));
  const root = fileURLToPath(new URL('../../../', import.meta.url));
  const { outputFiles } = await esbuild.build({ ...options, absWorkingDir: root, outdir: 'page', write: false });
  return new Map((outputFiles ?? []).map(({ path, text }) => [path.split(/[\\/]/).at(-1) ?? '', text]));
}
