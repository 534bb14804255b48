import { Command, CommanderError } from 'commander';
import { ConfigMistakes } from '../config/mistakes.ts';
import { version } from '../version.ts';
import { checkVerb } from './check.ts';
import { integrationsVerb } from './integrations.ts';
import { signInVerb } from './sign-in.ts';
import { slackManifestVerb } from './slack-manifest.ts';
import { startVerb } from './start.ts';
import { Exit, type Terminal } from './terminal.ts';

/** Every verb of the command line, in the order in which help lists them. Each has a file of its own. */
const verbs: readonly ((terminal: Terminal) => Command)[] = [
  startVerb,
  checkVerb,
  integrationsVerb,
  signInVerb,
  slackManifestVerb,
];

const FAILED = 1;
/** The command line or the settings are wrong: starting again without a change cannot help. */
const MISUSED = 2;

/**
 * Runs the verb that the arguments name; without one, `start`.
 *
 * @param args what follows `tocsin`
 * @returns the exit code: 0, 1 when the verb failed, 2 for a mistake in the command line or in the settings
 */
export async function runCommandLine(args: readonly string[], terminal: Terminal): Promise<number> {
  const program = createProgram(terminal);
  try {
    await program.parseAsync(args.length === 0 ? ['start'] : [...args], { from: 'user' });
    return 0;
  } catch (err) {
    if (err instanceof Exit) return err.code;
    // Commander has printed the help, the version or the mistake already.
    if (err instanceof CommanderError) return err.exitCode === 0 ? 0 : MISUSED;
    terminal.err(`${err instanceof Error ? err.message : String(err)}\n`);
    return err instanceof ConfigMistakes ? MISUSED : FAILED;
  }
}

function createProgram(terminal: Terminal): Command {
  const program = new Command('tocsin')
    .description('On-call and incident response in your chat. Without a command, Tocsin starts.')
    .usage('[command] [options]')
    .version(version, '--version', 'Print the version')
    .helpOption('-h, --help', 'Show this help')
    .helpCommand('help [command]', 'Show the help of a command')
    .addHelpText('after', '\nSettings come from the environment and from tocsin.yaml; README lists them.');
  for (const verb of verbs) program.addCommand(verb(terminal));
  for (const command of [program, ...program.commands, ...program.commands.flatMap((one) => one.commands)]) {
    command
      .exitOverride()
      .showHelpAfterError(`Run “${command === program ? 'tocsin' : `tocsin ${command.name()}`} --help” for help.`)
      .configureOutput({ writeOut: terminal.out, writeErr: terminal.err });
    if (command !== program) command.helpOption('-h, --help', 'Show this help');
  }
  return program;
}
