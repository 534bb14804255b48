import { Client, Events, GatewayIntentBits, Options, Partials, REST, type RESTOptions, Status } from 'discord.js';
import { withTimeout } from '../../src/lib/async.ts';
import { PlatformRefused } from '../../src/ports/chat.ts';
import type { Log } from '../../src/ports/runtime.ts';
import { gatewayRefused, platformRefused, tokenRefused } from './failures.ts';
import { keepStrayRejections } from './stray-rejections.ts';

export interface DiscordSettings {
  readonly token: string;
  /** Commands are registered there at once; without it globally. */
  readonly guildId?: string;
  /** Default: Discord's own. */
  readonly apiUrl?: string;
}

const API_URL = 'https://discord.com/api';
/** One request; with the one retry a call is over well within the 10 s that a send may take. */
const REQUEST_LIMIT_MS = 3_000;
const RETRIES = 1;
/** A rate limit that passes within this is waited for; a longer one is for the sender to wait for. */
const PATIENCE_MS = 1_500;
/** It keeps a queue for every channel and message that it spoke of. */
const HANDLERS_KEPT_MS = 5 * 60_000;
const CONNECT_LIMIT_MS = 20_000;
const GUILDS_LIMIT_MS = 5_000;
const CLOSE_LIMIT_MS = 2_000;

/** One connection to Discord's gateway, from login to close. */
export interface Gateway {
  readonly client: Client;
  /** Throws PlatformRefused. */
  connect(): Promise<void>;
  connected(): boolean;
  close(): Promise<void>;
}

/**
 * Calls by HTTP alone, for which no gateway is needed.
 * @param refused Discord does not take the token any more. A 401 makes discord.js drop it for good: make a new one then.
 */
export function openRest(settings: DiscordSettings, refused: () => void): REST {
  const rest = new REST(restOptions(settings)).setToken(bareToken(settings));
  rest.on('response', (request, response) => {
    if (response.status === 401 && request.data.auth !== false) refused();
  });
  return rest;
}

/**
 * Calls that answer interactions, which need no token. Discord does not count them towards a bot's 50 calls a second, and
 * discord.js would: each answer beyond that would wait.
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
    rejectOnRateLimit: ({ timeToReset, retryAfter }) => Math.max(timeToReset, retryAfter) > PATIENCE_MS,
  };
}

export function openGateway(
  settings: DiscordSettings,
  log: Log,
  disconnected: (why: PlatformRefused) => void,
): Gateway {
  const client = makeClient(settings);
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
  // Without a listener an 'error' event ends the process.
  client.on(Events.Error, (err) => log.error({ reason: err.message }, 'Discord reported an error'));
  client.on(Events.ShardError, (err) => log.warn({ reason: err.message }, 'Discord gateway reported an error'));
  client.on(Events.ShardReconnecting, () => log.info({}, 'Discord gateway dropped the connection; connecting again'));
  client.on(Events.ShardResume, (_, replayed) => log.info({ replayed }, 'Discord gateway is connected again'));
  client.on(Events.ShardDisconnect, ({ code }) => lose(gatewayRefused(code)));
  client.rest.on('response', (request, response) => {
    // Answers to interactions carry a token of their own, and a 401 there says nothing about ours.
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
      // Abandoned, it may still fail later, when nobody waits for it.
      attempt.catch(() => {});
      try {
        const done = await withTimeout(Promise.race([attempt, abandoned]), CONNECT_LIMIT_MS);
        if (!done) throw new PlatformRefused('Discord did not take the connection within 20 s; it is tried again');
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
      // Closed in the middle of a reconnection, discord.js may connect once more: nobody listens to that one.
      client.removeAllListeners(Events.InteractionCreate);
      client.removeAllListeners(Events.MessageCreate);
      abandon(new PlatformRefused('The connection was closed before it was up'));
      // A gateway that does not answer the close frame would hold this up for half a minute.
      await withTimeout(client.destroy(), CLOSE_LIMIT_MS).catch(() => {});
      release();
    },
  };
}

/** Everything that Discord would have us remember is read from what arrives instead: caches hold next to nothing. */
function makeClient(settings: DiscordSettings): Client {
  return new Client({
    // None of them privileged: in channels, only what mentions the bot has its text.
    intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMessages, GatewayIntentBits.DirectMessages],
    partials: [Partials.Channel],
    allowedMentions: { parse: [] },
    waitGuildTimeout: GUILDS_LIMIT_MS,
    closeTimeout: CLOSE_LIMIT_MS,
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
