import { execFile, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { settingNames } from '../../src/config/environment.ts';
import { apiTokensSetting } from './api-tokens.ts';
import { eventually } from './wait.ts';

export interface Program {
  readonly pid: number;
  readonly url: string;
  /** What it has said so far. */
  stdout(): string;
  stderr(): string;
  /** Settles when it is ready for people; fails when it ends before. */
  running(): Promise<void>;
  kill(signal: NodeJS.Signals): void;
  readonly ended: Promise<{ readonly code: number | null; readonly signal: NodeJS.Signals | null }>;
}

const root = fileURLToPath(new URL('../..', import.meta.url));
let built: Promise<unknown> | undefined;

/** The program that PROGRAM_UNDER_TEST names; else the built one, built first when the sources have changed. */
async function programUnderTest(): Promise<string> {
  const named = process.env.PROGRAM_UNDER_TEST;
  if (named) return resolve(named);
  built ??= promisify(execFile)(process.execPath, [join(root, 'scripts/build.mjs')]);
  await built;
  return join(root, 'dist/cli.js');
}

/**
 * The real program as a process of its own, with the demo team unless the settings say otherwise. With a file of its own
 * it has the tokens of `api-tokens.ts`.
 *
 * @param entry another build's `cli.js`; absent: the program under test
 */
export async function startProgram(
  settings: Readonly<Record<string, string>> & { readonly HTTP_PORT: string },
  entry?: string,
): Promise<Program> {
  // In an empty folder, so that nobody's own tocsin.yaml is read.
  const cwd = await mkdtemp(join(tmpdir(), 'tocsin-program-'));
  const child = spawn(process.execPath, [entry ?? (await programUnderTest())], {
    cwd,
    env: {
      ...withoutSettings(process.env),
      ...(settings.TOCSIN_CONFIG && { API_TOKENS: apiTokensSetting }),
      ...settings,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream].setEncoding('utf8').on('data', (text: string) => {
      said[stream] += text;
    });
  }
  let over: Awaited<Program['ended']> | undefined;
  const ended = new Promise<Awaited<Program['ended']>>((resolve) => {
    child.on('close', (code, signal) => {
      const how = { code, signal };
      over = how;
      void rm(cwd, { recursive: true, force: true }).then(() => resolve(how));
    });
  });

  return {
    pid: child.pid ?? 0,
    url: `http://127.0.0.1:${settings.HTTP_PORT}`,
    stdout: () => said.stdout,
    stderr: () => said.stderr,
    running: () =>
      eventually('Tocsin is running', () => {
        if (over) throw new Error(`It ended with ${over.code ?? over.signal}:\n${said.stdout}\n${said.stderr}`);
        return said.stdout.includes('Ctrl-C stops it.');
      }).then(() => undefined),
    kill: (signal) => void child.kill(signal),
    ended,
  };
}

/** Runs the program to its end with these arguments, and without settings of anybody's. */
export async function runProgram(args: readonly string[]): Promise<{ stdout: string; stderr: string }> {
  return promisify(execFile)(process.execPath, [await programUnderTest(), ...args], {
    env: withoutSettings(process.env),
  });
}

/**
 * Runs one verb of the command line as a process of its own, in a folder without a configuration file, and gives how it
 * ended.
 *
 * @param input what is piped in; absent: nothing
 * @param killedWhen kill -9 once this settles
 */
export async function runVerbProcess(
  args: readonly string[],
  {
    env = {},
    input = '',
    killedWhen,
  }: {
    readonly env?: Readonly<Record<string, string>>;
    readonly input?: string;
    readonly killedWhen?: Promise<unknown>;
  } = {},
): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const cwd = await mkdtemp(join(tmpdir(), 'tocsin-verb-'));
  const child = spawn(process.execPath, [await programUnderTest(), ...args], {
    cwd,
    env: { ...withoutSettings(process.env), ...env },
  });
  void killedWhen?.then(() => child.kill('SIGKILL'));
  const said = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream].setEncoding('utf8').on('data', (text: string) => {
      said[stream] += text;
    });
  }
  // Who has ended already reads nothing.
  child.stdin.on('error', () => undefined).end(input);
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  await rm(cwd, { recursive: true, force: true });
  return { code, ...said };
}

/** Nobody listens there at the moment. */
export async function freePort(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as import('node:net').AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return String(port);
}

/** Whoever runs the tests may have tokens of their own in the environment. */
function withoutSettings(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const ours = new Set<string>(settingNames.flatMap((name) => [name, `${name}_FILE`]));
  return Object.fromEntries(Object.entries(env).filter(([name]) => !ours.has(name)));
}
