import { looksLikeToken, type Mistake, say } from './mistakes.ts';
import { nearestName } from './near-miss.ts';
import { expectedOutput, isCommand, tryCommand } from './secret-commands.ts';
import {
  CommandFailed,
  type Environment,
  type ReadFile,
  type RunCommand,
  reasonOf,
  refuseCommands,
} from './secret-source.ts';

/** All names that Tocsin reads from the environment; each may also have the suffix `_FILE`. */
export const settingNames = [
  'TOCSIN_CONFIG',
  'MONGODB_URI',
  'EMBEDDED_MONGODB',
  'DATA_DIR',
  'HTTP_HOST',
  'HTTP_PORT',
  'PUBLIC_URL',
  'SLACK_BOT_TOKEN',
  'SLACK_APP_TOKEN',
  'SLACK_SIGNING_SECRET',
  'SLACK_API_URL',
  'DISCORD_TOKEN',
  'DISCORD_GUILD_ID',
  'DISCORD_API_URL',
  'TELEGRAM_TOKEN',
  'TELEGRAM_API_ROOT',
  'TELEGRAM_WEBHOOK_SECRET',
  'SMTP_URL',
  'EMAIL_FROM',
  'AMQP_URL',
  'REDIS_URL',
  'API_TOKENS',
  'LOG_LEVEL',
  'OTEL_EXPORTER_OTLP_ENDPOINT',
  'OTEL_EXPORTER_OTLP_HEADERS',
  'OTEL_EXPORTER_OTLP_PROTOCOL',
  'OTEL_SERVICE_NAME',
  'OTEL_RESOURCE_ATTRIBUTES',
  'OTEL_SDK_DISABLED',
  'OTEL_TRACES_SAMPLER',
  'OTEL_TRACES_SAMPLER_ARG',
  'OTEL_TRACES_EXPORTER',
  'OTEL_METRICS_EXPORTER',
  'OTEL_LOGS_EXPORTER',
  'HEARTBEAT_URL',
  'SMTP_IN_PORT',
  'SMTP_IN_HOST',
  'SMTP_IN_DOMAIN',
  'SMTP_IN_AUTH_SERVER',
  'WEB_SESSION_IDLE',
  'TOCSIN_PROCESSES',
] as const;
export type SettingName = (typeof settingNames)[number];

export interface EnvironmentReading {
  /** The values, trimmed. An empty value counts as unset, because compose files write a missing value so. */
  readonly values: Partial<Record<SettingName, string>>;
  readonly mistakes: readonly Mistake[];
  readonly warnings: readonly string[];
}

/** @param run runs the command of a value such as `exec:vault read …` */
export function readEnvironment(
  env: Environment,
  readFile: ReadFile,
  run: RunCommand = refuseCommands,
): EnvironmentReading {
  const values: Partial<Record<SettingName, string>> = {};
  const mistakes: Mistake[] = [];
  for (const name of settingNames) {
    const direct = env[name]?.trim() || undefined;
    const path = env[`${name}_FILE`]?.trim() || undefined;
    if (direct !== undefined && path !== undefined) {
      const what = say(`${name} is set as well`, 'one of the two', 'unset the wrong one');
      mistakes.push({ where: `${name}_FILE`, what });
    }
    const value = direct ? directValue(name, direct, run, mistakes) : path && fromFile(name, path, readFile, mistakes);
    if (value) values[name] = value;
  }
  const nearMisses = [...misspelled(env)];
  for (const { typed, meant } of nearMisses.filter((one) => one.isOurs)) {
    mistakes.push({ where: typed, what: say('is not a setting', undefined, `did you mean ${meant}?`) });
  }
  const warnings = nearMisses
    .filter((one) => !one.isOurs)
    .map(({ typed, meant }) => `${typed}: Tocsin does not read it; if it is meant for Tocsin, it is called ${meant}`);
  return { values, mistakes, warnings };
}

