import { z } from 'zod';
import { administrator, botPermissions, inviteUrl } from '../../../adapters/discord/bot-permissions.ts';
import type { Settings } from '../../config/settings.ts';
import type { CallPlatform } from './call-platform.ts';
import { type Finding, findingsAbout } from './finding.ts';

const bot = z.object({ id: z.string() });
const servers = z.array(z.object({ id: z.string(), permissions: z.string().optional() }));

type DiscordSettings = NonNullable<Settings['discord']>;

/** Examines Discord with its token: which bot it is, where the bot was added, its permissions, and its rooms. */
export async function examineDiscord(
  settings: DiscordSettings,
  rooms: readonly string[],
  call: CallPlatform,
): Promise<readonly Finding[]> {
  const { found, ok, problem } = findingsAbout('Discord');
  const get = createGet(settings, call);
  const { status, body: application } = await get('/applications/@me', bot);
  if (status !== 200) {
    problem(`DISCORD_TOKEN is refused (${status}). Reset the token on the Bot page of the developer portal.`);
    return found;
  }
  // Tocsin needs no privileged intent, so the flags of the application are not checked.
  ok(`The token is valid for the application ${application?.id}. It needs no privileged intents.`);
  const { guildId } = settings;
  if (guildId) {
    const { body: guilds = [] } = await get('/users/@me/guilds', servers);
    const guild = guilds.find(({ id }) => id === guildId);
    const missing = guild ? lacking(BigInt(guild.permissions ?? '0')) : [];
    const invite = `add it with ${inviteUrl(String(application?.id))}`;
    if (!guild) problem(`The bot is not in the server ${guildId}: ${invite}.`);
    else if (missing.length > 0) problem(`In the server ${guildId} the bot lacks ${missing.join(', ')}: ${invite}.`);
    else ok(`The bot has every permission in the server ${guildId}.`);
  }
  for (const room of rooms) {
    const { status: seen } = await get(`/channels/${encodeURIComponent(room)}`, z.unknown());
    if (seen === 200) ok(`The bot sees the room ${room}.`);
    else problem(`The bot does not see the room ${room} (${seen}). Give it View Channel there, or correct the id.`);
  }
  return found;
}

/** @returns the address that adds the bot to a server @throws Error when the token is refused */
export async function discordInvite(settings: DiscordSettings, call: CallPlatform): Promise<string> {
  const { status, body } = await createGet(settings, call)('/applications/@me', bot);
  if (status === 200 && body) return inviteUrl(body.id);
  throw new Error(`DISCORD_TOKEN is refused (${status}). Reset the token on the Bot page of the developer portal.`);
}

function createGet({ token, apiUrl = 'https://discord.com/api' }: DiscordSettings, call: CallPlatform) {
  const authorization = `Bot ${token.replace(/^(Bot|Bearer)\s+/i, '')}`;
  return <Body>(path: string, schema: z.ZodType<Body>) =>
    call(`${apiUrl.replace(/\/+$/, '')}/v10${path}`, schema, { headers: { authorization } });
}

function lacking(granted: bigint): string[] {
  if (granted & administrator) return [];
  return Object.entries(botPermissions).flatMap(([name, bit]) => (granted & bit ? [] : [name]));
}
