import { Command, CommanderError } from 'commander';
import { ConfigMistakes } from '../config/mistakes.ts';
import { version } from '../version.ts';
import { checkVerb } from './check.ts';
import { completionVerb } from './completion.ts';
import { discordInviteVerb } from './discord-invite.ts';
import { doctorVerb } from './doctor.ts';
import { integrationsVerb } from './integrations.ts';
import { backupVerb, restoreVerb } from './moving/backup.ts';
import { erasePersonVerb } from './moving/erase-person.ts';
import { exportVerb } from './moving/export.ts';
import { importVerb } from './moving/import.ts';
import { migrateVerb } from './moving/migrate.ts';
import { ackVerb, declareVerb, mergeVerb, pageVerb, resolveVerb } from './server/act.ts';
import { jobsVerb } from './server/jobs.ts';
import { listVerb } from './server/list.ts';
import { oncallVerb } from './server/oncall.ts';
import { reportVerb } from './server/report.ts';
import { sendVerb } from './server/send.ts';
import { initVerb } from './setup/init.ts';
import { signInVerb } from './sign-in.ts';
import { slackManifestVerb } from './slack-manifest.ts';
import { startVerb } from './start.ts';
import { Exit, exitCodes, type Terminal, VerbFailed } from './terminal.ts';
import { tokensVerb } from './tokens.ts';

type Verb = (terminal: Terminal, program: () => Command) => Command;

/** All verbs of the command line, in the order of the help. Most have a file of their own. */
const groups: Readonly<Record<string, readonly Verb[]>> = {
  'Run Tocsin:': [startVerb, checkVerb, doctorVerb, integrationsVerb],
  'Use a running Tocsin:': [
    listVerb,
    oncallVerb,
    reportVerb,
    declareVerb,
    ackVerb,
    resolveVerb,
    mergeVerb,
    pageVerb,
    sendVerb,
    jobsVerb,
  ],
  'Move in and out:': [importVerb, exportVerb, backupVerb, restoreVerb, migrateVerb, erasePersonVerb],
  'Set up:': [initVerb, tokensVerb, signInVerb, slackManifestVerb, discordInviteVerb, completionVerb],
};

/**
 * Runs the verb that the arguments name; without one, `start`.
 *
 * @param args what follows `tocsin`
 * @returns one of `exitCodes`
 */
export async function runCommandLine(args: readonly string[], terminal: Terminal): Promise<number> {
  const program = createProgram(terminal);
  try {
    await program.parseAsync(args.length === 0 ? ['start'] : [...args], { from: 'user' });
    return exitCodes.done;
  } catch (err) {
    if (err instanceof Exit) return err.code;
    // Commander has already printed the help, the version or the mistake.
    if (err instanceof CommanderError) return err.exitCode === 0 ? exitCodes.done : exitCodes.misused;
    terminal.err(`${err instanceof Error ? err.message : String(err)}\n`);
    if (err instanceof VerbFailed) return err.code;
    return err instanceof ConfigMistakes ? exitCodes.misused : exitCodes.failed;
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
  for (const [group, verbs] of Object.entries(groups)) {
    for (const verb of verbs) program.addCommand(verb(terminal, () => program).helpGroup(group));
  }
  settle(program, terminal);
  return program;
}

/** Configures a command so that it throws instead of ending the process, and prints to the given terminal. */
function settle(command: Command, terminal: Terminal, names: readonly string[] = ['tocsin']): void {
  command
    .exitOverride()
    .showHelpAfterError(`Run “${names.join(' ')} --help” for help.`)
    .helpOption('-h, --help', 'Show this help')
    .configureOutput({
      writeOut: terminal.out,
      writeErr: terminal.err,
      getOutHelpWidth: () => terminal.columns ?? 80,
      getErrHelpWidth: () => terminal.columns ?? 80,
    });
  for (const one of command.commands) settle(one, terminal, [...names, one.name()]);
}
