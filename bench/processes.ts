import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { settingNames } from '../src/config/environment.ts';
import { apiTokensSetting } from '../test/harness/api-tokens.ts';
import { accountOf, pagers, serviceOf, speakers } from './crowd.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const startWithinMs = 120_000;
const stopWithinMs = 15_000;
const readyWithinMs = 20_000;

export interface Usage {
  readonly rssBytes: number;
  /** Processor time since its start. */
  readonly cpuMs: number;
}

/** A program under measurement, in a process of its own. */
export interface Measured {
  /** From the start of the process to all platforms being connected. */
  readonly upAfterMs: number;
  usage(): Promise<Usage>;
  /** Fails when it ends by itself, and never settles otherwise. */
  readonly died: Promise<never>;
  stop(): Promise<void>;
}

export interface MeasuredTocsin extends Measured {
  readonly url: string;
  readonly pid: number;
  /** Warnings and errors in its log, by their text. */
  readonly trouble: ReadonlyMap<string, number>;
  /** What the heap held after each full garbage collection; told only when asked for at the start. */
  readonly collections: readonly { readonly at: number; readonly bytes: number }[];
  /** From the database being up, as Tocsin itself says. */
  readonly readyAfterMs: number;
  readonly database: string;
}

/** As `npm start` and the image set them. */
export const memoryFlags = ['--max-semi-space-size=32', '--heap-growing-percent=100'] as const;

