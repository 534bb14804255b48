import { Command } from 'commander';
import type { Terminal } from './terminal.ts';

/** `tocsin discord-invite [application]`: prints the URL that adds the bot to a server, with the permissions that it needs. */
export function discordInviteVerb({ env, out }: Terminal): Command {
  return new Command('discord-invite')
    .description('Print the address that adds the Discord bot to a server')
    .argument('[application]', 'the application id; without it, DISCORD_TOKEN is asked')
    .addHelpText('after', '\nExample: tocsin discord-invite 300000000000000002')
    .action(async (application: string | undefined) => {
      const { discordInviteFor, discordInviteUrl } = await import('../app/doctor/examine.ts');
      if (application !== undefined) return out(`${await discordInviteUrl(application)}\n`);
      const { loadConfig } = await import('../config.ts');
      out(`${await discordInviteFor(await loadConfig(env))}\n`);
    });
}
