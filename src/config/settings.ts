import { z } from 'zod';
import { isLoopback } from '../lib/loopback.ts';
import type { ApiToken } from '../ports/http.ts';
import type { OtlpSettings } from '../ports/telemetry/otlp.ts';
import { apiTokens } from './api-tokens.ts';
import { readEnvironment, type SettingName } from './environment.ts';
import { incomplete } from './incomplete.ts';
import { ConfigMistakes, issuesOf, type Mistake } from './mistakes.ts';
import type { Environment, ReadFile, RunCommand } from './secret-source.ts';
import {
  digits,
  durationBetween,
  emailFrom,
  exactOneOf,
  path,
  port,
  processCount,
  slackToken,
  token,
  USUAL_PORT,
} from './setting-fields.ts';
import { headerSecrets, telemetryFields, telemetryIn } from './telemetry.ts';
import { baseUrl, mongoUri, passwordsIn, redisUrl, url } from './urls.ts';

const embeddedEngines = ['auto', 'mongod', 'download', 'secantusdb'] as const;
type EmbeddedEngine = (typeof embeddedEngines)[number];
const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

/** The checked settings of the environment. A platform's group is present when the platform has to be connected. */
export interface Settings {
  /** The YAML file that the environment names. Absent: `tocsin.yaml` when it exists, else the demo. */
  readonly configFile?: string;
  /** Without `uri` the embedded database is started. */
  readonly database: { readonly uri?: string; readonly embedded: EmbeddedEngine; readonly dataDir: string };
  /** `publicUrl` has no slash at its end; `publicUrlGiven` is false when it was made from host and port. */
  readonly http: {
    readonly host: string;
    readonly port: number;
    readonly publicUrl: string;
    readonly publicUrlGiven: boolean;
  };
  /** A session of the web chat ends after this time without use. */
  readonly web: { readonly sessionIdleMs: number };
  /** Uses Socket Mode with an app token, even when there is a signing secret; else HTTP. One of the two is present. */
  readonly slack?: {
    readonly botToken: string;
    readonly appToken?: string;
    readonly signingSecret?: string;
    readonly apiUrl?: string;
  };
  readonly discord?: { readonly token: string; readonly guildId?: string; readonly apiUrl?: string };
  /** Uses a webhook with a webhook secret, else long polling. */
  readonly telegram?: { readonly token: string; readonly webhookSecret?: string; readonly apiRoot?: string };
  readonly email?: { readonly smtpUrl: string; readonly from: string };
  readonly events?: { readonly amqpUrl?: string; readonly redisUrl?: string };
  /** May be empty: see `whyTokensAreNeeded`. */
  readonly apiTokens: readonly ApiToken[];
  readonly logLevel: LogLevel;
  /** How many processes work. Above 1, one more process starts and supervises them. */
  readonly processes: number;
  /** Absent: nothing is exported. */
  readonly telemetry?: OtlpSettings;
  /** Called once a minute while the watchdog finds nothing overdue. */
  readonly heartbeatUrl?: string;
  /** Incoming email becomes alerts. */
  readonly emailIn?: {
    readonly host: string;
    readonly port: number;
    readonly from?: string;
    readonly domain?: string;
    readonly authServer?: string;
  };
  /** Every value that must not appear in a log, longest first. */
  readonly secrets: readonly string[];
  readonly warnings: readonly string[];
}

const secretNames: readonly SettingName[] = [
  'SLACK_BOT_TOKEN',
  'SLACK_APP_TOKEN',
  'SLACK_SIGNING_SECRET',
  'DISCORD_TOKEN',
  'TELEGRAM_TOKEN',
  'TELEGRAM_WEBHOOK_SECRET',
];

/** Shorter secrets are not in `secrets`, because their removal would make a log unreadable. */
const SHORTEST_SECRET = 4;

const SHORTEST_GOOD_TOKEN = 16;

const DAY_MS = 24 * 60 * 60_000;
/** A shorter time would end the session of a person who is reading. */
const SHORTEST_IDLE_MS = 15 * 60_000;
const USUAL_IDLE_MS = 7 * DAY_MS;
/** The longest session, however much it is used. */
const SESSION_MS = 30 * DAY_MS;

