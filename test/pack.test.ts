import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import about from '../package.json' with { type: 'json' };

const run = promisify(execFile);
const root = fileURLToPath(new URL('..', import.meta.url));
let folder: string;
let files: readonly string[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tocsin-pack-'));
  await run('npm', ['pack', '--silent', '--pack-destination', folder], { cwd: root });
  const [tarball = ''] = await readdir(folder);
  const { stdout } = await run('tar', ['-tf', join(folder, tarball)]);
  files = stdout.trim().split('\n');
  await run('tar', ['-xf', join(folder, tarball), '-C', folder]);
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

it('packs the built program, the demo team and the docs, and nothing else', () => {
  const needed = [
    'dist/cli.js',
    'dist/page/icon.svg',
    'demo/tocsin.yaml',
    'docs/command-line.md',
    'README.md',
    'LICENSE',
  ];
  expect(files).toEqual(expect.arrayContaining([...needed, 'package.json'].map((file) => `package/${file}`)));
  const others = files.filter(
    (file) => !/^package\/(dist\/[^.]|demo\/|docs\/|[A-Z]+(\.md)?$|package\.json$)/.test(file),
  );
  expect(others).toEqual([]);
  expect(files.filter((file) => /\.ts$/.test(file))).toEqual([]);
});

it('runs as npx runs it', async () => {
  const bin = join(folder, 'package', about.bin.tocsin);
  // An empty folder, so that the demo counts.
  const tocsin = (...args: string[]) => run(bin, args, { cwd: folder, env: { PATH: process.env.PATH } });
  expect((await tocsin('--help')).stdout).toMatch(/^Usage: tocsin/);
  expect((await tocsin('--version')).stdout).toContain(about.version);
  expect((await tocsin('check')).stdout).toContain('so the demo counts; it is in order: 3 people');
});
