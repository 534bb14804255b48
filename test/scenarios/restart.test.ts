import { readdir } from 'node:fs/promises';
import { afterEach, expect, it, onTestFinished } from 'vitest';
import { emptyFolder, lives, lockedServer } from '../adapters/embedded/folders.ts';
import { freePort, type Program, runProgram, startProgram } from '../harness/program.ts';
import { eventually } from '../harness/wait.ts';
import { webPerson } from './web-chat-person.ts';

/** The 5 s that were promised, and a little for a busy machine to notice. */
const farewellMs = 5_500;

const started: Program[] = [];

async function start(DATA_DIR: string, HTTP_PORT: string): Promise<Program> {
  const program = await startProgram({ DATA_DIR, HTTP_PORT });
  started.push(program);
  return program;
}

afterEach(async () => {
  for (const program of started.splice(0)) {
    program.kill('SIGKILL');
    await program.ended;
  }
});

/** The folder is removed after the database that an ended program left behind has let go of it. */
async function dataFolder(): Promise<string> {
  const folder = await emptyFolder();
  onTestFinished(async () => {
    const server = await lockedServer(folder).catch(() => undefined);
    if (server) await eventually('the database has ended', async () => !(await lives(server)));
  });
  return folder;
}

/** What a person is told as an error, apart from log and progress. */
const sentences = (program: Program) => program.stderr().trim().split('\n');

it('goes on where it was killed, and ends when it is asked to', async () => {
  const [dataDir, port] = [await dataFolder(), await freePort()];
  const first = await start(dataDir, port);
  await first.running();
  await showsOneVersion(first);
  const declared = await webPerson(first.url, 'mara').says(
    'incidents',
    '/incident declare Checkout is down severity:sev1 service:checkout',
  );
  const paged = /^Declared #1 Checkout is down \(sev1\)\. Paged (\w+)/.exec(declared)?.[1]?.toLowerCase() ?? '';
  expect(['mara', 'diego', 'aiko'], declared).toContain(paged);
  const before = await lockedServer(dataDir);
  first.kill('SIGKILL');
  await first.ended;

  const second = await start(dataDir, port);
  await second.running();
  expect(await lives(before)).toBe(false);
  const person = webPerson(second.url, paged);
  expect(await person.says('incidents', '/incident show 1')).toMatch(/#1 Checkout is down/);
  const pages = async () => (await person.posts(`dm-${paged}`)).filter(({ text }) => text.includes('You are paged'));
  await eventually('the page is there, sent before or after', async () => (await pages()).length > 0);
  expect(await pages()).toHaveLength(1);

  // While it runs, nobody else gets at its data or its port.
  const third = await start(dataDir, await freePort());
  expect(await third.ended).toEqual({ code: 1, signal: null });
  expect(sentences(third)).toEqual([
    `The data in ${dataDir} is in use by another Tocsin (process ${second.pid}): stop that one, or set DATA_DIR to a folder of this one's own`,
  ]);
  const elsewhere = await dataFolder();
  const fourth = await start(elsewhere, port);
  expect(await fourth.ended).toEqual({ code: 1, signal: null });
  expect(sentences(fourth)).toEqual([
    `Port ${port} on 127.0.0.1 is in use by another program: stop that program, or start with another port, for example HTTP_PORT=${Number(port) + 1}.`,
  ]);
  // It has said so before it starts a database.
  expect(await readdir(elsewhere)).toEqual([]);

  // Level 2 is the whole team.
  const other = ['mara', 'diego', 'aiko'].find((one) => one !== paged) ?? '';
  await eventually('the escalation goes on', async () =>
    (await webPerson(second.url, other).posts(`dm-${other}`)).some(({ text }) =>
      text.startsWith('#1 Checkout is down · sev1: You are paged (level 2)'),
    ),
  );

  const server = await lockedServer(dataDir);
  const asked = performance.now();
  second.kill('SIGINT');
  expect(await second.ended).toEqual({ code: 0, signal: null });
  expect(performance.now() - asked).toBeLessThan(farewellMs);
  expect(await lives(server)).toBe(false);
  expect(second.stderr()).toBe('');
}, 180_000);

it('ends within 5 s when it is asked to while it starts', async () => {
  const dataDir = await dataFolder();
  const program = await start(dataDir, await freePort());
  await eventually('it has begun', () => /Starting|Looking|Trying/.test(program.stdout()));
  const asked = performance.now();
  program.kill('SIGTERM');
  await program.ended;
  expect(performance.now() - asked).toBeLessThan(farewellMs);
});

/** The same version everywhere: the first line of the log, readiness, the metrics and --version. */
async function showsOneVersion({ url, stdout }: Program): Promise<void> {
  const started = stdout().split('\n')[0] ?? '';
  expect(started).toContain('Tocsin is starting');
  const version = /"version":"([^"]+)"/.exec(started)?.[1] ?? '';
  const ready = (await (await fetch(`${url}/health/ready`)).json()) as { version?: string };
  expect(ready.version).toBe(version);
  const metrics = await (await fetch(`${url}/metrics`)).text();
  expect(metrics).toContain(`tocsin_build_info{version="${version}",node="${process.version}"} 1`);
  expect((await runProgram(['--version'])).stdout).toBe(`${version}\n`);
}
