import type { Config } from '../../config.ts';
import type { Platform } from '../../domain/people.ts';
import type { Log } from '../../ports/runtime.ts';
import { type CallPlatform, type ClockReadings, createCallPlatform, PlatformAway } from './call-platform.ts';
import { examineEventSinks } from './event-sinks.ts';
import type { Finding } from './finding.ts';
import { examineClock, examineDatabase, examineFile, examineMail, examinePublicUrl } from './surroundings.ts';

interface Surroundings {
  readonly log: Log;
  now(): number;
}

/**
 * Examines everything that the configuration names: each platform with its token and rooms, email, database, brokers and
 * webhooks, public URL, clock, and people who cannot be reached. Changes nothing and sends no message.
 *
 * @returns the findings in a fixed order, without secrets
 */
export async function examine(config: Config, { log, now }: Surroundings): Promise<readonly Finding[]> {
  const { settings, directory } = config;
  const clocks: ClockReadings = [];
  const call = createCallPlatform(clocks, now);
  const noClock = createCallPlatform([], now);
  const { slack, discord, telegram, email } = settings;
  const roomsOn = (platform: Platform) => {
    const { announce, operators = {} } = directory.rooms;
    return [...new Set([announce[platform], operators[platform]].filter((room) => room !== undefined))];
  };
  const all = await Promise.all([
    slack && reached('Slack', async () => (await import('./slack.ts')).examineSlack(slack, roomsOn('slack'), call)),
    discord &&
      reached('Discord', async () => (await import('./discord.ts')).examineDiscord(discord, roomsOn('discord'), call)),
    telegram &&
      reached('Telegram', async () =>
        (await import('./telegram.ts')).examineTelegram(telegram, roomsOn('telegram'), call),
      ),
    email && examineMail(email, log),
    examineDatabase(settings.database, log),
    examineEventSinks(config),
    examinePublicUrl(settings, noClock),
  ]);
  const found = [...examineFile(config), ...all.flatMap((one) => one ?? []), ...examineClock(clocks)];
  return found.map((one) => ({ ...one, text: withoutSecrets(one.text, settings.secrets) }));
}

async function reached(about: string, work: () => Promise<readonly Finding[]>): Promise<readonly Finding[]> {
  try {
    return await work();
  } catch (err) {
    if (!(err instanceof PlatformAway)) throw err;
    const text = `${about} is not reached (${err.message}). Let this machine reach it, through a proxy or firewall.`;
    return [{ about, level: 'problem', text }];
  }
}

/** Removes secrets as a last protection: no text may contain one in the first place. */
function withoutSecrets(text: string, secrets: readonly string[]): string {
  return secrets.reduce((rest, secret) => rest.replaceAll(secret, '[secret]'), text);
}

/** @returns the URL by which the owner of a server adds the bot of this application */
export async function discordInviteUrl(application: string): Promise<string> {
  if (!/^\d{15,22}$/.test(application))
    throw new Error('That is not an application id. Expected about 18 digits; copy the id from the developer portal.');
  const { inviteUrl } = await import('../../../adapters/discord/bot-permissions.ts');
  return inviteUrl(application);
}

/** @returns the URL by which the owner of a server adds the bot @throws Error in one sentence */
export async function discordInviteFor({ settings: { discord } }: Pick<Config, 'settings'>): Promise<string> {
  if (!discord) throw new Error('DISCORD_TOKEN is not set. Set it, or give the application id: discord-invite ID.');
  const { discordInvite } = await import('./discord.ts');
  const call: CallPlatform = createCallPlatform([], Date.now);
  return discordInvite(discord, call).catch((err: unknown) => {
    if (err instanceof PlatformAway) throw new Error(`Discord cannot be reached (${err.message}).`, { cause: err });
    throw err;
  });
}
