import { type APIGuildChannel, type REST, Routes } from 'discord.js';
import type { Address } from '../../src/domain/address.ts';
import { createCache } from '../../src/lib/cache.ts';
import type { Log } from '../../src/ports/runtime.ts';
import { reasonOf } from './failures.ts';

const REMEMBERED_CHANNELS = 1_000;
const LOOK_LIMIT_MS = 5_000;

/** Returns URLs of channels and threads. A URL contains the server's id, which the id of a channel does not tell. */
export function createRoomLinks(rest: REST, guildId: string | undefined, log: Log) {
  const guilds = createCache<string, string>({ max: REMEMBERED_CHANNELS });

  async function guildOf(channel: string): Promise<string | undefined> {
    const known = guildId ?? guilds.get(channel);
    if (known) return known;
    const found = (await rest.get(Routes.channel(channel), {
      signal: AbortSignal.timeout(LOOK_LIMIT_MS),
    })) as Partial<APIGuildChannel>;
    if (found.guild_id) guilds.set(channel, found.guild_id);
    return found.guild_id;
  }

  return async function linkTo({ id, kind }: Address): Promise<string | undefined> {
    if (kind === 'person') return undefined;
    try {
      const guild = await guildOf(id);
      return guild && `https://discord.com/channels/${guild}/${id}`;
    } catch (err) {
      log.debug({ channel: id, reason: reasonOf(err) }, 'Discord channel could not be read; it gets no link');
      return undefined;
    }
  };
}
