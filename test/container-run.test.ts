import { execFile, execFileSync, spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { apiTokensSetting, bearer } from './harness/api-tokens.ts';
import { freshDatabase } from './harness/database.ts';
import { freePort } from './harness/program.ts';
import { eventually } from './harness/wait.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const dockerfile = readFileSync(join(root, 'Dockerfile'), 'utf8');
const run = promisify(execFile);

/** What the last stage starts, as the Dockerfile has it. */
const command = JSON.parse(/^CMD (\[.*\])$/m.exec(dockerfile.split(/^FROM /m).at(-1) ?? '')?.[1] ?? '[]') as string[];

function mayUnshare(): boolean {
  try {
    execFileSync('unshare', ['--mount', 'setpriv', '--version'], { stdio: 'ignore' });
    return process.getuid?.() === 0;
  } catch {
    return false;
  }
}

/** There is no engine in most places where tests run; the kernel can do the same without one, for root. */
const why = mayUnshare() ? '' : ' (skipped: wants root, unshare and setpriv)';

describe.skipIf(why)(`what the Dockerfile builds${why}`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'tocsin-image-'));
  const app = join(folder, 'app');
  let database: Awaited<ReturnType<typeof freshDatabase>>;

  beforeAll(async () => {
    database = await freshDatabase();
    const copied = [...dockerfile.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(([, names]) => names!.split(' '));
    for (const name of copied) cpSync(join(root, name), join(app, name), { recursive: true });
    await run('cp', ['-a', join(root, 'node_modules'), app]);
    const [, steps = ''] = /^RUN (npm run build .*)$/m.exec(dockerfile) ?? [];
    await run('sh', ['-c', steps.replace('npm prune', 'npm prune --offline --no-audit')], { cwd: app });
  }, 300_000);

  afterAll(async () => {
    await database.drop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('starts as nobody special on a read-only file system, takes an alert, and stops cleanly', async () => {
    const port = await freePort();
    const script = join(root, 'test/harness/read-only.sh');
    const child = spawn('unshare', ['--mount', 'sh', script, mkdtempSync(join(folder, 'root-')), app, ...command], {
      env: {
        PATH: process.env.PATH,
        NODE_ENV: 'production',
        MONGODB_URI: database.uri,
        TOCSIN_CONFIG: '/mnt/demo/tocsin.yaml',
        API_TOKENS: apiTokensSetting,
        DATA_DIR: '/data',
        HTTP_PORT: port,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        said += text;
      });
    }
    let ended: number | null | undefined;
    child.once('exit', (code) => {
      ended = code;
    });
    try {
      await eventually('Tocsin is running', () => {
        if (ended !== undefined) throw new Error(`It ended with ${ended}:\n${said}`);
        return said.includes('Tocsin is running');
      });
      const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
      expect(status).toMatch(/^Uid:\s+1000\s+1000\s+1000\s+1000$/m);
      expect(status).toMatch(/^CapEff:\s+0+$/m);
      expect(status).toMatch(/^CapBnd:\s+0+$/m);
      expect(status).toMatch(/^NoNewPrivs:\s+1$/m);
      const mounts = readFileSync(`/proc/${child.pid}/mounts`, 'utf8');
      expect(mounts).toMatch(/^\S+ \/ \S+ ro[,\s]/m);
      expect(mounts).toMatch(/^\S+ \/mnt \S+ ro[,\s]/m);

      const answer = await fetch(`http://127.0.0.1:${port}/v1/alerts`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...bearer() },
        body: JSON.stringify({ title: 'Disk full on db-1', service: 'checkout' }),
      });
      expect(answer.status).toBe(202);
    } finally {
      child.kill('SIGTERM');
    }
    await eventually('it has ended', () => ended !== undefined);
    expect(said).not.toMatch(/EROFS|EACCES|read-only/i);
    expect(ended).toBe(0);
  });
});
