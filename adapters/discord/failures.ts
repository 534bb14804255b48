import { DiscordAPIError, DiscordjsError, DiscordjsErrorCodes, HTTPError, RateLimitError } from 'discord.js';
import { DeliveryFailed, PlatformRefused } from '../../src/ports/chat.ts';

export const codes = {
  unknownChannel: 10_003,
  unknownGuild: 10_004,
  unknownMember: 10_007,
  unknownMessage: 10_008,
  unknownUser: 10_013,
  unknownInteraction: 10_062,
  slowmode: 20_016,
  editLimit: 20_022,
  channelWriteLimit: 20_028,
  serverWriteLimit: 20_029,
  tooManyChannels: 30_013,
  oldEditsLimit: 30_046,
  tooManyDirectMessages: 40_003,
  sendingDisabled: 40_004,
  featureDisabled: 40_006,
  alreadyAnswered: 40_060,
  resourceLimited: 40_062,
  cloudflareBlocks: 40_333,
  missingAccess: 50_001,
  cannotMessageUser: 50_007,
  noCommonServer: 50_278,
  missingPermissions: 50_013,
  invalidForm: 50_035,
  threadArchived: 50_083,
  overloaded: 130_000,
  threadLocked: 160_005,
  threadExists: 160_004,
} as const;

const gone: ReadonlyMap<number, 'place' | 'message'> = new Map([
  [codes.unknownChannel, 'place'],
  [codes.missingAccess, 'place'],
  [codes.threadArchived, 'place'],
  [codes.threadLocked, 'place'],
  [codes.unknownMessage, 'message'],
]);

/** Codes of a refusal that passes: a limit that no header tells of, or a part of Discord that is out of order. */
const passing: ReadonlySet<number> = new Set([
  codes.slowmode,
  codes.editLimit,
  codes.channelWriteLimit,
  codes.serverWriteLimit,
  codes.oldEditsLimit,
  codes.tooManyDirectMessages,
  codes.sendingDisabled,
  codes.featureDisabled,
  codes.resourceLimited,
  codes.cloudflareBlocks,
  codes.overloaded,
]);

const closedToBot =
  'This person takes no direct messages from the bot: they must share a server with it and allow direct messages from its members (Privacy Settings)';

const nextSteps: Readonly<Record<number, string>> = {
  [codes.unknownChannel]: 'The channel is gone, or its id in the configuration is wrong',
  [codes.unknownGuild]: 'The server is gone, or the bot is no longer in it: invite it again',
  [codes.unknownMessage]: 'The message is gone',
  [codes.threadArchived]: 'The thread was locked and archived: let the bot manage threads, or unlock it',
  [codes.threadLocked]: 'The thread was locked: let the bot manage threads, or unlock it',
  [codes.unknownUser]: 'There is no such account: correct the person’s Discord id in the configuration',
  [codes.missingAccess]: 'The bot cannot see the channel: let it view the channel',
  [codes.cannotMessageUser]: closedToBot,
  [codes.noCommonServer]: closedToBot,
  [codes.missingPermissions]:
    'The bot lacks a permission there: let it send messages, embed links and create public threads',
};

/** Returns Discord's error code, such as 10008. */
export function codeOf(err: unknown): number | undefined {
  return err instanceof DiscordAPIError && typeof err.code === 'number' ? err.code : undefined;
}

/**
 * Returns the reason of an error, for logs and people. discord.js errors contain URLs, and those of interactions hold a
 * token, so they are never logged or kept as a cause.
 */
export function reasonOf(err: unknown): string {
  if (err instanceof RateLimitError) return 'Discord asks for a pause (rate limit)';
  if (err instanceof DiscordAPIError) {
    const step = typeof err.code === 'number' ? nextSteps[err.code] : undefined;
    if (err.status === 401) return 'Discord refused the token: set DISCORD_TOKEN to the bot’s present token';
    return `${step ?? 'Discord refused it'} (${err.status}, ${err.code}: ${err.message.replaceAll('\n', ' ')})`;
  }
  if (err instanceof HTTPError) return `Discord is failing (HTTP ${err.status})`;
  if (err instanceof Error && (err.name === 'AbortError' || err.name === 'TimeoutError'))
    return 'Discord did not answer in time';
  if (err instanceof Error && 'code' in err && typeof err.code === 'string')
    return `Discord cannot be reached (${err.code})`;
  return 'Discord cannot be used at the moment';
}

export function deliveryFailed(err: unknown): DeliveryFailed {
  if (err instanceof DeliveryFailed) return err;
  if (err instanceof RateLimitError) {
    const namesTime = err.retryAfter > 0;
    return new DeliveryFailed(reasonOf(err), namesTime ? Math.ceil(Math.max(err.retryAfter, err.timeToReset)) : 'soon');
  }
  // Only errors with a Discord code are permanent. A 401 ends this connection, and the next one may deliver; an error page
  // of the proxy before Discord has no code and is temporary.
  const code = codeOf(err);
  if (code && !passing.has(code)) return new DeliveryFailed(reasonOf(err), 'never', { gone: gone.get(code) });
  const needsRepair = err instanceof DiscordAPIError && err.status === 401;
  return new DeliveryFailed(reasonOf(err), 'soon', { needsRepair });
}

export function platformRefused(err: unknown): PlatformRefused {
  if (err instanceof PlatformRefused) return err;
  if (err instanceof DiscordjsError && err.code === DiscordjsErrorCodes.TokenInvalid) return tokenRefused();
  if (err instanceof DiscordAPIError && err.status === 401) return tokenRefused();
  // Rejections by the gateway reach login() as plain errors with these messages (@discordjs/ws, onClose).
  if (err instanceof Error && err.message === 'Authentication failed') return tokenRefused();
  if (err instanceof Error && /(disallowed|invalid) intents/i.test(err.message)) return intentsRefused();
  const sessions = err instanceof Error ? /^Not enough sessions remaining.*resets at (\S+)$/.exec(err.message) : null;
  if (sessions) return sessionsUsedUp(sessions[1]!);
  return new PlatformRefused(`Discord did not take the connection: ${reasonOf(err)}`);
}

export function tokenRefused(): PlatformRefused {
  return new PlatformRefused(
    'Discord refused the token. Copy the present one from the developer portal (Bot, Reset Token) into DISCORD_TOKEN',
    { needsRepair: true },
  );
}

/** Discord counts the bot’s new sessions of a day, and takes no more than it names. */
function sessionsUsedUp(resetsAt: string): PlatformRefused {
  return new PlatformRefused(
    `The bot has begun as many gateway sessions as Discord takes in a day; it takes more from ${resetsAt} on. Check that no other program uses DISCORD_TOKEN and starts again and again`,
  );
}

function intentsRefused(): PlatformRefused {
  return new PlatformRefused(
    'Discord refused the gateway intents. Tocsin needs none of the privileged ones: check in the developer portal that the application is not restricted',
  );
}

/** Explains a close code of the gateway after which discord.js does not reconnect. */
export function gatewayRefused(code: number): PlatformRefused {
  if (code === 4004) return tokenRefused();
  if (code === 4013 || code === 4014) return intentsRefused();
  return new PlatformRefused(`Discord closed the connection for good (gateway code ${code})`);
}
