import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { freePort, type Program, runVerbProcess, startProgram } from '../harness/program.ts';
import { runVerb } from '../harness/verb.ts';
import { eventually } from '../harness/wait.ts';

const longMs = 180_000;
let folder: string;
let env: Record<string, string> & { HTTP_PORT: string };
let program: Program;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tocsin-sign-in-'));
  const file = join(folder, 'tocsin.yaml');
  await writeFile(
    file,
    'people: { alice: {}, bob: { email: bob@example.org } }\npolicies: { default: { levels: [ { page: [ { person: bob } ] } ] } }\n',
  );
  env = { TOCSIN_CONFIG: file, DATA_DIR: join(folder, 'data'), HTTP_PORT: await freePort() };
});
afterAll(async () => {
  program?.kill('SIGTERM');
  await program?.ended;
  await rm(folder, { recursive: true, force: true });
});

const signIn = (person: string) => runVerb(['sign-in', person], { env });

it('says that nothing runs there', { timeout: longMs }, async () => {
  const { code, stderr } = await signIn('alice');
  expect(code).toBe(1);
  expect(stderr).toMatch(/No Tocsin runs with the data in .*: start it first/);
});

it('prints a link that signs a person in, once, while the embedded database runs', { timeout: longMs }, async () => {
  program = await startProgram(env);
  const ready = () => fetch(`${program.url}/health/ready`).catch(() => undefined);
  const answer = await eventually('Tocsin answers', async () => (await ready()) ?? undefined);
  // Only Bob may be paged, and no page gets to him.
  const health = (await answer!.json()) as { ready: boolean; warnings: string[] };
  expect(health.ready).toBe(false);
  expect(health.warnings).toEqual([expect.stringContaining('1 of 1 people who may be paged')]);

  const { code, stdout, stderr } = await runVerbProcess(['sign-in', 'Alice'], { env });
  expect([code, stderr]).toEqual([0, '']);
  expect(stdout).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/sign-in\/[\w-]{43}\n$/);
  const link = stdout.trim();
  const opens = () => fetch(link, { method: 'POST', redirect: 'manual', headers: { origin: program.url } });
  const first = await opens();
  expect(first.status).toBe(303);
  const cookie = first.headers.get('set-cookie')?.split(';')[0] ?? '';
  expect((await fetch(program.url, { headers: { cookie } })).status).toBe(200);
  expect((await opens()).status).toBe(410);
});

it('names those whom there are when there is no such person', { timeout: longMs }, async () => {
  const { code, stderr } = await signIn('mallory');
  expect(code).toBe(1);
  expect(stderr).toBe('There is no person “mallory”. Known: alice, bob.\n');
});
