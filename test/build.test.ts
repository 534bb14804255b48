import { execFile } from 'node:child_process';
import { appendFile, cp, mkdir, mkdtemp, readdir, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tocsin-build-'));
  for (const name of ['src', 'commands', 'adapters', 'scripts', 'demo', 'package.json', 'package-lock.json']) {
    await cp(join(root, name), join(folder, name), { recursive: true });
  }
  await mkdir(join(folder, 'node_modules'));
  for (const name of await readdir(join(root, 'node_modules'))) {
    if (!name.startsWith('.')) await symlink(join(root, 'node_modules', name), join(folder, 'node_modules', name));
  }
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Runs a script of the copy as `npm start` and `npm run build` do. */
const run = (script: string, ...args: string[]) =>
  promisify(execFile)(process.execPath, [join(folder, script), ...args], {
    cwd: folder,
    env: { ...process.env, BUILD_COMMIT: '1a2b3c4' },
  });

it('builds once for several starts, again after a change, and keeps what a running program may still load', async () => {
  // Two that start at once: one builds, the other waits for it.
  const both = await Promise.all([run('scripts/start.mjs', '--version'), run('scripts/start.mjs', '--version')]);
  const lines = both.map(({ stdout }) => stdout.trim().split('\n'));
  for (const said of lines) expect(said.at(-1)).toMatch(/^\d+\.\d+\.\d+\+1a2b3c4$/);
  const told = lines.flatMap((said) => said.slice(0, -1));
  expect(told).toEqual([expect.stringMatching(/^\s*Built in \d+\.\d s with esbuild\. .*npm run check/)]);

  expect((await run('scripts/build.mjs')).stdout).toBe('dist/ is up to date.\n');

  const before = await readdir(join(folder, 'dist'));
  await appendFile(
    join(folder, 'src/config/check.ts'),
    '\nprocess.stderr.write(String(new Error("planted").stack));\n',
  );
  expect((await run('scripts/build.mjs')).stdout).toMatch(/^Built dist\/ in/);
  const after = await readdir(join(folder, 'dist'));
  expect(after).toEqual(expect.arrayContaining(before.filter((name) => name.endsWith('.js'))));

  // A stack trace names the source and its line.
  const lineCount = (await readFile(join(folder, 'src/config/check.ts'), 'utf8')).split('\n').length - 1;
  const { stderr } = await run('dist/cli.js', 'check');
  expect(stderr).toContain(`src/config/check.ts:${lineCount}:`);
}, 180_000);

it('loads nothing of OpenTelemetry’s SDK before a collector is set', async () => {
  await run('scripts/build.mjs');
  const dist = join(folder, 'dist');
  const textOf = async (name: string) => (await readFile(join(dist, name), 'utf8')).replace(/\s/g, '');
  /** Those that Node loads with this file, without a dynamic import. */
  async function loadedWith(name: string, known = new Set<string>()): Promise<ReadonlySet<string>> {
    if (known.has(name)) return known;
    known.add(name);
    const found = (await textOf(name)).matchAll(/(?:from|import)"\.\/([^"]+\.js)"/g);
    for (const [, next] of found) await loadedWith(next!, known);
    return known;
  }
  const holds = async (names: Iterable<string>) => {
    const texts = await Promise.all([...names].map(textOf));
    return texts.some((text) => text.includes('OTLPTraceExporter'));
  };
  const { files } = JSON.parse(await readFile(join(dist, '.build.json'), 'utf8')) as { files: readonly string[] };
  const programs = files.filter((name) => /^(cli|serve-[^.]+|start-[^.]+)\.js$/.test(name));
  expect(programs.length).toBeGreaterThan(1);
  expect(await holds(files.filter((name) => name.endsWith('.js')))).toBe(true);
  for (const name of programs) expect(await holds(await loadedWith(name))).toBe(false);
}, 180_000);