function directValue(name: SettingName, text: string, run: RunCommand, mistakes: Mistake[]): string | undefined {
  if (!isCommand(text)) return text;
  try {
    return run(text);
  } catch (err) {
    if (!(err instanceof CommandFailed)) throw err;
    mistakes.push({ where: name, what: say(err.message, expectedOutput, tryCommand) });
    return undefined;
  }
}

/** Reads the file of a setting. A mistake repeats neither the value nor the system's message, only the path. */
function fromFile(name: SettingName, path: string, readFile: ReadFile, mistakes: Mistake[]): string | undefined {
  const where = `${name}_FILE`;
  if (isNoPath(path)) {
    const what = say('contains what seems to be the value itself', 'the path of a file', `set ${name} instead`);
    mistakes.push({ where, what });
    return undefined;
  }
  try {
    const value = readFile(path).trim();
    if (value) return value;
    mistakes.push({ where, what: say(`${path} is empty`, 'a file with the value in it', 'write the value into it') });
  } catch (cause) {
    const what = say(
      `${path} cannot be read (${reasonOf(cause)})`,
      'a file with the value in it',
      'check path and rights',
    );
    mistakes.push({ where, what });
  }
  return undefined;
}

/** Returns whether `NAME_FILE` was set to the secret itself, which must then not be shown as a missing path. */
function isNoPath(text: string): boolean {
  return looksLikeToken(text) || /[\r\n]/.test(text) || /^[^/\\.]{20,}$/.test(text);
}

/** Names with these prefixes hardly ever belong to other programs. */
const ourPrefixes = ['TOCSIN_', 'SLACK_', 'DISCORD_', 'TELEGRAM_', 'SMTP_', 'EMBEDDED_', 'API_TOKENS'];

/**
 * Names of other tools for the same settings. They differ too much from Tocsin's to be typing mistakes, and are too common
 * to stop the start.
 */
const otherNames: Readonly<Record<string, SettingName>> = {
  API_TOKEN: 'API_TOKENS',
  SLACK_TOKEN: 'SLACK_BOT_TOKEN',
  SLACK_API_TOKEN: 'SLACK_BOT_TOKEN',
  TELEGRAM_API_URL: 'TELEGRAM_API_ROOT',
  DISCORD_BOT_TOKEN: 'DISCORD_TOKEN',
  TELEGRAM_BOT_TOKEN: 'TELEGRAM_TOKEN',
  MONGO_URL: 'MONGODB_URI',
  MONGO_URI: 'MONGODB_URI',
  MONGODB_URL: 'MONGODB_URI',
};

/** Names that are similar to Tocsin's, and that belong to other programs. */
const othersOwn = new Set(['HTTPS_PORT', 'HTTPS_HOST', 'HTTP_PROXY', 'SMTP_PORT', 'SMTP_HOST']);

/**
 * The environment is full of names of other programs, and Kubernetes adds `TOCSIN_PORT` and similar names for a service
 * called tocsin. So only near misses count, and they stop the start only when other programs are unlikely to use them.
 */
function* misspelled(env: Environment): Generator<{ typed: string; meant: string; isOurs: boolean }> {
  const readNames = new Set<string>(settingNames.flatMap((name) => [name, `${name}_FILE`]));
  for (const typed of Object.keys(env)) {
    const name = typed.toUpperCase().replace(/_FILE$/, '');
    if (!env[typed]?.trim() || readNames.has(typed) || othersOwn.has(name)) continue;
    const suffix = typed.endsWith('_FILE') ? '_FILE' : '';
    const other = otherNames[name];
    if (other && !env[other] && !env[`${other}_FILE`]) {
      yield { typed, meant: `${other}${suffix}`, isOurs: false };
    }
    const meant = other ? undefined : nearestName(name, settingNames);
    if (!meant) continue;
    const isOurs = ourPrefixes.some((prefix) => name.startsWith(prefix) || meant.startsWith(prefix));
    yield { typed, meant: `${meant}${suffix}`, isOurs };
  }
}