const schema = z.object({
  TOCSIN_CONFIG: path('the path of a YAML file').optional(),
  MONGODB_URI: mongoUri().optional(),
  EMBEDDED_MONGODB: exactOneOf(embeddedEngines).default('auto'),
  DATA_DIR: path('the path of a folder').default('./data'),
  HTTP_HOST: token('an address or name to listen on, such as 127.0.0.1', /^[\w.:[\]%-]+$/).default('127.0.0.1'),
  HTTP_PORT: port().default(USUAL_PORT),
  PUBLIC_URL: baseUrl('https://tocsin.example.org').optional(),
  SLACK_BOT_TOKEN: slackToken('xoxb-', 'the bot token, which begins with xoxb- (OAuth & Permissions)').optional(),
  SLACK_APP_TOKEN: slackToken('xapp-', 'the app-level token, which begins with xapp- (Basic Information)').optional(),
  SLACK_SIGNING_SECRET: token(
    'the signing secret (Basic Information, App Credentials)',
    /^(?!xox|xapp-)\S+$/,
  ).optional(),
  SLACK_API_URL: baseUrl('https://slack.com/api').optional(),
  DISCORD_TOKEN: token('the token of the Bot page, without “Bot ” in front', /^(?!\d+$)\S+$/).optional(),
  DISCORD_GUILD_ID: digits('the server’s id, digits only (Developer Mode on, right click, Copy Server ID)').optional(),
  DISCORD_API_URL: baseUrl('https://discord.com/api').optional(),
  TELEGRAM_TOKEN: token('the token as BotFather gives it, such as 123456789:AAF…', /^\d+:[\w-]+$/).optional(),
  TELEGRAM_API_ROOT: baseUrl('https://api.telegram.org').optional(),
  TELEGRAM_WEBHOOK_SECRET: token('1 to 256 letters, digits, “_” and “-”', /^[\w-]{1,256}$/).optional(),
  SMTP_URL: url(['smtp', 'smtps'], 'smtps://user:password@mail.example.org:465').optional(),
  EMAIL_FROM: emailFrom().optional(),
  AMQP_URL: url(['amqp', 'amqps'], 'amqp://user:password@mq.example.org').optional(),
  REDIS_URL: redisUrl().optional(),
  API_TOKENS: apiTokens().default([]),
  LOG_LEVEL: exactOneOf(logLevels).default('info'),
  ...telemetryFields,
  SMTP_IN_PORT: port().optional(),
  SMTP_IN_DOMAIN: token('a domain such as page.example.org', /^[\w-]+(?:\.[\w-]+)+$/).optional(),
  SMTP_IN_AUTH_SERVER: token(
    'the name in its Authentication-Results, such as mx.example.org',
    /^[\w-]+(?:\.[\w-]+)*$/,
  ).optional(),
  SMTP_IN_HOST: token('an address or name to listen on, such as 0.0.0.0', /^[\w.:[\]%-]+$/).optional(),
  HEARTBEAT_URL: url(['http', 'https'], 'https://hc-ping.com/your-uuid').optional(),
  WEB_SESSION_IDLE: durationBetween(SHORTEST_IDLE_MS, SESSION_MS).default(USUAL_IDLE_MS),
  TOCSIN_PROCESSES: processCount().default(1),
} satisfies Record<SettingName, z.ZodType>);
type Values = z.output<typeof schema>;

/** Reads the settings. Throws ConfigMistakes with all mistakes of the environment; none of them repeats a value. */
export function readSettings(env: Environment, readFile: ReadFile): Settings {
  const { settings, mistakes } = findSettings(env, readFile);
  if (!settings) throw new ConfigMistakes([{ source: 'the environment', mistakes }]);
  return settings;
}

/** The same without throwing, so that these mistakes can be shown together with those of the file. */
export function findSettings(
  env: Environment,
  readFile: ReadFile,
  run?: RunCommand,
): {
  readonly settings?: Settings;
  readonly mistakes: readonly Mistake[];
  readonly values: Readonly<Partial<Record<SettingName, string>>>;
} {
  const { values, mistakes: unread, warnings } = readEnvironment(env, readFile, run);
  const parsed = schema.safeParse(values);
  const mistakes = [
    ...unread,
    ...(parsed.success ? [] : issuesOf(parsed.error, []).map(({ path, what }) => ({ where: String(path[0]), what }))),
    ...incomplete(values, new Set(unread.map(({ where }) => where.replace(/_FILE$/, '')))),
  ];
  if (!parsed.success || mistakes.length > 0) return { mistakes, values };
  return { settings: grouped(parsed.data, values, warnings), mistakes, values };
}

