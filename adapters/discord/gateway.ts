import { Client, Events, GatewayIntentBits, Options, Partials, REST, type RESTOptions, Status } from 'discord.js';
import { withTimeout } from '../../src/lib/async.ts';
import { PlatformRefused } from '../../src/ports/chat.ts';
import type { Log } from '../../src/ports/runtime.ts';
import { gatewayRefused, platformRefused, tokenRefused } from './failures.ts';
import { type LineTiming, openWebsockets, type Websockets } from './websocket/dead-lines.ts';
import { keepStrayRejections } from './websocket/stray-rejections.ts';

export interface DiscordSettings {
  readonly token: string;
  /** Server in which commands are registered, at once; without it they are registered globally. */
  readonly guildId?: string;
  /** URL of the API; default: Discord's own. */
  readonly apiUrl?: string;
}

const API_URL = 'https://discord.com/api';
/** Limit for one request. With its one retry, a call ends well within the 10 s of a delivery. */
const REQUEST_LIMIT_MS = 3_000;
const RETRIES = 1;
/** A rate limit shorter than this is waited for; a longer one fails the delivery, and the core retries it. */
const PATIENCE_MS = 1_500;
/** discord.js keeps a queue for every channel and message that it has used. */
const HANDLERS_KEPT_MS = 5 * 60_000;
const GUILDS_LIMIT_MS = 5_000;
const CLOSE_LIMIT_MS = 2_000;

/** One connection to Discord's gateway, from login to close. */
export interface Gateway {
  readonly client: Client;
  /** Logs in and waits until the gateway is ready. Throws PlatformRefused. */
  connect(): Promise<void>;
  connected(): boolean;
  close(): Promise<void>;
}

export interface GatewayParts {
  readonly log: Log;
  readonly disconnected: (why: PlatformRefused) => void;
  readonly lineTiming: LineTiming;
}

/**
 * Creates a client for HTTP calls, which need no gateway.
 *
 * @param refused called when Discord no longer accepts the token. discord.js then drops the token, so the caller must create
 * a new client.
 */
export function openRest(settings: DiscordSettings, refused: () => void): REST {
  const rest = new REST(restOptions(settings)).setToken(bareToken(settings));
  rest.on('response', (request, response) => {
    if (response.status === 401 && request.data.auth !== false) refused();
  });
  return rest;
}

/**
 * Creates a client for responses to interactions, which need no token. Discord does not count them towards a bot's 50 calls
 * a second, but discord.js would, and would delay each further response.
 */
export function openAnswersRest(settings: DiscordSettings): REST {
  return new REST({ ...restOptions(settings), globalRequestsPerSecond: Number.POSITIVE_INFINITY });
}

export function closeRest(rest: REST): void {
  rest.clearHashSweeper();
  rest.clearHandlerSweeper();
}

function bareToken({ token }: DiscordSettings): string {
  return token.replace(/^(Bot|Bearer)\s+/i, '');
}

function restOptions(settings: DiscordSettings): Partial<RESTOptions> {
  return {
    api: (settings.apiUrl ?? API_URL).replace(/\/+$/, ''),
    timeout: REQUEST_LIMIT_MS,
    retries: RETRIES,
    handlerSweepInterval: HANDLERS_KEPT_MS,
    // discord.js would repeat a call at once, again and again, after a 429 of Cloudflare that names no time.
    rejectOnRateLimit: ({ timeToReset, retryAfter }) =>
      Math.max(timeToReset, retryAfter) > PATIENCE_MS || retryAfter <= 0,
  };
}

