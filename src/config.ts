import { existsSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { reachWarnings } from './config/connected.ts';
import { type FileReading, readFileText } from './config/file.ts';
import { ConfigMistakes, type Mistake, say } from './config/mistakes.ts';
import { readWithCommands } from './config/secret-commands.ts';
import { type Environment, reasonOf, systemSecrets } from './config/secret-source.ts';
import { peopleMistakes } from './config/sections/people-mistakes.ts';
import { secretsOf } from './config/sections/webhooks.ts';
import { findSettings, type Settings } from './config/settings.ts';
import { tokenWarnings } from './config/token-warnings.ts';
import type { Directory } from './domain/directory.ts';
import type { Webhook } from './domain/webhook.ts';
import { isLoopback } from './lib/loopback.ts';

const ownName = 'tocsin.yaml';

export interface Config {
  readonly settings: Settings;
  readonly directory: Directory;
  /** Of the file, as it was at the start. */
  readonly webhooks: readonly Webhook[];
  /** About people who may be paged in vain: `check` fails for these, and a start only warns of them. */
  readonly peopleMistakes: readonly Mistake[];
  /** What is more likely a slip than meant, each a line for the log. */
  readonly warnings: readonly string[];
  /** The shipped demo team is used, for want of a file. */
  readonly demo: boolean;
  /** The file that was read. */
  readonly file: string;
}

export interface Here {
  /** Relative paths, and `tocsin.yaml`, are looked for from here; the working directory unless said. */
  readonly folder?: string;
  readonly now?: Date;
}

/** Reads the environment and the file. Throws one ConfigMistakes that lists what is wrong with either. */
export async function loadConfig(env: Environment, { folder = '.', now = new Date() }: Here = {}): Promise<Config> {
  const { settings, mistakes, values } = await readWithCommands(env, (run) =>
    findSettings(env, (path) => readFileSync(path, 'utf8'), run),
  );
  const environment = 'the environment';
  // The path of the file is wrong. Checking another file instead would report the wrong mistakes.
  if (mistakes.some(({ where }) => where.startsWith('TOCSIN_CONFIG'))) {
    throw new ConfigMistakes([{ source: environment, mistakes }]);
  }
  const { file, demo } = chooseFile(values.TOCSIN_CONFIG, folder);
  const reading = await readConfigFile(file, now, env);
  const exposed = demo ? exposedDemo(values.HTTP_HOST) : [];
  if (!settings || !reading.directory || exposed.length > 0) {
    throw new ConfigMistakes([
      { source: environment, mistakes: [...mistakes, ...exposed] },
      { source: file, mistakes: reading.mistakes },
    ]);
  }
  const { directory, webhooks } = reading;
  const peoplesMistakes = demo ? [] : peopleMistakes(settings, directory);
  const warnings = [
    ...settings.warnings,
    ...moreThanCores(settings.processes),
    ...(demo ? otherName(folder) : []),
    ...reading.warnings,
    ...reachWarnings(settings, directory),
    ...tokenWarnings(settings.apiTokens, directory, now),
    ...peoplesMistakes.map(({ where, what }) => `${where}: ${what}`),
  ];
  const secrets = [...settings.secrets, ...webhooks.flatMap(secretsOf)].sort((a, b) => b.length - a.length);
  return {
    settings: { ...settings, secrets },
    directory,
    webhooks,
    warnings,
    demo,
    file,
    peopleMistakes: peoplesMistakes,
  };
}

function chooseFile(asked: string | undefined, folder: string): { file: string; demo: boolean } {
  if (asked) return { file: resolve(folder, asked), demo: false };
  const own = resolve(folder, ownName);
  return existsSync(own) ? { file: own, demo: false } : { file: demoFile(), demo: true };
}

function moreThanCores(processes: number): string[] {
  const cores = availableParallelism();
  if (processes === 1 || processes <= cores) return [];
  const many = `${processes} processes share ${cores} ${cores === 1 ? 'core' : 'cores'}`;
  return [`TOCSIN_PROCESSES: ${many}, which costs memory and makes nothing faster; set it to ${cores}, or to auto`];
}

function otherName(folder: string): string[] {
  const found = ['tocsin.yml', 'tocsin.json', 'tocsin.toml'].filter((name) => existsSync(resolve(folder, name)));
  return found.map((name) => `${name}: it is not read, and the demo runs; name it ${ownName} or set TOCSIN_CONFIG`);
}

/** `demo/` stands beside `src/` and beside `dist/`. */
function demoFile(): string {
  return fileURLToPath(new URL('../demo/tocsin.yaml', import.meta.url));
}

async function readConfigFile(file: string, now: Date, env: Environment): Promise<FileReading> {
  try {
    const text = await readFile(file, 'utf8');
    return await readWithCommands(env, (run) => readFileText(text, now, { ...systemSecrets, env, run }));
  } catch (cause) {
    const todo = 'put the file there, or set TOCSIN_CONFIG to where it is';
    if (!(cause instanceof Error && 'code' in cause)) throw cause;
    return { mistakes: [{ where: '', what: say(`cannot be read: ${reasonOf(cause)}`, undefined, todo) }] };
  }
}

/** In the demo everybody may act as anybody, so nobody else's machine may reach it. */
function exposedDemo(host: string | undefined): Mistake[] {
  if (!host || isLoopback(host)) return [];
  const what = say(
    'the demo listens on this machine only, for in it anybody may act as anybody',
    '127.0.0.1, or a configuration file of your own',
    'write a tocsin.yaml (README shows the shortest), or unset HTTP_HOST',
  );
  return [{ where: 'HTTP_HOST', what }];
}
