import { styleText } from 'node:util';
import { Command } from 'commander';
import { readSettings } from './read-settings.ts';
import { Exit, exitCodes, printJson, type Terminal } from './terminal.ts';

const styles = { ok: 'green', warning: 'yellow', problem: 'red' } as const;

/** `tocsin doctor`: examines everything that the settings name, and says what to do. */
export function doctorVerb(terminal: Terminal): Command {
  const { out, colours } = terminal;
  return new Command('doctor')
    .description(
      'Ask each platform, mail, database, brokers, webhooks and clock whether all is well, and say what to do',
    )
    .option('--json', 'print the findings as JSON')
    .addHelpText(
      'after',
      '\nIt changes nothing and sends no message. It exits with 1 when there is a problem.\nExample: tocsin doctor',
    )
    .action(async ({ json }: { json?: boolean }) => {
      const { examine } = await import('../app/doctor/examine.ts');
      const { config, circumstances } = await readSettings(terminal);
      const findings = await examine(config, { ...circumstances, now: Date.now });
      const problems = findings.filter(({ level }) => level === 'problem').length;
      if (json) printJson(terminal, { ok: problems === 0, findings });
      else {
        for (const { about, level, text } of findings) {
          const label = level.padEnd(7);
          out(`${colours ? styleText(styles[level], label) : label}  ${about}: ${text}\n`);
        }
        out(problems === 0 ? '\nNo problems.\n' : `\n${problems} problem${problems === 1 ? '' : 's'}.\n`);
      }
      if (problems > 0) throw new Exit(exitCodes.failed);
    });
}
