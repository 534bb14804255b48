import { type APIGuildMember, Routes } from 'discord.js';
import type { PlatformGroups } from '../../src/ports/people.ts';
import { codeOf, codes, reasonOf } from './failures.ts';
import { type DiscordSettings, openRest } from './gateway.ts';

/** Discord's code for an account that is not in the server. */
const UNKNOWN_MEMBER = 10_007;

/**
 * Reads the roles of members of the server, by their ids. It reads one member at a time, which needs no privileged intent.
 */
export function createDiscordRoleGroups(settings: DiscordSettings): PlatformGroups {
  let rest: ReturnType<typeof openRest> | undefined;

  return {
    platform: 'discord',
    async groupsOf(account) {
      const { guildId } = settings;
      if (!guildId) throw new Error('Roles belong to a server: set DISCORD_GUILD_ID');
      // After a 401 discord.js drops the token, so the next read creates a new client.
      rest ??= openRest(settings, () => {
        rest = undefined;
      });
      try {
        const { roles } = (await rest.get(Routes.guildMember(guildId, account))) as APIGuildMember;
        return roles;
      } catch (err) {
        if (codeOf(err) === UNKNOWN_MEMBER || codeOf(err) === codes.unknownUser) return [];
        throw new Error(reasonOf(err));
      }
    },
  };
}