function grouped(read: Values, raw: Partial<Record<SettingName, string>>, nearMisses: readonly string[]): Settings {
  const http = {
    host: read.HTTP_HOST,
    port: read.HTTP_PORT,
    publicUrl: read.PUBLIC_URL ?? urlOf(read.HTTP_HOST, read.HTTP_PORT),
    publicUrlGiven: read.PUBLIC_URL !== undefined,
  };
  const telemetry = telemetryIn(read);
  return {
    ...(read.TOCSIN_CONFIG && { configFile: read.TOCSIN_CONFIG }),
    database: {
      ...(read.MONGODB_URI && { uri: read.MONGODB_URI }),
      embedded: read.EMBEDDED_MONGODB,
      dataDir: read.DATA_DIR,
    },
    http,
    web: { sessionIdleMs: read.WEB_SESSION_IDLE },
    ...(read.SLACK_BOT_TOKEN && {
      slack: {
        botToken: read.SLACK_BOT_TOKEN,
        ...(read.SLACK_APP_TOKEN && { appToken: read.SLACK_APP_TOKEN }),
        ...(read.SLACK_SIGNING_SECRET && { signingSecret: read.SLACK_SIGNING_SECRET }),
        ...(read.SLACK_API_URL && { apiUrl: read.SLACK_API_URL }),
      },
    }),
    ...(read.DISCORD_TOKEN && {
      discord: {
        token: read.DISCORD_TOKEN,
        ...(read.DISCORD_GUILD_ID && { guildId: read.DISCORD_GUILD_ID }),
        ...(read.DISCORD_API_URL && { apiUrl: read.DISCORD_API_URL }),
      },
    }),
    ...(read.TELEGRAM_TOKEN && {
      telegram: {
        token: read.TELEGRAM_TOKEN,
        ...(read.TELEGRAM_WEBHOOK_SECRET && { webhookSecret: read.TELEGRAM_WEBHOOK_SECRET }),
        ...(read.TELEGRAM_API_ROOT && { apiRoot: read.TELEGRAM_API_ROOT }),
      },
    }),
    ...(read.SMTP_URL && read.EMAIL_FROM && { email: { smtpUrl: read.SMTP_URL, from: read.EMAIL_FROM } }),
    ...((read.AMQP_URL || read.REDIS_URL) && {
      events: {
        ...(read.AMQP_URL && { amqpUrl: read.AMQP_URL }),
        ...(read.REDIS_URL && { redisUrl: read.REDIS_URL }),
      },
    }),
    apiTokens: read.API_TOKENS,
    logLevel: read.LOG_LEVEL,
    processes: read.TOCSIN_PROCESSES,
    ...(telemetry && { telemetry }),
    ...(read.SMTP_IN_PORT !== undefined && {
      emailIn: {
        host: read.SMTP_IN_HOST ?? read.HTTP_HOST,
        port: read.SMTP_IN_PORT,
        ...(read.EMAIL_FROM && { from: read.EMAIL_FROM }),
        ...(read.SMTP_IN_AUTH_SERVER && { authServer: read.SMTP_IN_AUTH_SERVER }),
        ...(read.SMTP_IN_DOMAIN && { domain: read.SMTP_IN_DOMAIN.toLowerCase() }),
      },
    }),
    ...(read.HEARTBEAT_URL && { heartbeatUrl: read.HEARTBEAT_URL }),
    secrets: secretsIn(read, raw),
    warnings: [...nearMisses, ...exposure(read, http)],
  };
}

function secretsIn(read: Values, raw: Partial<Record<SettingName, string>>): string[] {
  const whole = secretNames.flatMap((name) => raw[name] ?? []);
  const urls = [read.MONGODB_URI, read.SMTP_URL, read.AMQP_URL, read.REDIS_URL, read.OTEL_EXPORTER_OTLP_ENDPOINT];
  const withPassword = urls.flatMap((value) => (value?.includes('@') ? [value] : []));
  const plain = [...whole, ...withPassword, ...withPassword.flatMap(passwordsIn), ...wholeAndPath(read.HEARTBEAT_URL)];
  const all = new Set([...plain, ...headerSecrets(read), ...read.API_TOKENS.map(({ token }) => token)]);
  return [...all].filter((one) => one.length >= SHORTEST_SECRET).sort((a, b) => b.length - a.length);
}

/** Returns the address and its path: its path is the secret, and its password if it has one. */
function wholeAndPath(value: string | undefined): string[] {
  if (!value) return [];
  const { pathname, search } = new URL(value);
  const path = `${pathname}${search}`;
  return [value, ...passwordsIn(value), ...(path.length >= SHORTEST_GOOD_TOKEN ? [path] : [])];
}

/** Returns the URL by which people on this machine reach a server that listens there. */
export function urlOf(host: string, port: number): string {
  const bare = host.replace(/^\[|\]$/g, '');
  if (bare === '0.0.0.0' || bare === '::') return `http://localhost:${port}`;
  return `http://${bare.includes(':') ? `[${bare}]` : bare}:${port}`;
}

function exposure(read: Values, { host, publicUrl, publicUrlGiven }: Settings['http']): string[] {
  const warnings: string[] = [];
  if (!publicUrlGiven && !isLoopback(host)) {
    const todo = 'set it to the address at which people reach this server';
    warnings.push(`PUBLIC_URL: it is not set, so links in messages begin with ${publicUrl}; ${todo}`);
  }
  for (const [index, { token }] of read.API_TOKENS.entries()) {
    if (token.length >= SHORTEST_GOOD_TOKEN) continue;
    const todo = `make one of ${SHORTEST_GOOD_TOKEN} characters or more`;
    warnings.push(`API_TOKENS: the token of entry ${index + 1} is so short that it can be guessed; ${todo}`);
  }
  const ownServer = read.TELEGRAM_API_ROOT !== undefined;
  if (read.TELEGRAM_WEBHOOK_SECRET && !ownServer && !publicUrl.startsWith('https://')) {
    const todo = 'set PUBLIC_URL to an https address, or unset TELEGRAM_WEBHOOK_SECRET to poll';
    warnings.push(`TELEGRAM_WEBHOOK_SECRET: Telegram delivers to https addresses only, not to ${publicUrl}; ${todo}`);
  }
  return warnings;
}
