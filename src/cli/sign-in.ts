import { Command } from 'commander';
import { readSettings } from './read-settings.ts';
import type { Terminal } from './terminal.ts';

/**
 * `tocsin sign-in <person>`: prints a link that signs the person in on the web, for when no chat is connected that could
 * send one.
 */
export function signInVerb(terminal: Terminal): Command {
  return new Command('sign-in')
    .description('Print a one-time link that signs a person in on the web')
    .argument('<person>', 'an id or name of the configuration file')
    .addHelpText(
      'after',
      '\nRun it on the server, with the settings of the Tocsin that runs there. The link works once, within 10 minutes:\nwhoever opens it is signed in as that person for 30 days, so give it to nobody else.',
    )
    .action(async (name: string) => {
      const { signInLink } = await import('../app/sign-in-link.ts');
      const { config, circumstances } = await readSettings(terminal);
      terminal.out(`${await signInLink(config, name, circumstances.log)}\n`);
    });
}
