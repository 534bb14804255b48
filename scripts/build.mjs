// Builds the program into dist/: esbuild bundles src/cli.ts and its packages into a few files. It does not check types; `npm run check` does.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join, relative } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const dist = join(root, 'dist');
const lockFile = join(root, 'node_modules', '.tocsin-build.lock');
const stampFile = join(dist, '.build.json');
const inputs = ['src', 'commands', 'adapters', 'scripts/build.mjs', 'package.json', 'package-lock.json'];
/** The page of the web chat, which browsers run. */
const pageFolder = 'adapters/web-chat/page';

/** Packages that are started by path, and optional ones that are used only where they are installed. */
const external = [
  // Bundles the page, where the program runs from its sources.
  'esbuild',
  'mongodb-memory-server-core',
  // mongodb
  'kerberos',
  'snappy',
  '@mongodb-js/zstd',
  '@aws-sdk/credential-providers',
  'gcp-metadata',
  'socks',
  'mongodb-client-encryption',
  'aws4',
  // vega
  'canvas',
  // discord.js and ws
  'zlib-sync',
  'bufferutil',
  'utf-8-validate',
];

/**
 * Builds when an input or the commit has changed since the last build. Of several processes that want to build at
 * once, one builds and the others wait for it.
 *
 * @returns the seconds that the build took, or undefined when there was nothing to do
 */
export async function buildIfChanged() {
  const commit = currentCommit();
  if (isFresh(fingerprintOf(commit))) return undefined;
  const unlock = await lock();
  try {
    const began = performance.now();
    const fingerprint = fingerprintOf(commit);
    if (isFresh(fingerprint)) return undefined;
    const before = readStamp()?.files ?? [];
    // Without its stamp, a build that is interrupted counts as none.
    rmSync(stampFile, { force: true });
    const esbuild = await import('esbuild');
    const files = (await Promise.all([bundle(esbuild, commit), bundlePage(esbuild)])).flat();
    await esbuild.stop();
    removeStale(new Set([...files, ...before]));
    writeFileSync(stampFile, JSON.stringify({ fingerprint, files }));
    return (performance.now() - began) / 1000;
  } finally {
    unlock();
  }
}

function isFresh(fingerprint) {
  const stamp = readStamp();
  return stamp?.fingerprint === fingerprint && stamp.files.every((file) => existsSync(join(dist, file)));
}

/** Waits while another living process builds. Returns what releases the lock. */
async function lock() {
  mkdirSync(join(root, 'node_modules'), { recursive: true });
  for (;;) {
    try {
      writeFileSync(lockFile, String(process.pid), { flag: 'wx' });
      return () => rmSync(lockFile, { force: true });
    } catch (err) {
      if (err.code !== 'EEXIST') throw err;
      if (!isAlive(readLock())) rmSync(lockFile, { force: true });
      await pause(50);
    }
  }
}

function readLock() {
  try {
    return Number(readFileSync(lockFile, 'utf8'));
  } catch {
    return 0;
  }
}

function isAlive(pid) {
  // Its holder is about to write its number, or has just released it.
  if (pid === 0) return true;
  try {
    process.kill(pid, 0);
    return true;
  } catch (err) {
    return err.code === 'EPERM';
  }
}

async function bundle(esbuild, commit) {
  mkdirSync(dist, { recursive: true });
  const { metafile } = await esbuild.build({
    absWorkingDir: root,
    // The second is a process that the first starts by its path.
    entryPoints: { cli: 'src/cli.ts', 'chart-process': 'adapters/email/charts/chart-process.ts' },
    outdir: dist,
    bundle: true,
    // What is loaded lazily stays in a file of its own.
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    external,
    define: { BUILD_COMMIT: JSON.stringify(commit) },
    // CommonJS packages in the bundle ask for Node's own modules with `require`.
    banner: {
      js: "import { createRequire as createRequireOfBundle } from 'node:module'; const require = createRequireOfBundle(import.meta.url);",
    },
    // V8 keeps the text of every loaded file in memory, twice as large where a single character of it, of a comment as well, is
    // none of Latin-1. Names stay as they are.
    minifyWhitespace: true,
    charset: 'ascii',
    // Licences stand in a file beside, which is not loaded.
    legalComments: 'linked',
    // Stack traces name the source's file and line: src/cli/mapped-stacks.ts.
    sourcemap: 'linked',
    sourcesContent: false,
    metafile: true,
    logLevel: 'warning',
  });
  chmodSync(join(dist, 'cli.js'), 0o755);
  return outputsOf(metafile);
}

/** The page is served from its sources as well, with the options of the same file: adapters/web-chat/http/static-files.ts. */
async function bundlePage(esbuild) {
  const options = JSON.parse(readFileSync(join(root, pageFolder, 'esbuild.json'), 'utf8'));
  const outdir = join(dist, 'page');
  const { metafile } = await esbuild.build({ ...options, absWorkingDir: root, outdir, metafile: true });
  const icons = readdirSync(join(root, pageFolder, 'icons'));
  for (const icon of icons) cpSync(join(root, pageFolder, 'icons', icon), join(outdir, icon));
  return [...outputsOf(metafile), ...icons.map((icon) => `page/${icon}`)];
}

function outputsOf(metafile) {
  return Object.keys(metafile.outputs).map((file) => relative(dist, join(root, file)));
}

/** A program that still runs from the build before this one may yet load a part of it, so that build's files stay. */
function removeStale(kept) {
  rmSync(join(dist, '.compile-cache'), { recursive: true, force: true });
  for (const entry of readdirSync(dist, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isFile() && !kept.has(relative(dist, path))) rmSync(path);
  }
}

function readStamp() {
  try {
    return JSON.parse(readFileSync(stampFile, 'utf8'));
  } catch {
    return undefined;
  }
}

/** Changes when any input's path, size or time of change does; reading the times takes a few milliseconds. */
function fingerprintOf(commit) {
  const hash = createHash('sha256').update(commit);
  const add = (path) => {
    const { size, mtimeMs } = statSync(join(root, path));
    hash.update(`\n${path} ${size} ${mtimeMs}`);
  };
  for (const input of inputs) {
    if (!statSync(join(root, input)).isDirectory()) {
      add(input);
      continue;
    }
    const inside = readdirSync(join(root, input), { recursive: true, withFileTypes: true });
    const paths = inside.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
    for (const path of paths.sort()) add(relative(root, path));
  }
  return hash.digest('hex');
}

/** BUILD_COMMIT where it is set, as for an image; else what git says of this folder; else nothing. */
function currentCommit() {
  if (process.env.BUILD_COMMIT) return process.env.BUILD_COMMIT;
  if (!existsSync(join(root, '.git'))) return '';
  try {
    const options = { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] };
    return execFileSync('git', ['rev-parse', '--short=7', 'HEAD'], options).trim();
  } catch {
    return '';
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const seconds = await buildIfChanged();
  console.log(seconds === undefined ? 'dist/ is up to date.' : `Built dist/ in ${seconds.toFixed(1)} s.`);
}