export function openGateway(settings: DiscordSettings, { log, disconnected, lineTiming }: GatewayParts): Gateway {
  const websockets = openWebsockets(lineTiming, log);
  const client = makeClient(settings, websockets);
  const release = keepStrayRejections(log);
  let state: 'connecting' | 'open' | 'lost' | 'closed' = 'connecting';
  let abandon: (why: PlatformRefused) => void = () => {};
  const abandoned = new Promise<never>((_, reject) => {
    abandon = reject;
  });
  abandoned.catch(() => {});

  const lose = (why: PlatformRefused) => {
    if (state === 'connecting') return abandon(why);
    if (state !== 'open') return;
    state = 'lost';
    disconnected(why);
  };
  // Without a listener, an 'error' event ends the process.
  client.on(Events.Error, (err) => log.error({ reason: err.message }, 'Discord reported an error'));
  client.on(Events.ShardError, (err) => log.warn({ reason: err.message }, 'Discord gateway reported an error'));
  client.on(Events.ShardReconnecting, () => log.info({}, 'Discord gateway closed the connection; reconnecting'));
  client.on(Events.ShardResume, (_, replayed) => log.info({ replayed }, 'Discord gateway reconnected'));
  client.on(Events.ShardDisconnect, ({ code }) => lose(gatewayRefused(code)));
  client.rest.on('response', (request, response) => {
    // Responses to interactions use a separate token, so a 401 there says nothing about the bot's.
    if (response.status === 401 && request.data.auth !== false) lose(tokenRefused());
  });

  async function login(): Promise<void> {
    const ready = new Promise<void>((resolve) => client.once(Events.ClientReady, () => resolve()));
    await client.login(bareToken(settings));
    await ready;
  }

  return {
    client,
    async connect() {
      const attempt = login().then(() => true);
      // The abandoned attempt may still fail later; without this handler that would be an unhandled rejection.
      attempt.catch(() => {});
      try {
        const done = await withTimeout(Promise.race([attempt, abandoned]), lineTiming.readyMs);
        if (!done)
          throw new PlatformRefused(
            `Discord did not accept the connection within ${lineTiming.readyMs / 1000} s; it is tried again`,
          );
      } catch (err) {
        throw platformRefused(err);
      }
      state = 'open';
    },
    connected: () =>
      state === 'open' && client.isReady() && client.ws.shards.every((shard) => shard.status === Status.Ready),
    async close() {
      if (state === 'closed') return;
      state = 'closed';
      // When closed during a reconnection, discord.js may connect once more. Without listeners that has no effect.
      client.removeAllListeners(Events.InteractionCreate);
      client.removeAllListeners(Events.MessageCreate);
      abandon(new PlatformRefused('The connection was closed before it was up'));
      // Without a limit, a gateway that does not answer the close frame delays this for half a minute.
      await withTimeout(client.destroy(), CLOSE_LIMIT_MS).catch(() => {});
      websockets.terminate();
      release();
    },
  };
}

/** Creates the client with nearly empty caches: everything needed is read from what arrives. */
function makeClient(settings: DiscordSettings, { buildStrategy }: Websockets): Client {
  return new Client({
    // No privileged intents: in channels, only messages that mention the bot arrive with their text.
    intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMessages, GatewayIntentBits.DirectMessages],
    partials: [Partials.Channel],
    allowedMentions: { parse: [] },
    waitGuildTimeout: GUILDS_LIMIT_MS,
    closeTimeout: CLOSE_LIMIT_MS,
    ws: { buildStrategy },
    rest: restOptions(settings),
    makeCache: Options.cacheWithLimits({
      ApplicationCommandManager: 0,
      AutoModerationRuleManager: 0,
      BaseGuildEmojiManager: 0,
      DMMessageManager: 0,
      EntitlementManager: 0,
      GuildBanManager: 0,
      GuildEmojiManager: 0,
      GuildInviteManager: 0,
      GuildMemberManager: { maxSize: 0, keepOverLimit: (member) => member.id === member.client.user.id },
      GuildMessageManager: 0,
      GuildScheduledEventManager: 0,
      GuildStickerManager: 0,
      MessageManager: 0,
      PresenceManager: 0,
      ReactionManager: 0,
      ReactionUserManager: 0,
      StageInstanceManager: 0,
      ThreadMemberManager: 0,
      UserManager: { maxSize: 0, keepOverLimit: (user) => user.id === user.client.user?.id },
      VoiceStateManager: 0,
    }),
    sweepers: Options.DefaultSweeperSettings,
  });
}
