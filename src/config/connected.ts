import type { Directory } from '../domain/directory.ts';
import { type Person, type Platform, platformNames } from '../domain/people.ts';
import { grantedRoles, groupPlatforms } from '../domain/permissions.ts';
import type { Settings } from './settings.ts';

/** Returns warnings where the file and the environment do not match: one names a platform that the other does not connect. */
export function reachWarnings(settings: Settings, directory: Directory): string[] {
  return [...groupWarnings(settings, directory), ...roomAndStepWarnings(settings, directory)];
}

/** The members of a group on an unconnected platform cannot be read, so the group gives nobody a role. */
function groupWarnings(settings: Settings, { roles = {} }: Directory): string[] {
  const named = groupPlatforms.flatMap((platform) =>
    grantedRoles.filter((role) => roles[role]?.[platform]).map((role) => ({ platform, role })),
  );
  return named.flatMap(({ platform, role }) => {
    const where = `roles.${role}.${platform}`;
    if (!settings[platform]) {
      return `${where}: ${platformNames[platform]} is not connected, so these groups give nobody a role`;
    }
    if (platform !== 'discord' || settings.discord?.guildId) return [];
    return `${where}: roles belong to a server, so they give nobody anything here; set DISCORD_GUILD_ID`;
  });
}

function roomAndStepWarnings(settings: Settings, directory: Directory): string[] {
  const platforms: Platform[] = ['slack', 'discord', 'telegram'];
  if (!settings.slack && !settings.discord && !settings.telegram && !settings.email) return [];
  const connected = platforms.filter((platform) => settings[platform as 'slack' | 'discord' | 'telegram']);
  return [
    ...connected
      .filter((platform) => !directory.rooms.announce[platform])
      .map((platform) => {
        const name = platformNames[platform];
        return `rooms.announce.${platform}: ${name} is connected and has no channel here, so no incident is announced there; add one`;
      }),
    ...[...directory.people.values()].flatMap((person) => deadSteps(settings, person)),
  ];
}

/** Warns about steps of `notify` on a platform that is not set up. */
function deadSteps(settings: Settings, { id, name, notify }: Person): string[] {
  return (['urgent', 'normal'] as const).flatMap((kind) =>
    (notify?.[kind] ?? []).flatMap(({ by }, index) => {
      if (by === 'web' || settings[by]) return [];
      return [
        `people.${id}.notify.${kind}[${index}]: ${platformNames[by]} is not set up, so this step does not page ${name}; connect it or take the step out`,
      ];
    }),
  );
}