export function build(): void {
  execFileSync('npm', ['run', '--silent', 'build'], { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
}

/** The compiled program, as `npm start` runs it. */
export async function startTocsin(
  settings: Readonly<Record<string, string>>,
  { tellCollections = false }: { readonly tellCollections?: boolean } = {},
): Promise<MeasuredTocsin> {
  const port = await freePort();
  const began = performance.now();
  const child = spawn(
    process.execPath,
    [
      ...memoryFlags,
      '--liftoff-only',
      ...(tellCollections ? ['--trace-gc', '--trace-gc-ignore-scavenger'] : []),
      'dist/cli.js',
    ],
    {
      cwd: root,
      env: { ...withoutSettings(process.env), API_TOKENS: apiTokensSetting, ...settings, HTTP_PORT: String(port) },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  endWithUs(child);
  const trouble = new Map<string, number>();
  const collections: { at: number; bytes: number }[] = [];
  const { readyAfterMs, database } = await lineOf(child, 'Tocsin is running', trouble, collections).catch(
    async (err: unknown) => {
      await end(child, () => child.kill('SIGTERM'));
      throw err;
    },
  );
  const upAfterMs = performance.now() - began;

  return {
    url: `http://127.0.0.1:${port}`,
    pid: child.pid ?? 0,
    trouble,
    collections,
    upAfterMs,
    readyAfterMs: Number(readyAfterMs),
    database: String(database),
    died: diedOf(child, 'Tocsin'),
    async usage() {
      const metrics = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
      const value = (name: string) => Number(new RegExp(`^${name} (\\S+)`, 'm').exec(metrics)?.[1]);
      return {
        rssBytes: value('process_resident_memory_bytes'),
        cpuMs: value('process_cpu_seconds_total') * 1_000,
      };
    },
    async stop() {
      await end(child, () => child.kill('SIGTERM'));
      for (const [message, times] of trouble) console.error(`· Tocsin logged ${times} times: ${message}`);
    },
  };
}

/** The same SDKs without Tocsin, all three in one process. */
export async function startPeer(settings: Readonly<Record<string, string>>): Promise<Measured> {
  const began = performance.now();
  const child = spawn(process.execPath, [fileURLToPath(new URL('peer.mjs', import.meta.url))], {
    cwd: root,
    env: { ...withoutSettings(process.env), PEER: JSON.stringify(peerSettings(settings)) },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const died = diedOf(child, 'The peer');
  await Promise.race([once(child, 'message', { signal: AbortSignal.timeout(startWithinMs) }), died]);
  const upAfterMs = performance.now() - began;

  return {
    upAfterMs,
    died,
    async usage() {
      child.send('usage');
      const [{ rss, cpuMs }] = (await once(child, 'message')) as [{ rss: number; cpuMs: number }];
      return { rssBytes: rss, cpuMs };
    },
    stop: () => end(child, () => child.disconnect()),
  };
}

function peerSettings(settings: Readonly<Record<string, string>>): object {
  const of = (pager: number) => ({
    slack: accountOf('slack', speakers + pager),
    discord: accountOf('discord', speakers + pager),
    telegram: accountOf('telegram', speakers + pager),
  });
  return {
    slack: { botToken: settings.SLACK_BOT_TOKEN, appToken: settings.SLACK_APP_TOKEN, apiUrl: settings.SLACK_API_URL },
    discord: { token: settings.DISCORD_TOKEN, guildId: settings.DISCORD_GUILD_ID, apiUrl: settings.DISCORD_API_URL },
    telegram: { token: settings.TELEGRAM_TOKEN, apiRoot: settings.TELEGRAM_API_ROOT },
    pagers: Object.fromEntries([...Array(pagers).keys()].map((pager) => [serviceOf(pager), of(pager)])),
  };
}

/** The log line with this message, once it is there. Warnings and errors are counted: they spoil a figure. */
function lineOf(
  child: ChildProcess,
  message: string,
  trouble: Map<string, number>,
  collections: { at: number; bytes: number }[],
): Promise<Record<string, unknown>> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error('Tocsin did not start')), startWithinMs);
    child.once('exit', (code) => reject(new Error(`Tocsin did not start, and ended with ${code}`)));
    createInterface({ input: child.stdout! }).on('line', (line) => {
      // `Mark-Compact 210.3 (240.1) -> 118.4 (230.0) MB`
      const left = /Mark-Compact.*? -> ([\d.]+) /.exec(line)?.[1];
      if (left) collections.push({ at: performance.now(), bytes: Number(left) * 1024 * 1024 });
      const said = line.startsWith('{') ? (JSON.parse(line) as Record<string, unknown>) : {};
      if (Number(said.level) >= 40) trouble.set(String(said.msg), (trouble.get(String(said.msg)) ?? 0) + 1);
      if (said.msg !== message) return;
      clearTimeout(late);
      resolve(said);
    });
  });
}

/** However this process ends, that one does not outlive it. */
export function endWithUs(child: ChildProcess): void {
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  child.once('exit', () => process.off('exit', kill));
}

/** Waits until a program answers there with a status of success; throws when it does not within 20 s. */
export async function untilOk(url: string, who: string): Promise<void> {
  const giveUpAt = performance.now() + readyWithinMs;
  while (performance.now() < giveUpAt) {
    const isReady = await fetch(url).then(
      ({ ok }) => ok,
      () => false,
    );
    if (isReady) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`${who} is not ready after ${readyWithinMs / 1_000} s`);
}

/** Fails when this process ends, and never settles otherwise. */
export function diedOf(child: ChildProcess, who: string): Promise<never> {
  const died = once(child, 'exit').then(([code, signal]): never => {
    throw new Error(`${who} ended with ${code ?? signal}`);
  });
  // It ends when it is told to, too, and then nobody asks.
  died.catch(() => undefined);
  return died;
}

/** Asks it to end, and makes it end when it takes too long. */
export async function end(child: ChildProcess, ask: () => void): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  ask();
  const force = setTimeout(() => child.kill('SIGKILL'), stopWithinMs);
  await ended;
  clearTimeout(force);
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as import('node:net').AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** Whoever runs this may have tokens of their own in the environment. */
function withoutSettings(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const ours = new Set<string>(settingNames.flatMap((name) => [name, `${name}_FILE`]));
  return Object.fromEntries(Object.entries(env).filter(([name]) => !ours.has(name)));
}
