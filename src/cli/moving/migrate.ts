import { Command } from 'commander';
import { readSettings } from '../read-settings.ts';
import { printJson, type Terminal } from '../terminal.ts';

/** `tocsin migrate`: migrates the data to the version that this program knows. */
export function migrateVerb(terminal: Terminal): Command {
  return new Command('migrate')
    .description('Bring the data forward to this version, which a start does by itself as well')
    .option('--dry-run', 'say what would be done, and change nothing')
    .option('--json', 'print the result as JSON')
    .action(async ({ dryRun = false, json }: { readonly dryRun?: boolean; readonly json?: boolean }) => {
      const { migrateData } = await import('../../app/data/migrations.ts');
      const { config, circumstances } = await readSettings(terminal);
      const result = await migrateData(config, dryRun, circumstances);
      if (json) return printJson(terminal, result);
      const { version, knows, pending, run } = result;
      if (run) {
        const done = run.done.map(({ name, documents }) => `  ${name}: ${documents} documents\n`).join('');
        terminal.out(
          `Data version ${run.to}${run.done.length > 0 ? `, from ${run.from}:\n${done}` : ': nothing to do.\n'}`,
        );
        return;
      }
      const lines = pending.map(({ name, left }) => `  ${name}: ${left} documents\n`).join('');
      terminal.out(
        `Data version ${version} of ${knows}${pending.length > 0 ? `; it would run:\n${lines}` : ': nothing to do.\n'}`,
      );
    });
}
