import { closeSync, openSync, statSync } from 'node:fs';
import { Command } from 'commander';
import { reasonOf } from '../../config/secret-source.ts';
import { readSettings } from '../read-settings.ts';
import { refuseToOverwrite } from '../refusals.ts';
import { exitCodes, printJson, type Terminal, VerbFailed } from '../terminal.ts';

interface Options {
  readonly force?: boolean;
  readonly json?: boolean;
}

/** `tocsin backup --output FILE`: writes all data of Tocsin into one file. */
export function backupVerb(terminal: Terminal): Command {
  return new Command('backup')
    .description('Write everything that Tocsin keeps into one file, while it runs')
    .requiredOption('--output <file>', 'where to write it, such as tocsin.backup')
    .option('--force', 'overwrite the file')
    .option('--json', 'print what was written as JSON')
    .addHelpText(
      'after',
      '\nRun it with the settings of the Tocsin that is backed up. The file holds secrets and what people wrote: keep it safe.',
    )
    .action(async ({ output: file, force = false, json }: Options & { readonly output: string }) => {
      if (!force) refuseToOverwrite(file);
      const { backUp } = await import('../../app/data/backup.ts');
      const { config, circumstances } = await readSettings(terminal);
      const { counts, snapshot } = await backUp(config, { file, force }, circumstances);
      const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
      if (json) printJson(terminal, { file, snapshot, counts });
      else terminal.out(`Wrote ${file}: ${counts.incidents ?? 0} incidents, ${total} documents in all.\n`);
    });
}

/** `tocsin restore FILE`: restores a backup into an empty database. */
export function restoreVerb(terminal: Terminal): Command {
  return new Command('restore')
    .description('Put a backup into an empty database')
    .argument('<file>', 'what “tocsin backup” wrote')
    .option('--force', 'remove what the database has first')
    .option('--json', 'print what was restored as JSON')
    .addHelpText(
      'after',
      '\nThe settings name the database. Stop Tocsin first. What was under way when the backup was made goes on with the next start: pages that were due then are sent then.',
    )
    .action(async (file: string, { force = false, json }: Options) => {
      // Checked before a database is started and its folder is made.
      refuseUnreadable(file);
      const { restore } = await import('../../app/data/backup.ts');
      const { config, circumstances } = await readSettings(terminal);
      const { manifest, counts, erased } = await restore(config, { file, force }, circumstances);
      const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
      const { at, version } = manifest;
      const again = erased.map(({ pseudonym }) => pseudonym);
      if (json) printJson(terminal, { file, at, version, counts, erasedSince: again });
      else {
        terminal.out(`Restored ${counts.incidents ?? 0} incidents, ${total} documents in all, as of ${at}.\n`);
        if (again.length > 0) terminal.out(eraseAgain(again));
      }
    });
}

function refuseUnreadable(file: string): void {
  try {
    closeSync(openSync(file, 'r'));
    if (!statSync(file).isDirectory()) return;
  } catch (err) {
    const told = `${file} cannot be read (${reasonOf(err)}). Name a file that “tocsin backup” wrote.`;
    throw new VerbFailed(exitCodes.misused, told);
  }
  throw new VerbFailed(exitCodes.misused, `${file} is a folder. Name a file that “tocsin backup” wrote.`);
}

function eraseAgain(pseudonyms: readonly string[]): string {
  return `It brings back people who were erased since: ${pseudonyms.join(', ')}. Erase each of them again before you start Tocsin: tocsin erase-person ID --as PSEUDONYM\n`;
}
