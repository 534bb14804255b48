import { execFile, fork, spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, posix } from 'node:path';
import { text } from 'node:stream/consumers';
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

it('packs the built program, the demo team, the docs and what runs it elsewhere, and nothing else', () => {
  const needed = [
    'dist/cli.js',
    'dist/page/icon.svg',
    'dist/page/icon-192.png',
    'demo/tocsin.yaml',
    'deploy/helm/tocsin/Chart.yaml',
    'deploy/helm/tocsin/files/tocsin-rules.yaml',
    'deploy/systemd/tocsin.service',
    'docs/command-line.md',
    'docs/monitoring/tocsin-rules.yaml',
    'README.md',
    'LICENSE',
  ];
  expect(files).toEqual(expect.arrayContaining([...needed, 'package.json'].map((file) => `package/${file}`)));
  const others = files.filter(
    (file) =>
      !/^package\/(dist\/[^.]|demo\/|deploy\/|docs\/|Dockerfile$|compose\.yaml$|[A-Z]+(\.md)?$|package\.json$)/.test(
        file,
      ),
  );
  expect(others).toEqual([]);
  expect(files.filter((file) => /\.ts$/.test(file))).toEqual([]);
});

it('leads its reader to no file that it lacks', async () => {
  const packed = new Set(files);
  const missing: string[] = [];
  for (const file of files.filter((name) => name.endsWith('.md'))) {
    const text = await readFile(join(folder, file), 'utf8');
    // Links and pictures of Markdown, and of the HTML in it; those with a scheme lead elsewhere.
    for (const [, , link = ''] of text.matchAll(/(\]\(|(?:href|src|srcset)=")([^)"\s]+)/g)) {
      const [path = ''] = link.split('#');
      if (path === '' || /^[a-z]+:/.test(path)) continue;
      const target = posix.join(posix.dirname(file), path);
      if (!packed.has(target) && !files.some((name) => name.startsWith(`${target.replace(/\/$/, '')}/`)))
        missing.push(`${file}: ${link}`);
    }
  }
  expect(missing).toEqual([]);
});

it('runs as npx runs it', async () => {
  const bin = join(folder, 'package', about.bin.tocsin);
  // An empty folder, so that the demo counts.
  const tocsin = (...args: string[]) => run(bin, args, { cwd: folder, env: { PATH: process.env.PATH } });
  expect((await tocsin('--help')).stdout).toMatch(/^Usage: tocsin/);
  expect((await tocsin('--version')).stdout).toContain(about.version);
  expect((await tocsin('check')).stdout).toContain('so the demo counts; it is in order: 3 people');
});

it('is quiet when nobody reads the rest of what it prints', async () => {
  const child = spawn(join(folder, 'package', about.bin.tocsin), ['completion', 'bash'], { cwd: folder });
  // Before it has begun, as `true` in a pipe does.
  child.stdout.destroy();
  const errors = text(child.stderr);
  const code = await new Promise((resolve) => child.on('close', resolve));
  expect([code, await errors]).toEqual([0, '']);
});

it('draws charts in a process of its own, without the settings', async () => {
  const child = fork(join(folder, 'package/dist/chart-process.js'), {
    env: {},
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const chart = { title: 'Pages', axis: 'Pages', bars: [{ label: 'Alice Chen', value: 3 }], values: ['3'] };
  const drawn = await new Promise<{ png: Uint8Array }[]>((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`ended with ${code}`)));
    child.on('message', (message) => {
      if (message === 'ready') child.send([chart]);
      else resolve(message as never);
    });
  });
  expect(Buffer.from(drawn[0]!.png).subarray(1, 4).toString()).toBe('PNG');
});
